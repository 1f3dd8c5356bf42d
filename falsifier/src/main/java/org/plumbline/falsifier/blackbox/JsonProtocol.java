package org.plumbline.falsifier.blackbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import org.plumbline.falsifier.contract.BlackBox.Knowledge;
import org.plumbline.falsifier.contract.BlackBoxException;

/** The words of docs/black-box-protocol.md: one JSON object there, one back. */
final class JsonProtocol {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int SHOWN = 200;

  private JsonProtocol() {}

  static String describe(long id) {
    return "{\"id\":" + id + ",\"describe\":true}";
  }

  /** A request about some rows of a batch. */
  static String ask(long id, int first, int rows, int inputs, double[] x) {
    StringWriter text = new StringWriter(rows * inputs * 4);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("id", id);
      json.writeArrayFieldStart("inputs");
      for (int r = first; r < first + rows; r++) {
        json.writeArray(x, r * inputs, inputs);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory fails", e);
    }
    return text.toString();
  }

  static Description description(long id, String line) {
    Fields fields = new Fields(id, 0, null);
    read(line, fields);
    if (fields.answers == null) {
      throw garbage(line, "\"answers\" is missing");
    }
    try {
      Knowledge knowledge = Knowledge.valueOf(fields.answers.toUpperCase(Locale.ROOT));
      return new Description(fields.inputs, fields.classes, knowledge);
    } catch (IllegalArgumentException e) {
      throw garbage(line, e.getMessage());
    }
  }

  /** Scores {@code [rows × classes]}; of labels, 1 for the winner. */
  static double[] scores(long id, int rows, Description description, String line) {
    Fields fields = new Fields(id, rows, description);
    read(line, fields);
    if (fields.scores == null) {
      String wanted = description.knowledge().name().toLowerCase(Locale.ROOT);
      throw garbage(line, "\"" + wanted + "\" is missing");
    }
    return fields.scores;
  }

  private static void read(String line, Fields fields) {
    try (JsonParser json = FACTORY.createParser(line)) {
      fields.readFrom(json);
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      throw garbage(line, message.lines().findFirst().orElse(""));
    }
    if (fields.error != null) {
      throw new BlackBoxException("it reports an error: " + shown(fields.error));
    }
  }

  private static BlackBoxException garbage(String line, String complaint) {
    return new BlackBoxException("its answer makes no sense: " + complaint + ", in " + shown(line));
  }

  private static String shown(String text) {
    String start = text.substring(0, Math.min(SHOWN, text.length())).replaceAll("\\p{C}", "?");
    return "'" + start + (text.length() > SHOWN ? "…'" : "'");
  }

  /** What an answer has; unknown fields are skipped, so that the protocol can grow. */
  private static final class Fields {
    private final long id;
    private final int rows;
    private final Description description;
    private int inputs;
    private int classes;
    private String answers;
    private String error;
    private double[] scores;
    private boolean hasId;

    Fields(long id, int rows, Description description) {
      this.id = id;
      this.rows = rows;
      this.description = description;
    }

    void readFrom(JsonParser json) throws IOException {
      require(json, json.nextToken() == JsonToken.START_OBJECT, "no object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        field(json, name);
      }
      require(json, json.nextToken() == null, "more than one object");
      require(json, hasId, "\"id\" is missing");
    }

    private void field(JsonParser json, String name) throws IOException {
      if (name.equals("id")) {
        require(json, json.getLongValue() == id, "\"id\" is not " + id);
        hasId = true;
      } else if (name.equals("error")) {
        error = json.getValueAsString("");
      } else if (description == null && name.equals("inputs")) {
        inputs = json.getIntValue();
      } else if (description == null && name.equals("classes")) {
        classes = json.getIntValue();
      } else if (description == null && name.equals("answers")) {
        answers = json.getText();
      } else if (isAnswer(name, "scores", Knowledge.SCORES)) {
        scores(json);
      } else if (isAnswer(name, "labels", Knowledge.LABELS)) {
        labels(json);
      } else {
        json.skipChildren();
      }
    }

    private boolean isAnswer(String name, String expected, Knowledge knowledge) {
      return description != null && description.knowledge() == knowledge && name.equals(expected);
    }

    private void scores(JsonParser json) throws IOException {
      double[] read = new double[rows * description.classes()];
      start(json);
      for (int r = 0; r < rows; r++) {
        json.nextToken();
        start(json);
        for (int j = 0; j < description.classes(); j++) {
          json.nextToken();
          double score = json.getDoubleValue();
          require(json, Double.isFinite(score), "a score is too large");
          read[r * description.classes() + j] = score;
        }
        end(json, description.classes() + " scores");
      }
      end(json, rows + " rows of scores");
      scores = read;
    }

    private void labels(JsonParser json) throws IOException {
      double[] read = new double[rows * description.classes()];
      start(json);
      for (int r = 0; r < rows; r++) {
        json.nextToken();
        int label = json.getIntValue();
        require(
            json,
            label >= 0 && label < description.classes(),
            "label " + label + " is none of the classes 0 to " + (description.classes() - 1));
        read[r * description.classes() + label] = 1;
      }
      end(json, rows + " labels");
      scores = read;
    }

    private static void start(JsonParser json) throws IOException {
      require(json, json.currentToken() == JsonToken.START_ARRAY, "an array is missing");
    }

    private static void end(JsonParser json, String expected) throws IOException {
      require(json, json.nextToken() == JsonToken.END_ARRAY, "there are not " + expected);
    }

    private static void require(JsonParser json, boolean condition, String complaint)
        throws IOException {
      if (!condition) {
        throw new IOException(complaint + " (column " + json.currentLocation().getColumnNr() + ")");
      }
    }
  }
}
