package org.plumbline.suite.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
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

  /**
   * @throws EvidenceException if the entry is no list of questions, or an empty one: an archive
   *     that shows nothing does not stand
   */
  static List<ArchivedQuestion> read(ZipInput zip) throws IOException {
    byte[] content = zip.content(NAME);
    List<ArchivedQuestion> questions = new ArrayList<>();
    try {
      JsonNode root = new ObjectMapper().readTree(content);
      if (!root.isArray() || root.isEmpty()) {
        throw zip.refused(NAME + " lists no question");
      }
      for (JsonNode node : root) {
        questions.add(ArchivedQuestion.of(node));
      }
    } catch (JsonProcessingException e) {
      throw new EvidenceException(
          zip.refused(NAME + " cannot be read: " + e.getOriginalMessage()).getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new EvidenceException(
          zip.refused(
                  NAME + ", question " + (questions.size() + 1) + " of the list: " + e.getMessage())
              .getMessage(),
          e);
    }
    return questions;
  }
}
