package org.plumbline.verifier.bounds.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ScalarTable;

/** Lines around tables, against tables that are computed in decimals. */
class TableOffsetTest {
  private static final MathContext DIGITS = new MathContext(300);
  private static final int TRIALS = 2000;

  private record Sum(double[] weights, double[] factors, double[] biases) {
    static Sum random(Random random) {
      int count = 2 + random.nextInt(20);
      double[][] all = new double[3][count];
      for (double[] some : all) {
        java.util.Arrays.setAll(
            some, i -> random.nextBoolean() ? 1 + random.nextInt(4) : random.nextGaussian() + 0.1);
      }
      return new Sum(all[0], all[1], all[2]);
    }

    Activation activation() {
      return Activation.table(new ScalarTable(0.3, weights, factors, biases));
    }

    BigDecimal value(BigDecimal t) {
      BigDecimal sum = new BigDecimal(0.3);
      for (int i = 0; i < weights.length; i++) {
        BigDecimal z = new BigDecimal(factors[i]).multiply(t).add(new BigDecimal(biases[i]));
        sum = sum.add(new BigDecimal(weights[i]).multiply(z.max(BigDecimal.ZERO)));
      }
      return sum;
    }

    BigDecimal kink(int i) {
      return new BigDecimal(biases[i]).negate().divide(new BigDecimal(factors[i]), DIGITS);
    }
  }

  /** Checks both lines at the kinks between two numbers, at these and at points between. */
  private static double area(Sum sum, LinearRelaxation lines, double low, double high) {
    BigDecimal from = new BigDecimal(low);
    BigDecimal to = new BigDecimal(high);
    int count = sum.weights().length;
    BigDecimal gap = BigDecimal.ZERO;
    for (int p = 0; p < count + 9; p++) {
      BigDecimal share = new BigDecimal((p - count) / 8.0);
      BigDecimal t = p < count ? sum.kink(p) : from.add(to.subtract(from).multiply(share));
      if (t.compareTo(from) < 0 || t.compareTo(to) > 0) {
        continue;
      }
      BigDecimal below =
          t.multiply(new BigDecimal(lines.lowerSlope)).add(new BigDecimal(lines.lowerOffset));
      BigDecimal above =
          t.multiply(new BigDecimal(lines.upperSlope)).add(new BigDecimal(lines.upperOffset));
      assertThat(sum.value(t)).isBetween(below, above);
      gap = gap.max(above.subtract(below));
    }
    return gap.doubleValue();
  }

  @Test
  void linesEncloseTables() {
    Random random = new Random(4);
    LinearRelaxation lines = new LinearRelaxation();
    for (int trial = 0; trial < TRIALS; trial++) {
      Sum sum = Sum.random(random);
      ActivationRelaxation relaxation = new ActivationRelaxation(sum.activation());
      double low = random.nextInt(3) == 0 ? sum.kink(0).doubleValue() : 3 * random.nextGaussian();
      double high = low + (random.nextInt(3) == 0 ? 0 : Math.abs(random.nextGaussian()));
      relaxation.relax(low, high, lines);
      double gap = area(sum, lines, low, high);
      relaxation.relaxParallel(low, high, lines);
      assertThat(lines.lowerSlope).isEqualTo(lines.upperSlope);
      area(sum, lines, low, high);
      relaxation.range(low, high, lines);
      assertThat(lines.lowerSlope).isZero();
      area(sum, lines, low, high);
      if (low == high) {
        assertThat(gap).isLessThan(1e-9 * (1 + Math.abs(low)));
      }
    }
  }

  @Test
  void whereATableIsOneLineItIsItsOwnRelaxation() {
    Activation hat =
        Activation.table(
            new ScalarTable(
                0, new double[] {1, -2, 1}, new double[] {1, 1, 1}, new double[] {1, 0, -1}));
    LinearRelaxation lines = new LinearRelaxation();
    new ActivationRelaxation(hat).relax(-0.75, -0.25, lines);
    assertThat(lines.lowerSlope).isEqualTo(1);
    assertThat(lines.upperSlope).isEqualTo(1);
    assertThat(lines.upperOffset - lines.lowerOffset).isLessThan(1e-10);
  }
}
