package org.plumbline.suite.ledger;

import static org.plumbline.suite.ledger.AnswerJson.optional;
import static org.plumbline.suite.ledger.AnswerJson.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Verdict;

/** An entry as a line of JSON. */
public final class LedgerLine {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int VERSION = 1;

  private LedgerLine() {}

  /** The line, without its end. */
  public static String of(LedgerEntry entry) {
    ObjectNode line = JSON.createObjectNode();
    line.put("v", VERSION);
    line.put("id", entry.id());
    line.put("key", entry.key());
    line.put("verdict", entry.verdict().name());
    entry.assurance().ifPresent(a -> line.put("assurance", a.name()));
    line.put("reason", entry.reason());
    AnswerJson.add(line, entry.asked(), entry.measured());
    entry.certificate().ifPresent(sha -> line.put("certificate", sha));
    entry.counterexample().ifPresent(sha -> line.put("counterexample", sha));
    entry.property().ifPresent(sha -> line.put("property", sha));
    line.put("begun", entry.begun().toString());
    line.put("millis", entry.time().toMillis());
    line.put("subproblems", entry.subproblems());
    line.put("limitMillis", entry.limit().toMillis());
    return AnswerJson.line(line);
  }

  /** The entry; empty where the line is none. */
  public static Optional<LedgerEntry> read(String text) {
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
        AnswerJson.asked(line),
        AnswerJson.measured(line),
        optional(line, "certificate"),
        optional(line, "counterexample"),
        optional(line, "property"),
        Instant.parse(text(line, "begun")),
        Duration.ofMillis(line.path("millis").asLong()),
        line.path("subproblems").asLong(),
        Duration.ofMillis(line.path("limitMillis").asLong()));
  }
}
