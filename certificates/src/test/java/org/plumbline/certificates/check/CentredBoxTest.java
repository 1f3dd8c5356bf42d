package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

/** Least values over a box, against exact numbers. */
class CentredBoxTest {
  private static final int INPUTS = 11;

  @Test
  void leastValuesAreOffByNoMoreThanTheirCharge() {
    Random random = new Random(5);
    for (int trial = 0; trial < 500; trial++) {
      NodeBounds bounds = bounds(random);
      CentredBox box = CentredBox.of(bounds);
      double[] g = numbers(random);
      double[] a = numbers(random);
      double beta = random.nextInt(3) == 0 ? 0 : (float) Math.exp(4 * random.nextGaussian());
      double charge = Roundoff.gamma(INPUTS + 8.0) * (box.size(g) + beta * box.size(a));
      BigDecimal exact = BigDecimal.ZERO;
      for (int j = 0; j < INPUTS; j++) {
        BigDecimal w = exact(g[j]).add(exact(beta).multiply(exact(a[j])));
        double end = w.signum() > 0 ? bounds.lower(0, j) : bounds.upper(0, j);
        exact = exact.add(w.multiply(exact(end)));
      }
      BigDecimal least = exact(box.least(g, beta, a));
      assertThat(least.subtract(exact(charge))).isLessThanOrEqualTo(exact);
      assertThat(least.add(exact(2 * charge))).isGreaterThanOrEqualTo(exact);
    }
  }

  @Test
  void partsOfABoxAreCoveredByItsSizes() {
    Random random = new Random(6);
    NodeBounds bounds = bounds(random);
    double[] g = numbers(random);
    double whole = CentredBox.of(bounds).size(g);
    for (int j = 0; j < INPUTS; j++) {
      double l = bounds.lower(0, j);
      double u = bounds.upper(0, j);
      bounds.raise(0, j, l + random.nextDouble() * (u - l) / 2);
      bounds.reduce(0, j, u - random.nextDouble() * (u - l) / 2);
    }
    CentredBox part = CentredBox.of(bounds);
    double sum = 0;
    for (int j = 0; j < INPUTS; j++) {
      sum += Math.abs(g[j]) * (Math.abs(part.middle()[j]) + part.radius()[j]);
    }
    assertThat(sum).isPositive().isLessThanOrEqualTo(whole);
  }

  @Test
  void boxesWithoutEndsSayNothing() {
    NodeBounds bounds = new NodeBounds(network());
    bounds.raise(0, 0, 1);
    assertThat(CentredBox.of(bounds).least(new double[INPUTS], 1, new double[INPUTS])).isNaN();
  }

  private static NodeBounds bounds(Random random) {
    NodeBounds bounds = new NodeBounds(network());
    for (int j = 0; j < INPUTS; j++) {
      double x = random.nextGaussian();
      double y = random.nextInt(4) == 0 ? x : x + 1e-9 * random.nextGaussian();
      double z = random.nextBoolean() ? y : random.nextGaussian();
      bounds.raise(0, j, Math.min(x, z));
      bounds.reduce(0, j, Math.max(x, z));
    }
    return bounds;
  }

  private static Network network() {
    return new NetworkBuilder(1, INPUTS).build();
  }

  private static double[] numbers(Random random) {
    return random.doubles(INPUTS, -1, 1).toArray();
  }

  private static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }
}
