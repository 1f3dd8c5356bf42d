package org.plumbline.suite.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.plumbline.api.Semantics;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.summary.Json;

/**
 * A question as an archive has it: names of entries in place of files.
 *
 * @param networks in the order of the question
 * @param certified whether the answer is said to be certified
 * @param semantics the numbers that the certificate or the replay is about, where there is one
 * @param open why the archive alone does not show the answer; empty where it does
 */
record ArchivedQuestion(
    String id,
    String words,
    Verdict verdict,
    boolean certified,
    Optional<Semantics> semantics,
    List<ArchivedNetwork> networks,
    Optional<String> property,
    Optional<String> certificate,
    Optional<String> counterexample,
    String open) {

  ArchivedQuestion {
    networks = List.copyOf(networks);
  }

  /**
   * A network.
   *
   * @param declared its name in a property about several; empty for the only one
   * @param name of the file, for people; says its format
   * @param sha256 of the file, unpacked
   * @param entry with its content; empty where it is handed along
   */
  record ArchivedNetwork(String declared, String name, String sha256, Optional<String> entry) {}

  /** The same question, about these numbers. */
  ArchivedQuestion about(Optional<Semantics> numbers) {
    return new ArchivedQuestion(
        id,
        words,
        verdict,
        certified,
        numbers,
        networks,
        property,
        certificate,
        counterexample,
        open);
  }

  ObjectNode json() {
    ObjectNode node = Json.object().put("id", id).put("words", words);
    node.put("verdict", verdict.name()).put("certified", certified);
    semantics.ifPresent(s -> node.put("semantics", s.name()));
    ArrayNode list = node.putArray("networks");
    for (ArchivedNetwork network : networks) {
      ObjectNode one = list.addObject().put("declared", network.declared());
      one.put("name", network.name()).put("sha256", network.sha256());
      network.entry().ifPresent(e -> one.put("entry", e));
    }
    property.ifPresent(p -> node.put("property", p));
    certificate.ifPresent(c -> node.put("certificate", c));
    counterexample.ifPresent(c -> node.put("counterexample", c));
    return node.put("open", open);
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static ArchivedQuestion of(JsonNode node) {
    List<ArchivedNetwork> networks = new ArrayList<>();
    for (JsonNode one : node.path("networks")) {
      networks.add(
          new ArchivedNetwork(
              one.path("declared").asText(),
              one.path("name").asText(),
              one.path("sha256").asText(),
              text(one, "entry")));
    }
    return new ArchivedQuestion(
        node.path("id").asText(),
        node.path("words").asText(),
        constant(Verdict.class, node.path("verdict").asText()),
        node.path("certified").asBoolean(),
        text(node, "semantics").map(word -> constant(Semantics.class, word)),
        networks,
        text(node, "property"),
        text(node, "certificate"),
        text(node, "counterexample"),
        node.path("open").asText());
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    E[] known = type.getEnumConstants();
    return Stream.of(known)
        .filter(one -> one.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + word + "' is none of " + Arrays.toString(known)));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
  }
}
