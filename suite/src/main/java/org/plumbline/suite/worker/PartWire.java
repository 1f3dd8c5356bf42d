package org.plumbline.suite.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.ledger.AnswerJson;

/** Lines between a search and whoever searches its parts, each a JSON object. */
final class PartWire {
  /** Roots and proofs are longer than the strings that Jackson reads unless told to. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private PartWire() {}

  /** What a worker is told. */
  sealed interface Order {
    /** The question, as on the command line, and the root if it is known; first of all. */
    record Question(List<String> arguments, Optional<byte[]> root) implements Order {}

    /** What all parts have in common; once, before any part. */
    record Root(byte[] bytes) implements Order {}

    /** A part to begin with. */
    record Part(byte[] bytes) implements Order {}

    /** A part to search for so long, and then to answer as far as it is. */
    record Piece(byte[] part, long millis) implements Order {}

    /** To go on with the part. */
    record GoOn() implements Order {}

    /** To answer what is known of the part. */
    record Cut() implements Order {}
  }

  /** What a worker answers to everything but the question. */
  sealed interface Reply {
    /** How far it is. */
    record Progress(int open, long evaluated, double provedShare) implements Reply {}

    /** The part is searched. */
    record Answer(byte[] bytes) implements Reply {}

    /** Nothing came of it. */
    record Mistake(String why) implements Reply {}
  }

  static String of(Order order) {
    ObjectNode line = JSON.createObjectNode();
    if (order instanceof Order.Question question) {
      question.arguments().forEach(line.putArray("question")::add);
      question.root().ifPresent(root -> line.put("root", base64(root)));
    } else if (order instanceof Order.Root root) {
      line.put("root", base64(root.bytes()));
    } else if (order instanceof Order.Part part) {
      line.put("part", base64(part.bytes()));
    } else if (order instanceof Order.Piece piece) {
      line.put("part", base64(piece.part()));
      line.put("millis", piece.millis());
    } else {
      line.put("go", order instanceof Order.GoOn);
    }
    return AnswerJson.line(line);
  }

  static String of(Reply reply) {
    ObjectNode line = JSON.createObjectNode();
    if (reply instanceof Reply.Progress progress) {
      line.put("open", progress.open());
      line.put("evaluated", progress.evaluated());
      line.put("share", progress.provedShare());
    } else if (reply instanceof Reply.Answer answer) {
      line.put("answer", base64(answer.bytes()));
    } else if (reply instanceof Reply.Mistake mistake) {
      line.put("mistake", mistake.why());
    }
    return AnswerJson.line(line);
  }

  /**
   * Reads an order.
   *
   * @throws IOException if the line is none
   */
  static Order order(String line) throws IOException {
    JsonNode node = JSON.readTree(line);
    Optional<byte[]> root = bytes(node, "root");
    if (node.has("question")) {
      List<String> arguments = new ArrayList<>();
      node.get("question").forEach(one -> arguments.add(one.asText()));
      return new Order.Question(arguments, root);
    }
    Optional<byte[]> part = bytes(node, "part");
    if (root.isPresent()) {
      return new Order.Root(root.get());
    } else if (part.isPresent()) {
      return node.has("millis")
          ? new Order.Piece(part.get(), node.get("millis").asLong())
          : new Order.Part(part.get());
    } else if (node.has("go")) {
      return node.get("go").asBoolean() ? new Order.GoOn() : new Order.Cut();
    }
    throw new IOException("an order that is not understood");
  }

  /**
   * Reads a reply.
   *
   * @throws IOException if the line is none
   */
  static Reply reply(String line) throws IOException {
    JsonNode node = JSON.readTree(line);
    Optional<byte[]> answer = bytes(node, "answer");
    if (answer.isPresent()) {
      return new Reply.Answer(answer.get());
    } else if (node.hasNonNull("mistake")) {
      return new Reply.Mistake(node.get("mistake").asText());
    } else if (node.path("evaluated").isNumber()) {
      return new Reply.Progress(
          node.path("open").asInt(), node.get("evaluated").asLong(), node.path("share").asDouble());
    }
    throw new IOException("a reply that is not understood");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Optional<byte[]> bytes(JsonNode node, String name) throws IOException {
    try {
      return node.hasNonNull(name)
          ? Optional.of(Base64.getDecoder().decode(node.get(name).asText()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IOException("bytes that are not understood: " + e.getMessage(), e);
    }
  }
}
