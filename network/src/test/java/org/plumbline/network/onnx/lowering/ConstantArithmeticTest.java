package org.plumbline.network.onnx.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.NodeOrder;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;

/** The error bounds of folded constants hold, and are zero where nothing was lost. */
class ConstantArithmeticTest {
  private static final MathContext PRECISE = new MathContext(200);

  private static Call call() {
    OnnxNode node = OnnxNode.of("Add", List.of(), "y");
    OnnxModel model =
        OnnxModel.of("m", 13, new OnnxGraph("", List.of(), List.of(), List.of(), List.of()));
    return new Call(
        node,
        new LoweringContext(new NetworkBuilder(1), 13, new NodeOrder(model), 0, Optional.empty()));
  }

  private static Value.Reals constant(double value, double error) {
    return new Value.Reals(
        new int[0], ElementType.FLOAT, new double[] {value}, new double[] {error}, null);
  }

  private static Value.Reals fold(
      ConstantArithmetic.Operator operator, Value.Reals a, Value.Reals b) {
    return (Value.Reals) ConstantArithmetic.fold(call(), operator, a, b, new int[0]);
  }

  private static BigDecimal exact(ConstantArithmetic.Operator operator, double a, double b) {
    BigDecimal x = new BigDecimal(a);
    BigDecimal y = new BigDecimal(b);
    return switch (operator) {
      case ADD -> x.add(y);
      case SUB -> x.subtract(y);
      case MUL -> x.multiply(y);
      case DIV -> x.divide(y, PRECISE);
      default -> throw new AssertionError(operator);
    };
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void boundsHoldForEveryValueInTheErrorRange(int seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 100; trial++) {
      double a = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
      double b = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
      double ea = trial % 2 == 0 ? 0 : Math.abs(a) * random.nextDouble() * 1e-3;
      double eb = trial % 3 == 0 ? 0 : Math.abs(b) * random.nextDouble() * 1e-3;
      for (ConstantArithmetic.Operator operator :
          List.of(
              ConstantArithmetic.Operator.ADD,
              ConstantArithmetic.Operator.SUB,
              ConstantArithmetic.Operator.MUL,
              ConstantArithmetic.Operator.DIV)) {
        Value.Reals result = fold(operator, constant(a, ea), constant(b, eb));
        BigDecimal value = new BigDecimal(result.values()[0]);
        BigDecimal bound = new BigDecimal(result.isExact() ? 0 : result.errors()[0]);
        for (double s : new double[] {-1, 0, 1}) {
          for (double t : new double[] {-1, 0, 1}) {
            BigDecimal truth = exact(operator, inside(a, s * ea), inside(b, t * eb));
            assertThat(truth.subtract(value).abs())
                .as("seed %d: %s of %s ± %s and %s ± %s", seed, operator, a, ea, b, eb)
                .isLessThanOrEqualTo(bound);
          }
        }
      }
    }
  }

  /** x + d, rounded towards x. */
  private static double inside(double x, double d) {
    double sum = x + d;
    return new BigDecimal(sum).subtract(new BigDecimal(x)).abs().compareTo(new BigDecimal(d).abs())
            > 0
        ? Math.nextAfter(sum, x)
        : sum;
  }

  @Test
  void exactResultsAreKnownToBeExact() {
    assertThat(fold(ConstantArithmetic.Operator.ADD, constant(0.5, 0), constant(3, 0)).isExact())
        .isTrue();
    assertThat(
            fold(ConstantArithmetic.Operator.MUL, constant(0.1f, 0), constant(0.3f, 0)).isExact())
        .isTrue();
    assertThat(fold(ConstantArithmetic.Operator.DIV, constant(3, 0), constant(8, 0)).isExact())
        .isTrue();
    assertThat(fold(ConstantArithmetic.Operator.DIV, constant(1, 0), constant(3, 0)).isExact())
        .isFalse();
    assertThat(fold(ConstantArithmetic.Operator.ADD, constant(1, 0), constant(1e-30, 0)).isExact())
        .isFalse();
  }

  @Test
  void productsThatUnderflowAreNotExact() {
    Value.Reals result =
        fold(ConstantArithmetic.Operator.MUL, constant(1e-200, 0), constant(1e-200, 0));
    assertThat(result.isExact()).isFalse();
    assertThat(result.errors()[0]).isPositive();
  }
}
