package org.plumbline.suite.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.suite.summary.Json;

/** The questions of an archive, as one entry. */
final class QuestionList {
  static final String NAME = "questions.json";

  private QuestionList() {}

  static String text(List<ArchivedQuestion> questions) {
    ArrayNode list = Json.array();
    questions.forEach(q -> list.add(q.json()));
    return Json.text(list);
  }

  static List<ArchivedQuestion> read(ZipInput zip) throws IOException {
    List<ArchivedQuestion> questions = new ArrayList<>();
    try {
      for (JsonNode node : new ObjectMapper().readTree(zip.content(NAME))) {
        questions.add(ArchivedQuestion.of(node));
      }
    } catch (IllegalArgumentException e) {
      throw new EvidenceException(zip.refused(NAME + ": " + e.getMessage()).getMessage(), e);
    }
    return questions;
  }
}
