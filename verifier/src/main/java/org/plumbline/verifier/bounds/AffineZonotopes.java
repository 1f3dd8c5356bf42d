package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;

/**
 * Zonotopes through affine layers: exact but for rounding, which goes into the remainder. If r
 * bounds |c| + Σ|G| of a source entry by entry, one step loses at most {@code γ|M| r} (Rounding),
 * plus the coefficient error, plus {@code |M|} times the remainder there was; underflow loses less
 * than the smallest normal number per output.
 */
final class AffineZonotopes {
  private static final int SPARE = 16;

  /** Entries of a matrix: 128 MiB. */
  private static final long HUGE = 1 << 24;

  private final ZonotopeBatch[] zonotopes;
  private final Gemm gemm;
  private final LinearMap[][] absolute;
  private final double[][] underflow;
  private int[] known = new int[0];
  private double[] spread = new double[0];

  AffineZonotopes(Network network, ZonotopeBatch[] zonotopes, Gemm gemm) {
    this.zonotopes = zonotopes;
    this.gemm = gemm;
    this.absolute = new LinearMap[network.depth()][];
    this.underflow = new double[network.depth()][];
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof AffineLayer affine) {
        absolute[k] =
            affine.terms().stream()
                .map(t -> isHuge(t.map()) ? t.map() : t.map().absolute())
                .toArray(LinearMap[]::new);
        double[] units = new double[affine.size()];
        for (LinearMap map : absolute[k]) {
          addUnderflow(map, units);
        }
        Arrays.setAll(units, i -> units[i] * Rounding.UNDERFLOW);
        underflow[k] = units;
      }
    }
  }

  /**
   * What a product with a map of absolute values can lose to underflow, of its sums and of what
   * bounds rounding, in units of {@link Rounding#UNDERFLOW}: losses as small as they are would be
   * subnormal numbers, which processors multiply a hundred times slower.
   */
  private void addUnderflow(LinearMap map, double[] units) {
    if (map instanceof ComposedMap composed) {
      double[] between = new double[composed.first().outputSize()];
      addUnderflow(composed.first(), between);
      composed.second().apply(gemm, 1, between, 0, units, 0);
      addUnderflow(composed.second(), units);
      return;
    }
    double[] ones = new double[map.inputSize()];
    Arrays.fill(ones, 1);
    addAbsolute(map, 1, ones, units);
    Arrays.setAll(units, i -> units[i] + 1);
  }

  void propagate(AffineLayer affine, int k, int batch) {
    ZonotopeBatch result = zonotopes[k];
    known = Arrays.copyOf(known, Math.max(known.length, batch));
    Arrays.fill(known, 0, batch, 0);
    for (AffineLayer.Term term : affine.terms()) {
      for (int b = 0; b < batch; b++) {
        known[b] = Math.max(known[b], zonotopes[term.source()].symbols(b));
      }
    }
    result.reset(batch, known);
    double[] lost = result.remainder();
    int n = affine.size();
    long summands = SPARE;
    for (AffineLayer.Term term : affine.terms()) {
      summands += term.map().summands();
    }
    for (int t = 0; t < affine.terms().size(); t++) {
      AffineLayer.Term term = affine.terms().get(t);
      ZonotopeBatch source = zonotopes[term.source()];
      multiply(term.map(), source, result, batch);
      double rate = Rounding.gamma(summands) + term.map().coefficientError();
      spreadWithRemainder(source, batch, rate);
      addAbsolute(absolute[k][t], batch, spread, lost);
    }
    for (int b = 0; b < batch; b++) {
      int centre = result.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        double bias = affine.bias()[i];
        result.rows()[centre + i] += bias;
        double biasError = affine.biasError() == null ? 0 : affine.biasError()[i];
        lost[b * n + i] =
            lost[b * n + i] * Intervals.WIDEN
                + 4 * Rounding.UNIT * (Math.abs(bias) + Math.abs(result.rows()[centre + i]))
                + biasError
                + underflow[k][i];
      }
    }
  }

  /** y += |M| x, for each of a batch. */
  private void addAbsolute(LinearMap map, int batch, double[] x, double[] y) {
    if (!isHuge(map)) {
      map.apply(gemm, batch, x, 0, y, 0);
      return;
    }
    double[] product = new double[map.outputSize()];
    for (int b = 0; b < batch; b++) {
      int n = map.inputSize();
      Arrays.fill(product, 0);
      map.applyAbsolute(Arrays.copyOfRange(x, b * n, (b + 1) * n), product);
      for (int i = 0; i < product.length; i++) {
        y[b * product.length + i] += product[i];
      }
    }
  }

  /** Whether a copy of the absolute values would take too much memory. */
  private static boolean isHuge(LinearMap map) {
    return map instanceof DenseMap && map.parameters() > HUGE;
  }

  private void multiply(LinearMap map, ZonotopeBatch from, ZonotopeBatch to, int batch) {
    if (from.hasSameRows(to, batch)) {
      map.apply(gemm, from.rowCount(batch), from.rows(), 0, to.rows(), 0);
      return;
    }
    for (int b = 0; b < batch; b++) {
      map.apply(
          gemm,
          from.symbols(b) + 1,
          from.rows(),
          from.rowStart()[b] * from.size(),
          to.rows(),
          to.rowStart()[b] * to.size());
    }
  }

  /**
   * spread := remainder + rate · (|c| + Σ|G|), what {@code |M|} multiplies in the class comment.
   */
  private void spreadWithRemainder(ZonotopeBatch source, int batch, double rate) {
    int n = source.size();
    if (spread.length < batch * n) {
      spread = new double[batch * n];
    }
    double[] ofSymbols = source.spread(batch);
    for (int b = 0; b < batch; b++) {
      int centre = source.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        int at = b * n + i;
        double size = ofSymbols[at] + Math.abs(source.rows()[centre + i]);
        spread[at] = source.remainder()[at] * Intervals.WIDEN + 2 * rate * size;
      }
    }
  }
}
