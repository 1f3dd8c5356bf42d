package org.plumbline.suite.worker;

import static org.plumbline.suite.ledger.AnswerJson.optional;
import static org.plumbline.suite.ledger.AnswerJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Origin;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.ledger.AnswerJson;
import org.plumbline.suite.ledger.LedgerLine;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.question.Remembered;
import org.plumbline.suite.run.Memory;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;
import org.plumbline.suite.run.Retry;

/** Orders and replies, each a line of JSON; bytes are in base 64. */
public final class Wire {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Wire() {}

  /** An order as a line, without its end. */
  public static String of(Order order) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", order.id());
    line.put("key", order.key());
    line.put("limitNanos", order.limit().toNanos());
    line.put("retry", order.retry().name());
    Memory memory = order.memory();
    memory.same().ifPresent(entry -> line.put("same", LedgerLine.of(entry)));
    memory.evidence().ifPresent(known -> add(line.putObject("evidence"), known));
    memory.earlier().ifPresent(known -> line.put("earlier", base64(known.bytes())));
    memory.proof().ifPresent(proof -> line.put("proof", base64(proof)));
    return AnswerJson.line(line);
  }

  private static void add(ObjectNode node, Remembered known) {
    node.put("verdict", known.verdict().name());
    AnswerJson.add(node, Optional.empty(), known.measured());
    known.certificate().ifPresent(bytes -> node.put("certificate", base64(bytes)));
    known.counterexample().ifPresent(found -> node.put("counterexample", base64(found.bytes())));
  }

  /**
   * Reads an order.
   *
   * @throws IOException if the line is none
   */
  public static Order order(String line) throws IOException {
    return read(
        line,
        node ->
            new Order(
                text(node, "id"),
                text(node, "key"),
                new Memory(
                    optional(node, "same").flatMap(LedgerLine::read),
                    node.has("evidence")
                        ? Optional.of(remembered(node.get("evidence")))
                        : Optional.empty(),
                    counterexample(node, "earlier"),
                    bytes(node, "proof")),
                Duration.ofNanos(node.path("limitNanos").asLong()),
                Retry.valueOf(text(node, "retry"))));
  }

  private static Remembered remembered(JsonNode node) throws IOException {
    return new Remembered(
        Verdict.valueOf(text(node, "verdict")),
        AnswerJson.measured(node),
        bytes(node, "certificate"),
        counterexample(node, "counterexample"));
  }

  /** A reply as a line, without its end. */
  public static String of(Reply reply) {
    Found found = reply.found();
    ObjectNode line = JSON.createObjectNode();
    line.put("verdict", found.verdict().name());
    found.assurance().ifPresent(a -> line.put("assurance", a.name()));
    line.put("reason", found.reason());
    AnswerJson.add(line, found.asked(), found.measured());
    found.certificate().ifPresent(bytes -> line.put("certificate", base64(bytes)));
    found.property().ifPresent(bytes -> line.put("property", base64(bytes)));
    found.counterexample().ifPresent(c -> line.put("counterexample", base64(c.bytes())));
    line.put("subproblems", found.subproblems());
    found.notes().forEach(line.putArray("findings")::add);
    line.put("origin", reply.origin().name());
    line.put("begun", reply.begun().toString());
    line.put("nanos", reply.time().toNanos());
    reply.notes().forEach(line.putArray("notes")::add);
    return AnswerJson.line(line);
  }

  /**
   * Reads a reply.
   *
   * @throws IOException if the line is none
   */
  public static Reply reply(String line) throws IOException {
    return read(
        line,
        node ->
            new Reply(
                new Found(
                    Verdict.valueOf(text(node, "verdict")),
                    optional(node, "assurance").map(Assurance::valueOf),
                    text(node, "reason"),
                    AnswerJson.asked(node),
                    AnswerJson.measured(node),
                    bytes(node, "certificate"),
                    bytes(node, "property"),
                    counterexample(node, "counterexample"),
                    node.path("subproblems").asLong(),
                    texts(node, "findings")),
                Origin.valueOf(text(node, "origin")),
                Instant.parse(text(node, "begun")),
                Duration.ofNanos(node.path("nanos").asLong()),
                texts(node, "notes")));
  }

  /** Reads the parts of a line. */
  private interface Parts<T> {
    T of(JsonNode node) throws IOException;
  }

  private static <T> T read(String line, Parts<T> parts) throws IOException {
    try {
      return parts.of(JSON.readTree(line));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("a line that is not understood: " + e.getMessage(), e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Optional<byte[]> bytes(JsonNode node, String name) {
    return optional(node, name).map(Base64.getDecoder()::decode);
  }

  private static Optional<StoredCounterexample> counterexample(JsonNode node, String name)
      throws IOException {
    Optional<byte[]> bytes = bytes(node, name);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(StoredCounterexample.of(bytes.get()));
  }

  private static List<String> texts(JsonNode node, String name) {
    List<String> texts = new ArrayList<>();
    node.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
