package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

class NormLoweringTest {
  private static final List<String> OPERATORS =
      List.of(
          "ReduceL1",
          "ReduceL2",
          "ReduceSumSquare",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceProd");

  private static String reduced(ModelBuilder m, String operator, String x, int seed) {
    int[] axes = m.oneOf(List.of(new int[] {1}, new int[] {0, -1}, new int[] {0, 1, 2}));
    boolean isInput = m.opset() >= 18;
    boolean isGiven = seed % 4 != 0;
    String y = isInput && isGiven ? m.node(operator, x, m.integers(axes)) : m.node(operator, x);
    if (!isInput && isGiven) {
      m.ints("axes", axes);
    }
    if (seed % 3 != 0) {
      m.with("keepdims", m.between(0, 1));
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void overAxes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 2, 3, 2);
    String operator = OPERATORS.get(seed % OPERATORS.size());
    String x = ModelBuilder.INPUT;
    if (operator.equals("ReduceLogSum")) {
      x = m.node("Add", m.node("Abs", x), m.scalar(0.5f));
    }
    Runtime.assertAgrees(m.output(reduced(m, operator, x, seed)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void ofConstants(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 1);
    String operator = OPERATORS.get(seed % OPERATORS.size());
    String constant = m.node("Div", m.positive(2, 3, 2), m.scalar(3));
    String y = m.node("Mul", ModelBuilder.INPUT, reduced(m, operator, constant, seed));
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void means(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 14, 2, 3);
    String y =
        seed % 3 == 0
            ? m.node("Mean", ModelBuilder.INPUT)
            : m.node("Mean", ModelBuilder.INPUT, m.weights(3), m.node("Abs", ModelBuilder.INPUT));
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void cumulativeSums(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 2, 3, 4);
    int axis = m.between(-3, 2);
    String constant = m.node("CumSum", m.weights(2, 3, 4), m.integers(axis));
    m.with("exclusive", seed / 2 % 2);
    String x = m.node("Add", ModelBuilder.INPUT, constant);
    String y = m.node("CumSum", x, m.integers(axis));
    m.with("exclusive", seed % 2).with("reverse", seed / 2 % 2);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void logSoftmax(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 2);
    String y = m.node("LogSoftmax", m.node("Mul", ModelBuilder.INPUT, m.scalar(5)));
    if (seed % 3 != 0) {
      m.with("axis", m.opset() < 11 ? m.between(0, 2) : m.between(-3, 2));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  /** exp of each of them alone is beyond all doubles, or 0. */
  @Test
  void largeNumbersDoNotOverflow() {
    for (double large : new double[] {1e6, -1e6}) {
      for (String operator : List.of("LogSoftmax", "ReduceLogSumExp")) {
        ModelBuilder m = new ModelBuilder(0, 13, 1, 2);
        Network network = new OnnxLowering(m.output(m.node(operator, ModelBuilder.INPUT))).lower();
        double[] y =
            new ForwardPass(network, new JavaGemm()).outputs(1, new double[] {large, large + 1});
        double sum = Math.log1p(Math.exp(1));
        double first = operator.equals("LogSoftmax") ? -sum : large + sum;
        assertThat(y[0]).isCloseTo(first, within(1e-9));
      }
    }
  }

  /** Bounds of a sum of squares may lie below 0 by what was rounded, where no root is defined. */
  @Test
  void aSumOfSquaresIsClippedBeforeItsRoot() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 2);
    Network network = new OnnxLowering(m.output(m.node("ReduceL2", ModelBuilder.INPUT))).lower();
    List<Activation> functions = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (layer instanceof ActivationLayer function) {
        functions.add(function.activation());
      }
    }
    assertThat(functions)
        .containsExactly(Activation.power(2), Activation.RELU, Activation.of(Activation.Kind.SQRT));
  }

  @Test
  void normsThatMayStayAsTheyAreAreRefused() {
    ModelBuilder m = new ModelBuilder(0, 18, 1, 2);
    String y = m.node("ReduceL1", ModelBuilder.INPUT);
    OnnxModel model = m.with("noop_with_empty_axes", 1).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("noop_with_empty_axes");
  }

  @Test
  void productsOfManyFactorsAreRefused() {
    ModelBuilder m = new ModelBuilder(0, 18, 1, 100);
    OnnxModel model = m.output(m.node("ReduceProd", ModelBuilder.INPUT));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("a product of 100 factors");
  }
}
