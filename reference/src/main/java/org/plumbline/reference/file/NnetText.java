package org.plumbline.reference.file;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/**
 * Reads a {@code .nnet} file as one sequence of numbers, wherever its lines end, and makes nodes of
 * it: {@code x · Wᵀ + b}, then Relu, but for the last layer. Inputs and outputs are the normalised
 * ones.
 *
 * <p>Source: the description of the format in sisl/NNet. After the comments come: layers, inputs,
 * outputs, the largest layer; the sizes of all layers; a flag; the inputs' minima; their maxima;
 * means and ranges, each with one more for the outputs; and for each layer its weights, row after
 * row, and its biases.
 */
public final class NnetText {
  private static final int MOST_WEIGHTS = 1 << 26;

  private final StringTokenizer words;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, ReferenceTensor> constants = new HashMap<>();

  private NnetText(String text) {
    this.words = new StringTokenizer(withoutComments(text), ", \t\r\n");
  }

  /**
   * A network of float64 nodes.
   *
   * @param constants the weights, by name
   */
  public record Content(Graph graph, Map<String, ReferenceTensor> constants) {}

  /**
   * @throws ReferenceException if the content is no such file
   */
  public static Content read(byte[] content) {
    return new NnetText(new String(content, StandardCharsets.ISO_8859_1)).content();
  }

  private static String withoutComments(String text) {
    int start = 0;
    while (text.startsWith("//", start)) {
      int end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      start = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
    }
    return text.substring(start);
  }

  private Content content() {
    int layers = size();
    int inputs = size();
    int outputs = size();
    size();
    int[] sizes = new int[Math.min(layers, words.countTokens()) + 1];
    for (int l = 0; l < sizes.length; l++) {
      sizes[l] = size();
    }
    if (sizes[0] != inputs || sizes[sizes.length - 1] != outputs) {
      throw new ReferenceException("the sizes of the layers contradict the first numbers");
    }
    skip(1 + 2L * inputs + 2 * (inputs + 1L));
    String last = "x";
    for (int l = 1; l < sizes.length; l++) {
      last = layer(l, last, sizes[l - 1], sizes[l], l < sizes.length - 1);
    }
    if (words.hasMoreTokens()) {
      throw new ReferenceException("'" + words.nextToken() + "' stands after the last layer");
    }
    Graph graph =
        new Graph(
            13, List.of(declared("x", inputs)), List.of(declared(last, outputs)), Map.of(), nodes);
    return new Content(graph, constants);
  }

  private static Declaration declared(String name, int size) {
    List<Dimension> shape = List.of(new Dimension(1, ""), new Dimension(size, ""));
    return new Declaration(name, ElementType.FLOAT64, Optional.of(shape));
  }

  private String layer(int number, String x, int from, int to, boolean isHidden) {
    if ((long) from * to > Math.min(MOST_WEIGHTS, words.countTokens())) {
      throw new ReferenceException("layer " + number + " is larger than the file");
    }
    double[] transposed = new double[from * to];
    for (int i = 0; i < from * to; i++) {
      transposed[i % from * to + i / from] = number();
    }
    double[] bias = new double[to];
    for (int i = 0; i < to; i++) {
      bias[i] = number();
    }
    String product =
        node("MatMul", x, constant("w" + number, Shape.of(from, to), transposed), number);
    String sum = node("Add", product, constant("b" + number, Shape.of(to), bias), number);
    return isHidden ? node("Relu", sum, null, number) : sum;
  }

  private String constant(String name, Shape shape, double[] values) {
    constants.put(name, ReferenceTensor.reals(ElementType.FLOAT64, shape, values));
    return name;
  }

  private String node(String operator, String first, String second, int layer) {
    String result = operator + layer;
    List<String> inputs = second == null ? List.of(first) : List.of(first, second);
    nodes.add(new Node(nodes.size(), result, "", operator, inputs, List.of(result), Map.of()));
    return result;
  }

  private int size() {
    double value = number();
    if (!(value >= 1 && value <= MOST_WEIGHTS && value == Math.rint(value))) {
      throw new ReferenceException("a size of " + value);
    }
    return (int) value;
  }

  private void skip(long count) {
    for (long i = 0; i < count; i++) {
      number();
    }
  }

  /** A decimal, as the double that is nearest to it. */
  private double number() {
    if (!words.hasMoreTokens()) {
      throw new ReferenceException("the file ends where a number belongs");
    }
    String word = words.nextToken();
    try {
      double value = word.length() > 100 ? Double.NaN : new BigDecimal(word).doubleValue();
      if (!Double.isFinite(value)) {
        throw new ReferenceException("the number " + word);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new ReferenceException("'" + word + "' is no number", e);
    }
  }
}
