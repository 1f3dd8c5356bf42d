package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The proved offsets of lines against tables that are computed in decimals. */
class TableTest {
  private static final MathContext DIGITS = new MathContext(400);
  private static final int TRIALS = 3000;

  private record Sum(double constant, double[] weights, double[] factors, double[] biases) {
    BigDecimal value(BigDecimal t) {
      BigDecimal sum = new BigDecimal(constant);
      for (int i = 0; i < weights.length; i++) {
        BigDecimal z = new BigDecimal(factors[i]).multiply(t).add(new BigDecimal(biases[i]));
        sum = sum.add(new BigDecimal(weights[i]).multiply(z.max(BigDecimal.ZERO)));
      }
      return sum;
    }

    BigDecimal kink(int i) {
      return new BigDecimal(biases[i]).negate().divide(new BigDecimal(factors[i]), DIGITS);
    }

    double size(double t) {
      double size = Math.abs(constant);
      for (int i = 0; i < weights.length; i++) {
        size += Math.abs(weights[i]) * (Math.abs(factors[i] * t) + Math.abs(biases[i]));
      }
      return size;
    }
  }

  private static double number(Random random) {
    double scale = random.nextInt(6) == 0 ? Math.scalb(1.0, random.nextInt(80) - 40) : 1;
    double sign = random.nextBoolean() ? 1 : -1;
    return sign
        * scale
        * (random.nextBoolean() ? 1 + random.nextInt(4) : 0.01 + random.nextDouble());
  }

  private static Sum sum(Random random) {
    int count = 2 + random.nextInt(12);
    double[][] numbers = new double[3][count];
    for (double[] some : numbers) {
      java.util.Arrays.setAll(some, i -> number(random));
    }
    return new Sum(number(random), numbers[0], numbers[1], numbers[2]);
  }

  /** Intervals of all sizes, many of them from a kink to beside another. */
  private static double end(Random random, Sum sum) {
    double kink = sum.kink(random.nextInt(sum.weights().length)).doubleValue();
    return switch (random.nextInt(4)) {
      case 0 -> kink;
      case 1 -> kink + (random.nextInt(5) - 2) * Math.ulp(kink);
      case 2 -> kink + random.nextGaussian();
      default -> 3 * random.nextGaussian();
    };
  }

  @Test
  void theOffsetHoldsAtEveryKinkAndIsReached() {
    Random random = new Random(8);
    for (int trial = 0; trial < TRIALS; trial++) {
      Sum sum = sum(random);
      Table table = new Table(sum.constant(), sum.weights(), sum.factors(), sum.biases());
      double a = end(random, sum);
      double b = end(random, sum);
      double low = Math.min(a, b);
      double high = Math.max(a, b);
      double s = 3 * random.nextGaussian();
      BigDecimal least = new BigDecimal(table.leastAbove(s, low, high));
      BigDecimal greatest = new BigDecimal(table.greatestAbove(s, low, high));
      BigDecimal lowest = null;
      BigDecimal highest = null;
      for (BigDecimal t : points(sum, low, high)) {
        BigDecimal g = sum.value(t).subtract(t.multiply(new BigDecimal(s)));
        assertThat(g).as("trial %d at %s", trial, t).isBetween(least, greatest);
        lowest = lowest == null ? g : lowest.min(g);
        highest = highest == null ? g : highest.max(g);
      }
      double far = Math.max(Math.abs(low), Math.abs(high));
      BigDecimal slack = new BigDecimal(1e-12 * (sum.size(far) + Math.abs(s) * far));
      assertThat(lowest.subtract(least)).as("trial %d", trial).isLessThan(slack);
      assertThat(greatest.subtract(highest)).as("trial %d", trial).isLessThan(slack);
    }
  }

  private static List<BigDecimal> points(Sum sum, double low, double high) {
    List<BigDecimal> points = new ArrayList<>();
    for (int step = 0; step <= 8; step++) {
      BigDecimal width = new BigDecimal(high).subtract(new BigDecimal(low));
      points.add(new BigDecimal(low).add(width.multiply(new BigDecimal(step / 8.0))));
    }
    for (int i = 0; i < sum.weights().length; i++) {
      BigDecimal kink = sum.kink(i);
      if (kink.compareTo(new BigDecimal(low)) >= 0 && kink.compareTo(new BigDecimal(high)) <= 0) {
        points.add(kink);
      }
    }
    return points;
  }

  @Test
  void intervalsThatAreNotFiniteProveNothing() {
    Table table = new Table(0, new double[] {1, -2}, new double[] {1, 1}, new double[] {0, 1});
    for (double[] ends :
        new double[][] {
          {Double.NEGATIVE_INFINITY, 0}, {0, Double.POSITIVE_INFINITY}, {-1e308, Double.MAX_VALUE}
        }) {
      for (double s : new double[] {-1, 0, 1, 1e300}) {
        assertThat(table.leastAbove(s, ends[0], ends[1]) > -1e307).isFalse();
        assertThat(table.greatestAbove(s, ends[0], ends[1]) < 1e307).isFalse();
      }
    }
  }

  /** Near 0 the sum of two ReLUs that are 10⁹ is small, and computed to within 10⁻⁷. */
  @Test
  void sumsThatCancelPayForRounding() {
    Random random = new Random(2);
    for (int trial = 0; trial < 500; trial++) {
      double far = 1e9 * (1 + random.nextDouble());
      double[] ones = {1, -1};
      Sum sum = new Sum(0, ones, new double[] {1, 3}, new double[] {far, far + 0.1});
      Table table = new Table(0, ones, sum.factors(), sum.biases());
      double t = random.nextDouble();
      BigDecimal value = sum.value(new BigDecimal(t));
      assertThat(value)
          .isBetween(
              new BigDecimal(table.leastAbove(0, t, t)),
              new BigDecimal(table.greatestAbove(0, t, t)));
    }
  }
}
