package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

class ArithmeticLoweringTest {
  private static final List<int[]> SHAPES =
      List.of(
          new int[] {1, 2, 3},
          new int[] {3},
          new int[] {2, 1},
          new int[] {1},
          new int[0],
          new int[] {4, 1, 2, 3},
          new int[] {1, 1, 1, 1});

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void constantsOnEitherSide(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 2, 3);
    String value = ModelBuilder.INPUT;
    for (String operator : List.of("Add", "Mul", "Sub", "Div")) {
      String constant = m.positive(m.oneOf(SHAPES));
      boolean isRight = operator.equals("Div") || m.random.nextBoolean();
      value = isRight ? m.node(operator, value, constant) : m.node(operator, constant, value);
    }
    Runtime.assertAgrees(m.output(m.node("Neg", value)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void computedOnBothSides(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 14, 1, 2, 3);
    String left = m.node("Mul", ModelBuilder.INPUT, m.positive(m.oneOf(SHAPES)));
    String right = m.node("Add", ModelBuilder.INPUT, m.positive(m.oneOf(SHAPES)));
    String operator = m.oneOf(List.of("Add", "Sub", "Mul", "Max", "Min", "Sum"));
    Runtime.assertAgrees(m.output(m.node(operator, left, right)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void quotientsOfComputedValues(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3);
    String divisor = m.node("Add", ModelBuilder.INPUT, m.scalar(2.5f));
    String dividend = seed % 2 == 0 ? ModelBuilder.INPUT : m.weights(1, 3);
    Runtime.assertAgrees(m.output(m.node("Div", dividend, divisor)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void extremaAndSumsOfSeveral(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 14, 1, 2, 3);
    String operator = m.oneOf(List.of("Max", "Min", "Sum"));
    String other = m.node("Mul", ModelBuilder.INPUT, m.weights(2, 1));
    String first = seed % 3 == 0 ? m.weights(3) : other;
    Runtime.assertAgrees(
        m.output(m.node(operator, first, ModelBuilder.INPUT, m.weights(2, 3))), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void choiceByConstantCondition(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 9 + seed % 13, 2, 3);
    String compare = m.opset() < 11 ? "Greater" : m.oneOf(List.of("Greater", "Less", "Equal"));
    String condition = m.node(compare, m.weights(2, 1), m.weights(3));
    String other = seed % 2 == 0 ? m.weights(3) : m.node("Neg", ModelBuilder.INPUT);
    Runtime.assertAgrees(m.output(m.node("Where", condition, ModelBuilder.INPUT, other)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void choiceByComputedCondition(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 9 + seed % 13, 2, 3);
    String condition = m.node("Greater", ModelBuilder.INPUT, m.weights(3));
    String left = seed % 2 == 0 ? m.weights(2, 1) : m.node("Neg", ModelBuilder.INPUT);
    String right = seed % 3 == 0 ? m.weights(3) : m.node("Sin", ModelBuilder.INPUT);
    Runtime.assertAgrees(m.output(m.node("Where", condition, left, right)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void arithmeticOnConstantsIsFolded(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 2, 3);
    String constant = m.weights(2, 3);
    for (int k = 0; k < 4; k++) {
      String operator = m.oneOf(List.of("Add", "Sub", "Mul", "Div", "Max", "Min"));
      constant = m.node(operator, constant, m.positive(m.oneOf(SHAPES.subList(0, 5))));
    }
    constant = m.node(m.oneOf(List.of("Neg", "Relu", "Sin", "Tanh", "Sigmoid")), constant);
    String sum = m.node("Add", ModelBuilder.INPUT, constant);
    Runtime.assertAgrees(m.output(sum), seed);
  }

  @Test
  void divisionStatesTheErrorOfItsCoefficients() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 2);
    Network network =
        new OnnxLowering(m.output(m.node("Div", ModelBuilder.INPUT, m.scalar(3)))).lower();
    assertThat(((AffineLayer) network.layer(1)).terms().get(0).map().coefficientError())
        .isBetween(Rounding.UNIT / 4, 4 * Rounding.UNIT);
  }

  @Test
  void divisionByPowersOfTwoIsExact() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 2);
    Network network =
        new OnnxLowering(m.output(m.node("Div", ModelBuilder.INPUT, m.scalar(8)))).lower();
    assertThat(((AffineLayer) network.layer(1)).terms().get(0).map().coefficientError()).isZero();
  }

  @Test
  void divisionByZeroIsRefused() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 2);
    OnnxModel model = m.output(m.node("Div", ModelBuilder.INPUT, m.scalar(0)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Div (node v0)")
        .hasMessageContaining("divides by 0");
  }

  @Test
  void shapesThatDoNotBroadcastAreRefused() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 2);
    OnnxModel model = m.output(m.node("Add", ModelBuilder.INPUT, m.weights(3)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("[1, 2] and [3]");
  }
}
