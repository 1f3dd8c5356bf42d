package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation.Kind;

class BendsTest {
  private static final double STEP = 1e-5;

  static Stream<Activation> known() {
    Stream<Activation> plain =
        Stream.of(Kind.values())
            .filter(kind -> kind != Kind.ELU && kind != Kind.TABLE)
            .map(Activation::of);
    Stream<Activation> elus = Stream.of(0.0, 0.3, 1.0, 1.67, -0.7).map(Activation::elu);
    Stream<Activation> roots = Stream.of(0.1, 3.0).map(Activation::inverseRoot);
    return Stream.concat(plain, Stream.concat(elus, roots)).filter(Bends::areKnown);
  }

  private static double reach(Activation activation) {
    return activation.kind() == Kind.ASIN ? 0.99 : activation.kind() == Kind.TAN ? 1.4 : 8;
  }

  /** Slopes rise on convex pieces, fall on concave ones and stay on linear ones. */
  @ParameterizedTest
  @MethodSource("known")
  void slopesMoveAsPiecesSay(Activation activation) {
    double reach = reach(activation);
    Bends bends = Bends.of(activation, -reach, reach);
    for (double x = -reach; x + STEP < reach; x += reach / 5000) {
      if (bends.areInside(x, x + STEP)) {
        continue;
      }
      double change = activation.derivative(x + STEP) - activation.derivative(x);
      int convexity = bends.convexity(x, x + STEP);
      assertThat(convexity == 0 ? -Math.abs(change) : change * convexity)
          .as("%s at %s", activation, x)
          .isGreaterThanOrEqualTo(-1e-14);
    }
  }

  /** Beside an end that σ bends at, σ'' has the signs of the pieces. */
  @ParameterizedTest
  @MethodSource("known")
  void endsAreWhereCurvatureChanges(Activation activation) {
    Bends bends = Bends.of(activation, -0.5, 0.5);
    for (int k = 0; k < bends.ends().length; k++) {
      for (int side : new int[] {0, 1}) {
        double x = bends.ends()[k] + (side == 0 ? -1e-3 : 1e-3);
        double change = activation.derivative(x + 1e-4) - activation.derivative(x - 1e-4);
        int convexity = bends.convexity()[k + side];
        assertThat(Math.abs(change) < 1e-13 ? 0 : (int) Math.signum(change))
            .as("%s at %s", activation, x)
            .isEqualTo(convexity);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("known")
  void slopesAreThoseOfDifferences(Activation activation) {
    Random random = new Random(3);
    double reach = reach(activation);
    for (int trial = 0; trial < 2000; trial++) {
      double x = (2 * random.nextDouble() - 1) * (reach - STEP);
      if (Bends.of(activation, x, x).areInside(x - STEP, x + STEP)) {
        continue;
      }
      double secant = (activation.value(x + STEP) - activation.value(x - STEP)) / (2 * STEP);
      assertThat(activation.derivative(x))
          .as("%s at %s", activation, x)
          .isCloseTo(secant, within(1e-4 * (1 + Math.abs(secant))));
    }
  }

  @ParameterizedTest
  @MethodSource("known")
  void secantsLieBetweenTheExtremeSlopes(Activation activation) {
    Random random = new Random(5);
    double reach = reach(activation);
    for (int trial = 0; trial < 2000; trial++) {
      double a = (2 * random.nextDouble() - 1) * reach;
      double b = a + random.nextDouble() * Math.min(reach - a, trial % 2 == 0 ? 0.1 : 20);
      double[] slopes = Bends.slopes(activation, a, b);
      double u = a + random.nextDouble() * (b - a);
      double v = a + random.nextDouble() * (b - a);
      double secant = (activation.value(u) - activation.value(v)) / (u - v);
      if (Math.abs(u - v) > 1e-4) {
        assertThat(secant).isBetween(slopes[0] - 1e-9, slopes[1] + 1e-9);
      }
    }
  }

  @Test
  void tangentsEndAtPoles() {
    Activation tangent = Activation.of(Kind.TAN);
    assertThat(Bends.of(tangent, 1.5, 1.6)).isNull();
    assertThat(Bends.of(tangent, -1.57, 1.57)).isNotNull();
    assertThat(Bends.of(tangent, 1.6, 4.7).ends()).containsExactly(Math.PI);
    assertThat(Bends.of(tangent, 1e9, 1e9)).isNull();
  }

  /** erfc(2), erfc(10) and Φ(−20) from tables. */
  @Test
  void tailsKeepTheirDigits() {
    assertThat(ErrorFunction.erfc(2)).isCloseTo(0.004677734981047266, within(0x1p-45));
    assertThat(ErrorFunction.erfc(10) / 2.088487583762545e-45).isCloseTo(1, within(1e-12));
    assertThat(Activation.of(Kind.GELU).value(-20) / (-20 * 2.753624118606233e-89))
        .isCloseTo(1, within(1e-12));
    assertThat(ErrorFunction.erf(2.0000001) - ErrorFunction.erf(2)).isBetween(0.0, 1e-8);
  }
}
