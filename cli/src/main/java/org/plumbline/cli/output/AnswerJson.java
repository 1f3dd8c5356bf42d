package org.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.plumbline.question.OwnAnswer;

/** What a network takes an input for, as JSON. */
public final class AnswerJson {
  private AnswerJson() {}

  /** The class, or null; all of them where there are several. */
  public static void write(JsonGenerator json, OwnAnswer answer) throws IOException {
    json.writeFieldName("class");
    if (answer.label().isPresent()) {
      json.writeNumber(answer.label().getAsInt());
    } else {
      json.writeNull();
    }
    if (answer.classes().size() > 1) {
      int[] all = answer.classes().stream().mapToInt(Integer::intValue).toArray();
      json.writeFieldName("tiedClasses");
      json.writeArray(all, 0, all.length);
    }
  }
}
