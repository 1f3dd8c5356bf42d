package org.plumbline.soundness.instance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Decimals;

/** The answers of a benchmark as JSON; numbers are strings of exact decimals. */
public final class AnswerFile {
  private AnswerFile() {}

  /**
   * An answer, and of which kind of question.
   *
   * @param family as in {@link Instance}
   */
  public record Entry(String family, Answer answer) {}

  /**
   * @param origin how to make the benchmark again
   */
  public static void write(Path file, Map<String, Entry> answers, String origin)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = new JsonMapper().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("origin", origin);
      json.writeObjectFieldStart("answers");
      for (Map.Entry<String, Entry> entry : answers.entrySet()) {
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("family", entry.getValue().family());
        answer(json, entry.getValue().answer());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void answer(JsonGenerator json, Answer answer) throws IOException {
    json.writeStringField("real", answer.real().name().toLowerCase(Locale.ROOT));
    json.writeStringField("float32", answer.float32().name().toLowerCase(Locale.ROOT));
    if (answer.slack().isPresent()) {
      json.writeStringField("slack", Decimals.text(answer.slack().get()));
    }
    point(json, "point", answer.point());
    point(json, "outputs", answer.outputs());
    point(json, "float32Point", answer.float32Point());
    point(json, "float32Outputs", answer.deployment().map(Deployment::outputs));
    if (answer.deployment().isPresent()) {
      String word = answer.deployment().get().runtime().name().toLowerCase(Locale.ROOT);
      json.writeStringField("onnxRuntime", word);
    }
    json.writeStringField("proof", answer.proof());
  }

  private static void point(JsonGenerator json, String name, Optional<BigDecimal[]> point)
      throws IOException {
    if (point.isPresent()) {
      json.writeArrayFieldStart(name);
      for (BigDecimal value : point.get()) {
        json.writeString(Decimals.text(value));
      }
      json.writeEndArray();
    }
  }

  /**
   * Answers by name, in the order of the file.
   *
   * @throws ParseException when the file is no file of answers
   */
  public static Map<String, Entry> read(Path file) throws IOException {
    JsonNode answers = tree(file).path("answers");
    if (!answers.isObject()) {
      throw new ParseException(file.toString(), "has no object \"answers\"");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : answers.properties()) {
      entries.put(field.getKey(), entry(file, field.getKey(), field.getValue()));
    }
    return entries;
  }

  /** How to make the benchmark again. */
  public static String origin(Path file) throws IOException {
    return tree(file).path("origin").asText();
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return new JsonMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new ParseException(file.toString(), "is no JSON: " + e.getOriginalMessage());
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new ParseException(file.toString(), "there is no such file");
    }
  }

  private static Entry entry(Path file, String name, JsonNode node) {
    try {
      Optional<BigDecimal> slack =
          node.has("slack")
              ? Optional.of(Decimals.parse(node.path("slack").asText()))
              : Optional.empty();
      return new Entry(
          node.path("family").asText(),
          new Answer(
              truth(node.path("real").asText()),
              truth(node.path("float32").asText()),
              point(node.path("point")),
              point(node.path("float32Point")),
              slack,
              node.path("proof").asText(),
              point(node.path("outputs")),
              deployment(node)));
    } catch (IllegalArgumentException e) {
      throw new ParseException(file.toString(), "answer " + name + ": " + e.getMessage());
    }
  }

  private static Optional<Deployment> deployment(JsonNode node) {
    String word = node.path("onnxRuntime").asText().toUpperCase(Locale.ROOT);
    return point(node.path("float32Outputs"))
        .map(outputs -> new Deployment(outputs, Deployment.Runtime.valueOf(word)));
  }

  private static Truth truth(String word) {
    return switch (word) {
      case "sat" -> Truth.SAT;
      case "unsat" -> Truth.UNSAT;
      case "unstated" -> Truth.UNSTATED;
      default ->
          throw new IllegalArgumentException("'" + word + "' is none of sat, unsat, unstated");
    };
  }

  private static Optional<BigDecimal[]> point(JsonNode node) {
    if (!node.isArray()) {
      return Optional.empty();
    }
    BigDecimal[] point = new BigDecimal[node.size()];
    for (int i = 0; i < point.length; i++) {
      point[i] = Decimals.parse(node.get(i).asText());
    }
    return Optional.of(point);
  }
}
