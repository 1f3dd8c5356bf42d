package org.plumbline.certificates.slope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation;

class SlopeFanTest {
  private static final int INTERVALS = 200;
  private static final int POINTS = 50;

  static List<Activation> known() {
    return List.of(
        Activation.SIGMOID,
        Activation.TANH,
        Activation.leakyRelu(0.1),
        Activation.leakyRelu(1.5),
        Activation.clip(-0.5, 0.7),
        Activation.power(2),
        Activation.power(3),
        Activation.of(Activation.Kind.EXP),
        Activation.of(Activation.Kind.LOG),
        Activation.of(Activation.Kind.SQRT),
        Activation.of(Activation.Kind.RECIPROCAL),
        Activation.of(Activation.Kind.GELU),
        Activation.of(Activation.Kind.SOFTPLUS),
        Activation.of(Activation.Kind.ERF),
        Activation.of(Activation.Kind.HARD_SWISH),
        Activation.of(Activation.Kind.MISH));
  }

  static List<Activation> unknown() {
    return List.of(
        Activation.RELU,
        Activation.of(Activation.Kind.SIGN),
        Activation.of(Activation.Kind.FLOOR),
        Activation.of(Activation.Kind.ROUND),
        Activation.of(Activation.Kind.SIN),
        Activation.of(Activation.Kind.COS));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void otherActivationsHaveNone(Activation activation) {
    assertThat(SlopeFan.isKnown(activation)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("known")
  void holdsEverySlopeOnTheInterval(Activation activation) {
    assertThat(SlopeFan.isKnown(activation)).isTrue();
    Random random = new Random(1);
    for (int n = 0; n < INTERVALS; n++) {
      double low = isPositive(activation) ? random.nextDouble() + 0.01 : 3 * random.nextGaussian();
      double high = low + Math.abs(random.nextGaussian()) + 1e-6;
      SlopeFan fan = SlopeFan.of(activation, low, high);
      double slack = 1e-9 * (1 + Math.abs(fan.greatest()) + Math.abs(fan.least()));
      for (int p = 0; p < POINTS; p++) {
        double slope = activation.derivative(low + (high - low) * random.nextDouble());
        assertThat(slope).isBetween(fan.least() - slack, fan.greatest() + slack);
      }
    }
  }

  private static boolean isPositive(Activation activation) {
    return switch (activation.kind()) {
      case LOG, SQRT, RECIPROCAL -> true;
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("known")
  void aByteIsTheNearestToItsSlope(Activation activation) {
    SlopeFan fan = SlopeFan.of(activation, 0.25, 2.75);
    assertThat(fan.slope((byte) 0)).isEqualTo(fan.least());
    assertThat(fan.slope((byte) 254)).isCloseTo(fan.greatest(), within(1e-12));
    for (int choice = 0; choice < 255 && fan.least() < fan.greatest(); choice++) {
      assertThat(fan.nearest(fan.slope((byte) choice))).isEqualTo((byte) choice);
    }
    assertThat(fan.nearest(Double.POSITIVE_INFINITY)).isNotEqualTo(ShareByte.GUESS);
    assertThat(fan.nearest(Double.NaN)).isNotEqualTo(ShareByte.GUESS);
  }

  @ParameterizedTest
  @MethodSource("known")
  void thereIsNoneWhereThereIsNoInterval(Activation activation) {
    assertThat(SlopeFan.of(activation, 1, 1)).isNull();
    assertThat(SlopeFan.of(activation, 1, 0)).isNull();
    assertThat(SlopeFan.of(activation, Double.NaN, 1)).isNull();
    assertThat(SlopeFan.of(activation, 0.5, Double.POSITIVE_INFINITY)).isNull();
    assertThat(SlopeFan.of(activation, -Double.MAX_VALUE, Double.MAX_VALUE)).isNull();
  }
}
