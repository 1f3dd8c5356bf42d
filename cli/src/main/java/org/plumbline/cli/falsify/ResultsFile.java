package org.plumbline.cli.falsify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.cli.options.ReadFile;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.network.model.ParseException;

/**
 * Findings, one JSON object a line, written as they come in, so that a run that was stopped can go
 * on. The first line says what was asked; a file that answers another question is refused. A last
 * line without an end was cut off and is dropped.
 */
final class ResultsFile {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final String QUESTION = "question";
  private static final String KIND = "falsify";

  private final OutputFile file;
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  /**
   * @param question all that findings depend on
   * @throws ParseException if the file answers another question, or is no such file
   */
  ResultsFile(OutputFile file, AskedQuestion question) throws IOException {
    this.file = file;
    Path path = file.named();
    if (!file.isStream() && Files.exists(path) && Files.size(path) > 0) {
      read(question);
    } else {
      begin(question);
    }
  }

  private void begin(AskedQuestion question) throws IOException {
    file.append(
        object(
            json -> {
              json.writeStringField(QUESTION, KIND);
              for (Map.Entry<String, String> part : question.parts().entrySet()) {
                json.writeStringField(part.getKey(), part.getValue());
              }
            }));
  }

  private void read(AskedQuestion question) throws IOException {
    String text = ReadFile.with(file.named(), ResultsFile::text);
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length()) {
      text = text.substring(0, end);
      file.write(text);
    }
    String[] lines = text.split("\n");
    for (int n = 0; n < lines.length; n++) {
      Map<String, String> fields = fields(lines[n], n + 1);
      if (n == 0) {
        requireSame(question, fields);
      } else {
        Finding finding = finding(fields, n + 1);
        findings.put(finding.image(), finding);
      }
    }
    if (text.isEmpty()) {
      begin(question);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ParseException(file.toString(), "is no text, so no results of falsify");
    }
  }

  private void requireSame(AskedQuestion question, Map<String, String> answered) {
    require(KIND.equals(answered.remove(QUESTION)), 1, "does not say what falsify was asked");
    String difference = question.difference(answered);
    if (!difference.isEmpty()) {
      throw new ParseException(
          file.toString(),
          "holds results of another question: "
              + difference
              + "; name another file with --results, or remove this one");
    }
  }

  /** What was found earlier, by the names of images. */
  Map<String, Finding> findings() {
    return findings;
  }

  void add(Finding finding) throws IOException {
    findings.put(finding.image(), finding);
    file.append(object(json -> write(json, finding)));
  }

  /** Fields of an object. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("image", finding.image());
    if (finding.given().isPresent()) {
      json.writeNumberField("label", finding.given().getAsInt());
    }
    json.writeNumberField("class", finding.label());
    json.writeStringField("outcome", finding.outcome().word());
    json.writeStringField("ending", finding.ending());
    json.writeNumberField("queries", finding.queries());
    json.writeNumberField("seconds", finding.seconds());
    if (finding.isFound()) {
      json.writeNumberField("adversarialClass", finding.adversarial().getAsInt());
      json.writeNumberField("l0", finding.distance().l0());
      json.writeNumberField("l1", finding.distance().l1());
      json.writeNumberField("l2", finding.distance().l2());
      json.writeNumberField("linf", finding.distance().lInfinity());
      json.writeBooleanField("minimal", finding.isMinimal());
      json.writeFieldName("values");
      json.writeArray(finding.values(), 0, finding.values().length);
    }
    if (finding.value().isPresent()) {
      json.writeNumberField("gameLower", finding.value().get().lower());
      json.writeNumberField("gameUpper", finding.value().get().upper());
    }
    if (finding.likeness().isPresent()) {
      Finding.Likeness like = finding.likeness().get();
      json.writeStringField("towards", like.image());
      json.writeNumberField("towardsClass", like.label());
      json.writeNumberField("towardsL2", like.distance());
      json.writeNumberField("betweenL2", like.between());
      json.writeNumberField("lead", like.lead());
      json.writeNumberField("originalLead", like.ownLead());
    }
  }

  /** Texts of the fields of a line; of an array its numbers, by blanks. */
  private Map<String, String> fields(String line, int number) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, number, "is no JSON object");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        List<String> texts = new ArrayList<>();
        if (value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() != null, number, "ends too early");
            texts.add(parser.getText());
          }
        } else {
          require(value.isScalarValue(), number, "has a field " + name + " that is no value");
          texts.add(parser.getText());
        }
        fields.put(name, String.join(" ", texts));
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new ParseException(file.toString(), "line " + number + " is no JSON object");
    }
  }

  private void require(boolean condition, int number, String what) {
    if (!condition) {
      throw new ParseException(file.toString(), "line " + number + " " + what);
    }
  }

  private Finding finding(Map<String, String> fields, int number) {
    try {
      Finding.Outcome outcome =
          Finding.Outcome.valueOf(fields.get("outcome").toUpperCase(Locale.ROOT));
      boolean found =
          outcome == Finding.Outcome.ADVERSARIAL || outcome == Finding.Outcome.INSENSITIVE;
      return new Finding(
          fields.get("image"),
          optional(fields.get("label")),
          Integer.parseInt(fields.get("class")),
          outcome,
          optional(fields.get("adversarialClass")),
          found
              ? new Finding.Distances(
                  Double.parseDouble(fields.get("l0")),
                  Double.parseDouble(fields.get("l1")),
                  Double.parseDouble(fields.get("l2")),
                  Double.parseDouble(fields.get("linf")))
              : Finding.Distances.NONE,
          Boolean.parseBoolean(fields.get("minimal")),
          found ? numbers(fields.get("values")) : new double[0],
          outcome == Finding.Outcome.INSENSITIVE ? Optional.of(likeness(fields)) : Optional.empty(),
          fields.containsKey("gameLower") ? Optional.of(value(fields)) : Optional.empty(),
          Long.parseLong(fields.get("queries")),
          Double.parseDouble(fields.get("seconds")),
          fields.get("ending"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ParseException(file.toString(), "line " + number + " is no finding");
    }
  }

  private static Finding.Value value(Map<String, String> fields) {
    return new Finding.Value(
        Double.parseDouble(fields.get("gameLower")), Double.parseDouble(fields.get("gameUpper")));
  }

  private static Finding.Likeness likeness(Map<String, String> fields) {
    return new Finding.Likeness(
        fields.get("towards"),
        Integer.parseInt(fields.get("towardsClass")),
        Double.parseDouble(fields.get("towardsL2")),
        Double.parseDouble(fields.get("betweenL2")),
        Double.parseDouble(fields.get("lead")),
        Double.parseDouble(fields.get("originalLead")));
  }

  private static OptionalInt optional(String text) {
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
