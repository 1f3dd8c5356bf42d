package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs with branches and residual sums, of operators drawn at random: what one lowering leaves to
 * the next. Every value is an image of one shape, so that any two can be joined.
 */
class RandomGraphsTest {
  private static final int CHANNELS = 2;
  private static final int SIDE = 3;

  static IntStream seeds() {
    return IntStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeWithOnnxRuntime(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 1, CHANNELS, SIDE, SIDE);
    List<String> values = new ArrayList<>(List.of(ModelBuilder.INPUT));
    int size = m.between(3, 12);
    for (int k = 0; k < size; k++) {
      values.add(bounded(m, next(m, m.oneOf(values), m.oneOf(values))));
    }
    String end = values.get(size);
    Runtime.assertAgrees(m.output(m.node("Add", end, m.oneOf(values))), seed);
  }

  /** So that rounding does not grow from operator to operator. */
  private static String bounded(ModelBuilder m, String value) {
    return m.random.nextInt(3) > 0 ? value : m.node("Mul", value, m.scalar(0.25f));
  }

  private static String next(ModelBuilder m, String a, String b) {
    return switch (m.random.nextInt(16)) {
      case 0 -> m.node("Add", a, b);
      case 1 -> m.node("Sub", a, m.node("Tanh", b));
      case 2 -> m.node("Mul", m.node("Sigmoid", a), b);
      case 3 -> m.node("Max", a, b, m.weights(CHANNELS, 1, 1));
      case 4 -> m.node("Relu", a);
      case 5 -> m.node("Clip", a, m.scalar(-0.5f), m.scalar(1));
      case 6 -> convolution(m, a);
      case 7 -> m.node("MatMul", a, m.weights(SIDE, SIDE));
      case 8 -> m.node("MatMul", m.node("Sin", a), m.node("Cos", b));
      case 9 -> transposed(m, a);
      case 10 -> halves(m, a, b);
      case 11 -> pooled(m, a);
      case 12 -> m.node("Softmax", a);
      case 13 -> flattened(m, a);
      case 14 -> m.node("Div", a, m.node("Add", m.node("Abs", b), m.scalar(1)));
      default -> m.node("Where", m.node("Greater", a, b), a, m.weights(SIDE, SIDE));
    };
  }

  private static String convolution(ModelBuilder m, String a) {
    String y = m.node("Conv", a, m.weights(CHANNELS, CHANNELS, 3, 3), m.weights(CHANNELS));
    m.ints("pads", 1, 1, 1, 1);
    return y;
  }

  private static String transposed(ModelBuilder m, String a) {
    String y = m.node("Transpose", a);
    m.ints("perm", 0, 1, 3, 2);
    return y;
  }

  private static String halves(ModelBuilder m, String a, String b) {
    String left = m.node("Slice", a, m.integers(0L), m.integers(1L), m.integers(1L));
    String right = m.node("Slice", b, m.integers(-1L), m.integers(5L), m.integers(-3L));
    String y = m.node("Concat", right, left);
    m.with("axis", 1);
    return y;
  }

  private static String pooled(ModelBuilder m, String a) {
    String y = m.node(m.random.nextBoolean() ? "MaxPool" : "AveragePool", a);
    m.ints("kernel_shape", 2, 2).with("auto_pad", m.oneOf(List.of("SAME_UPPER", "SAME_LOWER")));
    return y;
  }

  private static String flattened(ModelBuilder m, String a) {
    int n = CHANNELS * SIDE * SIDE;
    String y = m.node("Gemm", m.node("Flatten", a), m.weights(n, n), m.weights(n));
    m.with("transB", 1);
    return m.node("Reshape", y, m.node("Shape", a));
  }
}
