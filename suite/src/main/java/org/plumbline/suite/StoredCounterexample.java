package org.plumbline.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.plumbline.api.Counterexample;

/**
 * A counterexample as the store keeps it, in JSON, with what a picture needs. Lists are in the
 * order of the network's input and output.
 *
 * @param counterexample point, outputs and standing
 * @param original the input that the question is about, as the network sees it; empty where there
 *     is none
 * @param shape of the network's input, batch dimension included
 * @param mean per channel that was subtracted from values; empty where nothing was
 * @param deviation per channel that they were divided by
 */
public record StoredCounterexample(
    Counterexample counterexample,
    List<Double> original,
    List<Integer> shape,
    List<Double> mean,
    List<Double> deviation) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public StoredCounterexample {
    original = List.copyOf(original);
    shape = List.copyOf(shape);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** One of a question that is about no image. */
  public static StoredCounterexample withoutImage(Counterexample found) {
    return new StoredCounterexample(found, List.of(), List.of(), List.of(), List.of());
  }

  /** As the store keeps it. */
  public byte[] bytes() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "plumbline-counterexample-1");
    texts(root.putArray("point"), counterexample.point(), BigDecimal::toString);
    texts(root.putArray("inputs"), counterexample.inputs(), String::valueOf);
    texts(root.putArray("outputs"), counterexample.outputs(), String::valueOf);
    texts(root.putArray("float32Outputs"), counterexample.float32Outputs(), String::valueOf);
    root.put("standing", counterexample.standing().name());
    root.put("margin", String.valueOf(counterexample.margin()));
    root.put("reached", counterexample.reached());
    texts(root.putArray("original"), original, String::valueOf);
    shape.forEach(root.putArray("shape")::add);
    texts(root.putArray("mean"), mean, String::valueOf);
    texts(root.putArray("deviation"), deviation, String::valueOf);
    try {
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new IllegalStateException("JSON in memory", e);
    }
  }

  private static <T> void texts(ArrayNode to, List<T> values, Function<T, String> text) {
    values.forEach(value -> to.add(text.apply(value)));
  }

  /**
   * @throws IOException if these are no such bytes
   */
  public static StoredCounterexample of(byte[] bytes) throws IOException {
    JsonNode root = JSON.readTree(bytes);
    try {
      Counterexample found =
          new Counterexample(
              list(root, "point", BigDecimal::new),
              list(root, "inputs", Double::valueOf),
              list(root, "outputs", Double::valueOf),
              list(root, "float32Outputs", Float::valueOf),
              Counterexample.Standing.valueOf(root.path("standing").asText()),
              Double.parseDouble(root.path("margin").asText()),
              root.path("reached").asText());
      return new StoredCounterexample(
          found,
          list(root, "original", Double::valueOf),
          list(root, "shape", Integer::valueOf),
          list(root, "mean", Double::valueOf),
          list(root, "deviation", Double::valueOf));
    } catch (IllegalArgumentException e) {
      throw new IOException("no counterexample: " + e.getMessage(), e);
    }
  }

  private static <T> List<T> list(JsonNode root, String name, Function<String, T> read)
      throws IOException {
    JsonNode array = root.path(name);
    if (!array.isArray()) {
      throw new IOException("no counterexample: it has no list '" + name + "'");
    }
    List<T> values = new ArrayList<>(array.size());
    array.forEach(value -> values.add(read.apply(value.asText())));
    return values;
  }
}
