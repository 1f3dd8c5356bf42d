package org.plumbline.soundness.analytic.reading;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Spelling;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * Integers that depend on the input: {@code Y = f(⌊X⌋)} for {@code X ≥ 0} in the arithmetic of a
 * type. A box within which f stays inside of the type is asked about beside one in which it wraps
 * around, and values that wrap around are asked about on both sides. All results are numbers of
 * binary32.
 */
final class ComputedIntegers {
  private static final long OPSET = 14;
  private static final int[] ONE = {1};

  private final Sheet sheet;
  private final SplittableRandom random;

  ComputedIntegers(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    products(ElementType.INT32);
    products(ElementType.INT64);
    sums();
    narrowed(ElementType.INT8);
    narrowed(ElementType.INT16);
    narrowed(ElementType.UINT8);
    vanishing();
    truncation();
  }

  private static OnnxModel model(Graph graph, ElementType type, Function<String, String> steps) {
    String whole = steps.apply(graph.cast(graph.input(), type));
    return graph.model(graph.cast(whole, ElementType.FLOAT), 1, 1);
  }

  private static Graph graph() {
    return new Graph(OPSET, ElementType.FLOAT, 1, 1);
  }

  private static Property below(double lower, double upper, double threshold) {
    DecimalBox box = Questions.cube(1, lower, upper);
    return Questions.fallsTo(box, threshold);
  }

  /** {@code x·2ᵏ}, negative from {@code 2^(bits−1−k)} on. */
  private void products(ElementType type) {
    int bits = TwosComplement.bits(type);
    int k = bits - 3 - random.nextInt(4);
    long edge = 1L << bits - 1 - k;
    Graph graph = graph();
    String first = graph.integers(type, ONE, 1L << k / 2);
    String second = graph.integers(type, ONE, 1L << k - k / 2);
    OnnxModel model =
        model(graph, type, x -> graph.node("Mul", graph.node("Mul", x, first), second));
    double least = -Math.scalb(1.0, bits - 1);
    double threshold = least * (1 + random.nextInt(7)) / 8;
    String proof = "x * 2^" + k + " leaves " + type + " at " + edge;
    Property wide = below(0, edge + random.nextInt((int) edge), threshold);
    sheet.known(model, Spelling.PLAIN, wide, new double[] {edge}, least, proof);
    Property narrow = below(0, edge - 1, threshold);
    sheet.known(model, Spelling.PLAIN, narrow, new double[] {0}, 0, proof);
  }

  /** {@code x + (2³¹ − 1024·m)}. */
  private void sums() {
    long edge = 1024L * (1 + random.nextInt(8));
    long summand = (1L << 31) - edge;
    Graph graph = graph();
    OnnxModel model =
        model(
            graph,
            ElementType.INT32,
            x -> graph.node("Add", x, graph.integers(ElementType.INT32, ONE, summand)));
    String proof = "x + " + summand + " leaves INT32 at " + edge;
    Property wide = below(0, edge + 512, 0);
    sheet.known(model, Spelling.PLAIN, wide, new double[] {edge}, -0x1p31, proof);
    Property narrow = below(0, edge - 1, 0);
    sheet.known(model, Spelling.PLAIN, narrow, new double[] {0}, summand, proof);
  }

  /** A cast of x to fewer bits: one period of it, and what is reached there. */
  private void narrowed(ElementType type) {
    int bits = TwosComplement.bits(type);
    long period = 1L << bits;
    long start = period * (1 + random.nextInt(3));
    long greatest = random.nextInt((int) period / 4);
    Graph graph = graph();
    OnnxModel model = model(graph, ElementType.INT32, x -> graph.cast(x, type));
    double[] end = {start + greatest};
    double value = TwosComplement.of(type, BigInteger.valueOf((long) end[0])).doubleValue();
    DecimalBox box = Questions.cube(1, start, end[0]);
    String proof = "a cast to " + type + " drops " + start;
    sheet.known(model, Spelling.PLAIN, Questions.reaches(box, value + 0.5), end, value, proof);
    Property low = below(start, end[0], value / 2);
    sheet.known(model, Spelling.PLAIN, low, new double[] {start}, 0, proof);
  }

  /** {@code x·2³²·2³²} is 0 in 64 bits. */
  private void vanishing() {
    Graph graph = graph();
    String factor = graph.integers(ElementType.INT64, ONE, 1L << 32);
    OnnxModel model =
        model(
            graph, ElementType.INT64, x -> graph.node("Mul", graph.node("Mul", x, factor), factor));
    double[] one = {1};
    String proof = "x * 2^32 * 2^32 is 0 in 64 bits";
    double threshold = 1 + random.nextInt(100);
    sheet.known(model, Spelling.PLAIN, below(1, 4, threshold), one, 0, proof);
    Property high = Questions.reaches(Questions.cube(1, 1, 4), threshold);
    sheet.known(model, Spelling.PLAIN, high, one, 0, proof);
  }

  /** A cast rounds towards zero: {@code −1.75 … −0.25} become −1 and 0. */
  private void truncation() {
    Graph graph = graph();
    OnnxModel model = model(graph, ElementType.INT32, x -> x);
    double whole = -1 - random.nextInt(100);
    DecimalBox box = Questions.cube(1, whole - 0.75, whole + 0.75);
    String proof = "casts to integers round towards zero";
    double[] end = {whole + 0.75};
    Property high = Questions.reaches(box, whole + 0.5);
    sheet.known(model, Spelling.PLAIN, high, end, whole + 1, proof);
    Property low = below(whole - 0.75, whole + 0.75, whole - 0.5);
    sheet.known(model, Spelling.PLAIN, low, new double[] {whole - 0.75}, whole, proof);
  }
}
