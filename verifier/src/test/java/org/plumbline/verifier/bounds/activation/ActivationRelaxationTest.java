package org.plumbline.verifier.bounds.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation;

class ActivationRelaxationTest {
  static Stream<Activation> activations() {
    return Stream.of(
        Activation.RELU,
        Activation.leakyRelu(0.01),
        Activation.leakyRelu(2),
        Activation.leakyRelu(-0.3),
        Activation.SIGMOID,
        Activation.TANH,
        Activation.clip(0, 6),
        Activation.clip(-1, 1),
        Activation.of(Activation.Kind.SIGN),
        Activation.of(Activation.Kind.FLOOR),
        Activation.of(Activation.Kind.ROUND),
        Activation.of(Activation.Kind.EXP),
        Activation.of(Activation.Kind.LOG),
        Activation.of(Activation.Kind.SQRT),
        Activation.of(Activation.Kind.RECIPROCAL),
        Activation.power(0),
        Activation.power(1),
        Activation.power(2),
        Activation.power(3),
        Activation.power(6),
        Activation.of(Activation.Kind.SIN),
        Activation.of(Activation.Kind.COS),
        Activation.of(Activation.Kind.ERF),
        Activation.of(Activation.Kind.GELU),
        Activation.of(Activation.Kind.GELU_TANH),
        Activation.of(Activation.Kind.SWISH),
        Activation.of(Activation.Kind.MISH),
        Activation.of(Activation.Kind.SOFTPLUS),
        Activation.elu(1),
        Activation.elu(0.3),
        Activation.elu(1.6732632423543772),
        Activation.elu(-0.7),
        Activation.of(Activation.Kind.HARD_SWISH),
        Activation.of(Activation.Kind.SOFTSIGN),
        Activation.of(Activation.Kind.ATAN),
        Activation.of(Activation.Kind.ASIN),
        Activation.of(Activation.Kind.TAN),
        Activation.of(Activation.Kind.SINH),
        Activation.of(Activation.Kind.COSH),
        Activation.inverseRoot(1e-5f),
        Activation.inverseRoot(0.1));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOOR", "ROUND"})
  void longStairsLieBetweenLinesThatAreOneApart(Activation.Kind kind) {
    LinearRelaxation lines = new LinearRelaxation();
    new ActivationRelaxation(Activation.of(kind)).relax(-20.25, 37.4, lines);
    assertThat(lines.lowerSlope).isEqualTo(1);
    assertThat(lines.upperSlope).isEqualTo(1);
    assertThat(lines.upperOffset - lines.lowerOffset).isBetween(1.0, 1.0001);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOOR", "ROUND"})
  void jumpsAreEnclosedFromBothSides(Activation.Kind kind) {
    Activation activation = Activation.of(kind);
    ActivationRelaxation table = new ActivationRelaxation(activation);
    LinearRelaxation lines = new LinearRelaxation();
    Random random = new Random(9);
    for (int trial = 0; trial < 3000; trial++) {
      double low = random.nextInt(21) / 4.0 - 3;
      double high = low + random.nextInt(13) / 4.0;
      if (trial % 2 == 0) {
        table.relax(low, high, lines);
      } else {
        table.relaxParallel(low, high, lines);
      }
      for (double at = Math.floor(low); at <= high; at += 0.5) {
        for (double x : new double[] {Math.nextDown(at), at, Math.nextUp(at)}) {
          if (low <= x && x <= high) {
            double y = activation.value(x);
            assertThat(lines.lowerSlope * x + lines.lowerOffset).isLessThanOrEqualTo(y + 1e-14);
            assertThat(lines.upperSlope * x + lines.upperOffset).isGreaterThanOrEqualTo(y - 1e-14);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void linesEncloseTheFunction(Activation activation) {
    ActivationRelaxation table = new ActivationRelaxation(activation);
    LinearRelaxation lines = new LinearRelaxation();
    Random random = new Random(7);
    for (int trial = 0; trial < 3000; trial++) {
      double scale = Math.pow(10, random.nextInt(7) - 4);
      double low = random.nextGaussian() * scale;
      double high = low + Math.abs(random.nextGaussian()) * scale;
      if (trial % 2 == 0) {
        table.relax(low, high, lines);
      } else {
        table.relaxParallel(low, high, lines);
        assertThat(lines.lowerSlope).isEqualTo(lines.upperSlope);
      }
      for (int p = 0; p <= 40; p++) {
        double x = Math.min(high, low + (high - low) * p / 40);
        double y = activation.value(x);
        if (Double.isNaN(y) || Double.isInfinite(y)) {
          continue;
        }
        double tolerance =
            1e-15
                * (1
                    + Math.abs(y)
                    + Math.abs(x) * (1 + Math.abs(lines.lowerSlope) + Math.abs(lines.upperSlope)));
        assertThat(lines.lowerSlope * x + lines.lowerOffset)
            .as("%s below on [%s, %s] at %s", activation, low, high, x)
            .isLessThanOrEqualTo(y + tolerance);
        assertThat(lines.upperSlope * x + lines.upperOffset)
            .as("%s above on [%s, %s] at %s", activation, low, high, x)
            .isGreaterThanOrEqualTo(y - tolerance);
      }
    }
  }
}
