package org.plumbline.verifier.bounds.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;

class AccurateCentreTest {
  private static SparseZonotope point(double... x) {
    return new SparseZonotope(x, new double[x.length], List.of());
  }

  /** Sums that cancel to a billionth of their terms are off by one unit in the last place. */
  @Test
  void cancellationCostsNothing() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      int n = 2 * (1 + random.nextInt(50));
      double[] weights = new double[n];
      double[] x = new double[n];
      for (int i = 0; i < n; i += 2) {
        weights[i] = random.nextGaussian();
        weights[i + 1] = -weights[i] * (1 + 1e-9 * random.nextGaussian());
        x[i] = random.nextGaussian() * 1e3;
        x[i + 1] = x[i];
      }
      double bias = 1e-7 * random.nextGaussian();
      AffineLayer layer = new AffineLayer(0, new DenseMap(1, n, weights), new double[] {bias});
      BigDecimal exact = new BigDecimal(bias);
      for (int i = 0; i < n; i++) {
        exact = exact.add(new BigDecimal(weights[i]).multiply(new BigDecimal(x[i])));
      }
      double centre = AccurateCentre.image(layer, List.of(point(x)))[0];
      BigDecimal error = exact.subtract(new BigDecimal(centre)).abs();
      assertThat(error).isLessThanOrEqualTo(new BigDecimal(Math.ulp(centre)));
    }
  }

  /** A composed map rounds the coefficients that it shows. */
  @Test
  void composedMapsAreNotServed() {
    DenseMap map = new DenseMap(1, 1, new double[] {2});
    assertThat(AccurateCentre.serves(new AffineLayer(0, map))).isTrue();
    assertThat(AccurateCentre.serves(new AffineLayer(0, new ComposedMap(map, map)))).isFalse();
  }
}
