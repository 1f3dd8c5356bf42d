package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.slope.SlopeGuess;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.Bends;
import org.plumbline.verifier.precise.PreciseFunctions;

/** The checker's bounds of functions that bend, against decimals and without any tolerance. */
class CurveTest {
  private static final int TRIALS = 120;

  static Stream<Activation> bent() {
    Stream<Activation> plain =
        Stream.of(Kind.values())
            .filter(kind -> kind != Kind.ELU && kind != Kind.TABLE)
            .map(Activation::of);
    Stream<Activation> elus = Stream.of(0.3, 1.0, 1.6732632, -0.7).map(Activation::elu);
    Stream<Activation> roots = Stream.of(1e-12, 1e-5, 0.1, 3.0).map(Activation::inverseRoot);
    return Stream.concat(plain, Stream.concat(elus, roots)).filter(Bends::areKnown);
  }

  /** How far from 0 the decimals, or the function, go. */
  private static double reach(Activation activation) {
    return switch (activation.kind()) {
      case SINH, COSH -> 700;
      case ASIN -> 1;
      case TAN -> 1.57;
      default -> 1e300;
    };
  }

  private static double number(Random random, Activation activation) {
    double reach = reach(activation);
    double[] ends = Bends.of(activation, 0, 0).ends();
    double sign = random.nextBoolean() ? 1 : -1;
    double x =
        switch (random.nextInt(6)) {
          case 0 -> sign * Math.pow(10, random.nextInt(601) - 300);
          case 1 -> sign * reach;
          case 2 ->
              ends.length == 0
                  ? 0
                  : ends[random.nextInt(ends.length)] + sign * random.nextInt(3) * 0x1p-41;
          case 3 -> random.nextGaussian() * 40;
          default -> random.nextGaussian() * 3;
        };
    return Math.max(-reach, Math.min(reach, x));
  }

  private static List<Double> points(Random random, Activation act, double low, double high) {
    List<Double> points = new ArrayList<>(List.of(low, high, 0.5 * low + 0.5 * high));
    for (double end : Bends.of(act, 0, 0).ends()) {
      points.addAll(List.of(end, Math.nextUp(end), Math.nextDown(end)));
    }
    for (int i = 0; i < 6; i++) {
      points.add(low + random.nextDouble() * (high - low));
      points.add(random.nextGaussian());
    }
    points.removeIf(x -> !(low <= x && x <= high));
    return points;
  }

  private static double slope(Random random, Activation activation, double low, double high) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> SlopeGuess.below(activation, low, high);
      case 2 -> SlopeGuess.above(activation, low, high);
      case 3 -> SlopeGuess.parallel(activation, low, high);
      case 4 -> activation.derivative(low);
      default -> random.nextGaussian();
    };
  }

  @ParameterizedTest
  @MethodSource("bent")
  void enclosesValuesAndLines(Activation activation) {
    Curve curve = new Curve(activation);
    Random random = new Random(23);
    int lines = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double one = number(random, activation);
      double other = random.nextInt(8) == 0 ? one : number(random, activation);
      double low = Math.min(one, other);
      double high = Math.max(one, other);
      double s = slope(random, activation, low, high);
      String where = activation + " slope " + s + " on [" + low + ", " + high + "]";
      boolean hasLines = curve.hasLines(low, high) && Double.isFinite(s);
      double below = hasLines ? curve.leastAbove(s, low, high) : Double.NaN;
      double above = hasLines ? curve.greatestAbove(s, low, high) : Double.NaN;
      lines += Double.isFinite(below) && Double.isFinite(above) ? 1 : 0;
      for (double x : points(random, activation, low, high)) {
        BigDecimal exact = new BigDecimal(x);
        BigDecimal value = PreciseFunctions.value(activation, exact);
        requireOrder(curve.least(low, high), value, where, x);
        requireOrder(-curve.greatest(low, high), value.negate(), where, x);
        BigDecimal rest = value.subtract(new BigDecimal(hasLines ? s : 0).multiply(exact));
        requireOrder(below, rest, where, x);
        requireOrder(-above, rest.negate(), where, x);
      }
    }
    assertThat(lines).isGreaterThan(TRIALS / 2);
  }

  private static void requireOrder(double least, BigDecimal value, String where, double x) {
    if (Double.isFinite(least)) {
      assertThat(new BigDecimal(least)).as("%s at %s", where, x).isLessThanOrEqualTo(value);
    }
    assertThat(least).isNotEqualTo(Double.POSITIVE_INFINITY);
  }

  /** Swish on [−3, 1] is least at −1.2784645427610738, where it is −0.27846454276107380. */
  @Test
  void isTightWhereAFunctionDips() {
    Curve curve = new Curve(Activation.of(Kind.SWISH));
    assertThat(curve.least(-3, 1)).isBetween(-0.278464542763, -0.278464542761);
    assertThat(curve.greatest(-3, 1)).isBetween(0.731058578630, 0.731058578631);
  }

  /** HardSwish is least at −3/2, where it is −3/8. */
  @Test
  void isTightForAParabolaBetweenLines() {
    Curve curve = new Curve(Activation.of(Kind.HARD_SWISH));
    assertThat(curve.least(-10, 10)).isBetween(-0.375 - 1e-11, -0.375);
    assertThat(curve.greatest(-10, 10)).isBetween(10.0, 10 + 1e-11);
  }

  @Test
  void outsideOfItsDomainNothingIsKnown() {
    Curve sine = new Curve(Activation.of(Kind.ASIN));
    assertThat(sine.hasLines(-1, 1.1)).isFalse();
    assertThat(sine.greatest(-1, 1.1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sine.least(-1.1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    Curve tangent = new Curve(Activation.of(Kind.TAN));
    assertThat(tangent.hasLines(1, 2)).isFalse();
    assertThat(tangent.least(1, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(tangent.hasLines(2, 4)).isTrue();
  }
}
