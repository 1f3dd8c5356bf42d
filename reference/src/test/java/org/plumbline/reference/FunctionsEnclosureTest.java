package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Balls of smooth functions hold their values to forty digits, in the middle and at the ends. */
class FunctionsEnclosureTest {
  private static final long SEED = 20261213;
  private static final int POINTS = 120;
  private static final BigDecimal TWO = new BigDecimal(2);

  private final Random random = new Random(SEED);

  private void check(String operator, double low, double high, UnaryOperator<BigDecimal> exact) {
    double[] values = random.doubles(POINTS, low, high).toArray();
    double[] radii = new double[POINTS];
    Arrays.setAll(radii, i -> i % 3 == 0 ? 0 : Math.scalb(1.0, -10 - random.nextInt(45)));
    ReferenceModel model =
        new ModelBuilder(20)
            .input("x", ElementType.FLOAT64, POINTS)
            .node(operator, List.of("x"), List.of("y"))
            .output("y", ElementType.FLOAT64)
            .parse();
    ReferenceTensor x = ReferenceTensor.balls(ElementType.FLOAT64, Shape.of(POINTS), values, radii);
    ReferenceTensor y = model.evaluate(Map.of("x", x), Mode.REAL).outputs().get(0);
    for (int i = 0; i < POINTS; i++) {
      for (int side = -1; side <= 1; side++) {
        BigDecimal member =
            new BigDecimal(values[i]).add(new BigDecimal(radii[i]).multiply(new BigDecimal(side)));
        BigDecimal value = exact.apply(member);
        assertThat(value.subtract(new BigDecimal(y.value(i))).abs())
            .as("%s of %s is %s ± %s", operator, member, y.value(i), y.radius(i))
            .isLessThanOrEqualTo(new BigDecimal(y.radius(i)));
      }
      double slope = 64 * (radii[i] + 0x1p-44);
      assertThat(y.radius(i)).as(operator).isLessThan(slope * (1 + Math.abs(y.value(i))));
    }
  }

  private static BigDecimal quotient(BigDecimal a, BigDecimal b) {
    return a.divide(b, PreciseReals.DIGITS);
  }

  private static BigDecimal sigmoid(BigDecimal x) {
    return quotient(BigDecimal.ONE, BigDecimal.ONE.add(PreciseReals.exp(x.negate())));
  }

  private static BigDecimal tanh(BigDecimal x) {
    BigDecimal square = PreciseReals.exp(x.multiply(TWO));
    return quotient(square.subtract(BigDecimal.ONE), square.add(BigDecimal.ONE));
  }

  private static BigDecimal softplus(BigDecimal x) {
    return PreciseReals.log(BigDecimal.ONE.add(PreciseReals.exp(x)));
  }

  @Test
  void exponentials() {
    check("Exp", -5, 5, PreciseReals::exp);
    check("Sigmoid", -20, 20, FunctionsEnclosureTest::sigmoid);
    check("Tanh", -5, 5, FunctionsEnclosureTest::tanh);
    check("Softplus", -20, 20, FunctionsEnclosureTest::softplus);
    check("Mish", -5, 5, x -> x.multiply(tanh(softplus(x))));
    check("Elu", -5, 5, x -> x.signum() > 0 ? x : PreciseReals.exp(x).subtract(BigDecimal.ONE));
    check(
        "Sinh",
        -4,
        4,
        x -> quotient(PreciseReals.exp(x).subtract(PreciseReals.exp(x.negate())), TWO));
    check("Cosh", -4, 4, x -> quotient(PreciseReals.exp(x).add(PreciseReals.exp(x.negate())), TWO));
  }

  @Test
  void logarithms() {
    check("Log", 0.1, 9, PreciseReals::log);
    check(
        "Asinh",
        -5,
        5,
        x -> {
          BigDecimal size = x.abs();
          BigDecimal root = size.multiply(size).add(BigDecimal.ONE).sqrt(PreciseReals.DIGITS);
          BigDecimal log = PreciseReals.log(size.add(root));
          return x.signum() < 0 ? log.negate() : log;
        });
    check(
        "Acosh",
        1.1,
        9,
        x ->
            PreciseReals.log(
                x.add(x.multiply(x).subtract(BigDecimal.ONE).sqrt(PreciseReals.DIGITS))));
    check(
        "Atanh",
        -0.9,
        0.9,
        x ->
            quotient(
                PreciseReals.log(quotient(BigDecimal.ONE.add(x), BigDecimal.ONE.subtract(x))),
                TWO));
  }

  @Test
  void waves() {
    check("Sin", -9, 9, x -> PreciseReals.wave(x, 1));
    check("Cos", -9, 9, x -> PreciseReals.wave(x, 0));
    check("Tan", -1.4, 1.4, x -> quotient(PreciseReals.wave(x, 1), PreciseReals.wave(x, 0)));
  }

  @Test
  void errorFunctions() {
    check("Erf", -3.5, 3.5, PreciseReals::erf);
    BigDecimal root = TWO.sqrt(PreciseReals.DIGITS);
    check(
        "Gelu",
        -4,
        4,
        x -> quotient(x, TWO).multiply(BigDecimal.ONE.add(PreciseReals.erf(quotient(x, root)))));
  }

  @Test
  void powers() {
    ReferenceModel model =
        new ModelBuilder(20)
            .input("x", ElementType.FLOAT64, POINTS)
            .input("n", ElementType.FLOAT64, POINTS)
            .node("Pow", List.of("x", "n"), List.of("y"))
            .output("y", ElementType.FLOAT64)
            .parse();
    double[] bases = random.doubles(POINTS, 0.2, 4).toArray();
    double[] exponents = random.doubles(POINTS, -3, 3).toArray();
    double[] radii = random.doubles(POINTS, 0, 1e-6).toArray();
    for (int i = 0; i < POINTS; i += 2) {
      exponents[i] = Math.rint(exponents[i]);
    }
    ReferenceTensor x = ReferenceTensor.balls(ElementType.FLOAT64, Shape.of(POINTS), bases, radii);
    ReferenceTensor n = ReferenceTensor.reals(ElementType.FLOAT64, Shape.of(POINTS), exponents);
    ReferenceTensor y = model.evaluate(Map.of("x", x, "n", n), Mode.REAL).outputs().get(0);
    for (int i = 0; i < POINTS; i++) {
      for (int side = -1; side <= 1; side++) {
        BigDecimal base =
            new BigDecimal(bases[i]).add(new BigDecimal(radii[i]).multiply(new BigDecimal(side)));
        BigDecimal exact =
            PreciseReals.exp(PreciseReals.log(base).multiply(new BigDecimal(exponents[i])));
        assertThat(exact.subtract(new BigDecimal(y.value(i))).abs())
            .as("%s to the power of %s", base, exponents[i])
            .isLessThanOrEqualTo(new BigDecimal(y.radius(i)).add(exact.abs().movePointLeft(45)));
      }
      assertThat(y.radius(i)).isLessThan(1e-2);
    }
  }

  @Test
  void rational() {
    check("Reciprocal", 0.5, 9, x -> quotient(BigDecimal.ONE, x));
    check("Softsign", -9, 9, x -> quotient(x, BigDecimal.ONE.add(x.abs())));
    check("Sqrt", 0.5, 9, x -> x.sqrt(PreciseReals.DIGITS));
  }
}
