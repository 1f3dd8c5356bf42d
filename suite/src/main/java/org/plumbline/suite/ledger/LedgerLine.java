package org.plumbline.suite.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Measured;
import org.plumbline.suite.Verdict;

/** An entry as a line of JSON. */
final class LedgerLine {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int VERSION = 1;

  private LedgerLine() {}

  static String of(LedgerEntry entry) {
    ObjectNode line = JSON.createObjectNode();
    line.put("v", VERSION);
    line.put("id", entry.id());
    line.put("key", entry.key());
    line.put("verdict", entry.verdict().name());
    entry.assurance().ifPresent(a -> line.put("assurance", a.name()));
    line.put("reason", entry.reason());
    entry.asked().ifPresent(asked -> add(line, asked));
    entry.measured().ifPresent(measured -> add(line, measured));
    entry.certificate().ifPresent(sha -> line.put("certificate", sha));
    entry.counterexample().ifPresent(sha -> line.put("counterexample", sha));
    entry.property().ifPresent(sha -> line.put("property", sha));
    line.put("begun", entry.begun().toString());
    line.put("millis", entry.time().toMillis());
    line.put("subproblems", entry.subproblems());
    line.put("limitMillis", entry.limit().toMillis());
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON in memory", e);
    }
  }

  private static void add(ObjectNode line, AskedClass asked) {
    line.put("label", asked.label());
    asked.own().forEach(line.putArray("own")::add);
  }

  private static void add(ObjectNode line, Measured measured) {
    ObjectNode node = line.putObject("measured");
    node.put("what", measured.what());
    node.put("lower", measured.lower());
    measured.upper().ifPresent(upper -> node.put("upper", upper));
  }

  /** The entry; empty where the line is none. */
  static Optional<LedgerEntry> read(String text) {
    try {
      JsonNode line = JSON.readTree(text);
      return line.path("v").asInt() == VERSION ? Optional.of(entry(line)) : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LedgerEntry entry(JsonNode line) {
    return new LedgerEntry(
        text(line, "id"),
        text(line, "key"),
        Verdict.valueOf(text(line, "verdict")),
        optional(line, "assurance").map(Assurance::valueOf),
        text(line, "reason"),
        line.has("label") ? Optional.of(asked(line)) : Optional.empty(),
        line.has("measured") ? Optional.of(measured(line.get("measured"))) : Optional.empty(),
        optional(line, "certificate"),
        optional(line, "counterexample"),
        optional(line, "property"),
        Instant.parse(text(line, "begun")),
        Duration.ofMillis(line.path("millis").asLong()),
        line.path("subproblems").asLong(),
        Duration.ofMillis(line.path("limitMillis").asLong()));
  }

  private static AskedClass asked(JsonNode line) {
    List<Integer> own = new ArrayList<>();
    line.path("own").forEach(value -> own.add(value.asInt()));
    return new AskedClass(line.path("label").asInt(), own);
  }

  private static Measured measured(JsonNode node) {
    return new Measured(text(node, "what"), text(node, "lower"), optional(node, "upper"));
  }

  private static String text(JsonNode node, String name) {
    return optional(node, name)
        .orElseThrow(() -> new IllegalArgumentException("there is no '" + name + "'"));
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return node.path(name).isTextual() ? Optional.of(node.path(name).asText()) : Optional.empty();
  }
}
