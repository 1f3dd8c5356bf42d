package org.plumbline.verifier.bounds.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.verifier.precise.PreciseFunctions;

/** Offsets and lines against functions evaluated in decimals, without any tolerance. */
class EnclosingOffsetTest {
  private static final int TRIALS = 250;
  private static final int POINTS = 16;

  static Stream<Activation> withOffsets() {
    return ActivationRelaxationTest.activations().filter(ActivationRelaxation::isOptimisable);
  }

  static Stream<Activation> all() {
    return ActivationRelaxationTest.activations();
  }

  /** An interval in the domain of σ, of any width, at times from the ends of the doubles. */
  private static double[] interval(Random random, Activation activation) {
    double size =
        switch (random.nextInt(6)) {
          case 0 -> Math.scalb(1.0, random.nextInt(1000) - 1050);
          case 1 -> Math.scalb(1.0, random.nextInt(9));
          default -> Math.pow(10, random.nextInt(4) - 3);
        };
    double low = random.nextInt(8) == 0 ? 0 : random.nextGaussian() * size;
    double width = random.nextInt(6) == 0 ? random.nextInt(3) * Math.ulp(low) : size;
    double high = low + Math.abs(random.nextGaussian()) * width;
    if (random.nextInt(6) == 0) {
      low = -Math.scalb(high, -random.nextInt(60));
    }
    boolean isOfPositives = activation.kind() == Kind.LOG || activation.kind() == Kind.SQRT;
    boolean isSplit = activation.kind() == Kind.RECIPROCAL && low < 0 && high > 0;
    if (isOfPositives && low < 0 || isSplit) {
      double shift = isSplit || random.nextBoolean() ? Math.nextUp(2 * Math.abs(low)) : -low;
      low += shift;
      high += shift;
    }
    if (activation.kind() == Kind.ASIN || activation.kind() == Kind.TAN) {
      double shrink = Math.max(1, Math.max(Math.abs(low), Math.abs(high)));
      return new double[] {low / shrink, high / shrink};
    }
    boolean isExponent = activation.kind() == Kind.EXP || activation.kind() == Kind.SIGMOID;
    return isExponent && Math.max(-low, high) > 700
        ? new double[] {low / 2, high / 2}
        : new double[] {low, high};
  }

  /** The slope of a chord, of a tangent, or one that no relaxation would choose. */
  private static double slope(Random random, Activation activation, double low, double high) {
    return switch (random.nextInt(6)) {
      case 0 -> (activation.value(high) - activation.value(low)) / (high - low);
      case 1 -> activation.derivative(low);
      case 2 -> activation.derivative(0.5 * low + 0.5 * high);
      case 3 -> 0;
      case 4 -> Math.nextDown(activation.derivative(high));
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(7) - 4);
    };
  }

  private static double point(Random random, int index, double low, double high, double guess) {
    double x =
        switch (index) {
          case 0 -> low;
          case 1 -> high;
          case 2 -> guess;
          case 3 -> Math.nextUp(guess);
          case 4 -> Math.nextDown(guess);
          default -> low + random.nextDouble() * (high - low);
        };
    return Math.max(low, Math.min(high, x));
  }

  private static boolean isDefined(Activation activation, double low, double high) {
    return switch (activation.kind()) {
      case LOG -> low > 0;
      case SQRT -> low >= 0;
      case RECIPROCAL -> low > 0 || high < 0;
      case ASIN -> low >= -1 && high <= 1;
      default -> true;
    };
  }

  private static BigDecimal line(double slope, double offset, BigDecimal x) {
    return new BigDecimal(slope).multiply(x).add(new BigDecimal(offset));
  }

  @ParameterizedTest
  @MethodSource("withOffsets")
  void isBelowAndAboveEveryValue(Activation activation) {
    EnclosingOffset offset = new EnclosingOffset(activation);
    Random random = new Random(17);
    int enclosed = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] interval = interval(random, activation);
      double low = interval[0];
      double high = interval[1];
      double slope = slope(random, activation, low, high);
      if (!Double.isFinite(slope) || !offset.encloses(low, high)) {
        continue;
      }
      offset.enclose(slope, low, high);
      enclosed++;
      for (int p = 0; p < POINTS; p++) {
        double guess = p % 2 == 0 ? offset.leastAt() : offset.greatestAt();
        BigDecimal x = new BigDecimal(point(random, p / 2, low, high, guess));
        BigDecimal value = PreciseFunctions.value(activation, x);
        if (Double.isFinite(offset.least())) {
          assertThat(line(slope, offset.least(), x))
              .as("%s slope %s on [%s, %s] at %s", activation, slope, low, high, x.doubleValue())
              .isLessThanOrEqualTo(value);
        }
        if (Double.isFinite(offset.greatest())) {
          assertThat(line(slope, offset.greatest(), x))
              .as("%s slope %s on [%s, %s] at %s", activation, slope, low, high, x.doubleValue())
              .isGreaterThanOrEqualTo(value);
        }
      }
    }
    assertThat(enclosed).isGreaterThan(TRIALS / 2);
  }

  @ParameterizedTest
  @MethodSource("all")
  void linesAreBelowAndAboveEveryValue(Activation activation) {
    ActivationRelaxation table = new ActivationRelaxation(activation);
    LinearRelaxation lines = new LinearRelaxation();
    Random random = new Random(19);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] interval = interval(random, activation);
      double low = interval[0];
      double high = interval[1];
      switch (trial % 3) {
        case 0 -> table.relax(low, high, lines);
        case 1 -> table.relaxParallel(low, high, lines);
        default -> table.range(low, high, lines);
      }
      for (int p = 0; p < POINTS && isDefined(activation, low, high); p++) {
        BigDecimal x = new BigDecimal(point(random, p / 2, low, high, 0));
        BigDecimal value = PreciseFunctions.value(activation, x);
        if (Double.isFinite(lines.lowerOffset) && Double.isFinite(lines.lowerSlope)) {
          assertThat(line(lines.lowerSlope, lines.lowerOffset, x))
              .as("%s below on [%s, %s] at %s", activation, low, high, x.doubleValue())
              .isLessThanOrEqualTo(value);
        }
        if (Double.isFinite(lines.upperOffset) && Double.isFinite(lines.upperSlope)) {
          assertThat(line(lines.upperSlope, lines.upperOffset, x))
              .as("%s above on [%s, %s] at %s", activation, low, high, x.doubleValue())
              .isGreaterThanOrEqualTo(value);
        }
      }
    }
  }

  /** The slope's square overflows. */
  @Test
  void steepLinesUnderSquareRoots() {
    Activation root = Activation.of(Kind.SQRT);
    double slope = root.derivative(0.5e-319);
    EnclosingOffset offset = new EnclosingOffset(root);
    offset.enclose(slope, 0, 1e-319);
    BigDecimal x = new BigDecimal(0.5e-319);
    assertThat(line(slope, offset.greatest(), x))
        .isGreaterThanOrEqualTo(PreciseFunctions.value(root, x));
  }

  /** On [0, 1] the parabola is at least 2·0.5·x − 0.25 and at most x. */
  @Test
  void isTightForAParabola() {
    EnclosingOffset offset = new EnclosingOffset(Activation.power(2));
    offset.enclose(1, 0, 1);
    assertThat(offset.least()).isBetween(-0.25 - 1e-12, -0.25);
    assertThat(offset.greatest()).isBetween(0.0, 1e-12);
    assertThat(offset.leastAt()).isEqualTo(0.5);
  }

  /** exp − e·x is least where exp is e. */
  @Test
  void isTightForAnExponential() {
    EnclosingOffset offset = new EnclosingOffset(Activation.of(Kind.EXP));
    offset.enclose(Math.E, 0, 2);
    assertThat(offset.least()).isBetween(-1e-12, 0.0);
    double atTwo = Math.exp(2) - 2 * Math.E;
    assertThat(offset.greatest()).isBetween(atTwo, atTwo + 1e-12);
  }

  @Test
  void outsideOfItsDomainNothingIsEnclosed() {
    double[][] outside = {{-1, 1}, {Double.NaN, 1}, {2, 1}, {0, Double.POSITIVE_INFINITY}};
    for (Kind kind : new Kind[] {Kind.LOG, Kind.SQRT, Kind.RECIPROCAL}) {
      EnclosingOffset offset = new EnclosingOffset(Activation.of(kind));
      for (double[] interval : outside) {
        offset.enclose(0.5, interval[0], interval[1]);
        assertThat(offset.least()).as("%s", kind).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(offset.greatest()).as("%s", kind).isEqualTo(Double.POSITIVE_INFINITY);
      }
    }
  }

  @Test
  void tooManyPeriodsAreNotEnclosed() {
    for (Kind kind : new Kind[] {Kind.SIN, Kind.COS}) {
      EnclosingOffset offset = new EnclosingOffset(Activation.of(kind));
      offset.enclose(0.5, -1e6, 1e6);
      assertThat(offset.least()).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }
}
