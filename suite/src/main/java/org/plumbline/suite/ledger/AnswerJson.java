package org.plumbline.suite.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.AskedClass;
import org.plumbline.suite.Measured;

/** Parts of answers in JSON, wherever they are written. */
public final class AnswerJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerJson() {}

  /** Writes what was asked and what was measured, where it is known. */
  public static void add(ObjectNode to, Optional<AskedClass> asked, Optional<Measured> measured) {
    asked.ifPresent(
        known -> {
          to.put("label", known.label());
          known.own().forEach(to.putArray("own")::add);
        });
    measured.ifPresent(
        known -> {
          ObjectNode node = to.putObject("measured");
          node.put("what", known.what());
          node.put("lower", known.lower());
          known.upper().ifPresent(upper -> node.put("upper", upper));
        });
  }

  /** A line, without its end. */
  public static String line(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON in memory", e);
    }
  }

  /** The class that was asked about. */
  public static Optional<AskedClass> asked(JsonNode node) {
    if (!node.has("label")) {
      return Optional.empty();
    }
    List<Integer> own = new ArrayList<>();
    node.path("own").forEach(value -> own.add(value.asInt()));
    return Optional.of(new AskedClass(node.path("label").asInt(), own));
  }

  /**
   * The number that was measured.
   *
   * @throws IllegalArgumentException if a part of it is missing
   */
  public static Optional<Measured> measured(JsonNode node) {
    JsonNode measured = node.path("measured");
    return measured.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Measured(
                text(measured, "what"), text(measured, "lower"), optional(measured, "upper")));
  }

  /**
   * A text that has to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static String text(JsonNode node, String name) {
    return optional(node, name)
        .orElseThrow(() -> new IllegalArgumentException("there is no '" + name + "'"));
  }

  /** A text that may be there. */
  public static Optional<String> optional(JsonNode node, String name) {
    return node.path(name).isTextual() ? Optional.of(node.path(name).asText()) : Optional.empty();
  }
}
