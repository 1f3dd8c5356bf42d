package org.plumbline.verifier.bounds.sparse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.AffineLayer;

/**
 * Sparse zonotopes through affine layers: exact but for rounding, which goes into the remainder. If
 * r bounds |c| + Σ|G| of a source entry by entry, one step loses at most {@code γ|M| r} (Rounding),
 * plus the coefficient error, plus {@code |M|} times the remainder there was. What underflow loses
 * is below {@link Rounding#UNDERFLOW}, which stands in every product and every sum.
 */
final class SparseAffine {
  private static final int SPARE = 16;

  /** Numbers of a block of rows that are multiplied at once: 32 MiB. */
  private static final int BLOCK = 1 << 22;

  /** Weights of a matrix of whose absolute values no copy is made: 128 MiB. */
  private static final long HUGE = 1 << 24;

  private final Gemm gemm;

  /** For weights that are read once: none of them is pinned. */
  private final Gemm passing;

  /** Products up to which a layer gets an accurate centre. */
  private final long accurate;

  SparseAffine(Gemm gemm) {
    this(gemm, 0);
  }

  /**
   * @param accurate products of a layer up to which its centre is an {@link AccurateCentre}
   */
  SparseAffine(Gemm gemm, long accurate) {
    this.gemm = gemm;
    this.passing = gemm::accumulate;
    this.accurate = accurate;
  }

  /**
   * @param sources of the terms, in their order
   */
  SparseZonotope image(AffineLayer affine, List<SparseZonotope> sources) {
    long summands = SPARE;
    for (AffineLayer.Term term : affine.terms()) {
      summands += term.map().summandsOfOutputs();
    }
    double rate = Rounding.gamma(summands);
    if (affine.products() <= accurate && AccurateCentre.serves(affine)) {
      double[] centre = AccurateCentre.image(affine, sources);
      double[] rounded = new double[centre.length];
      Arrays.setAll(rounded, i -> 2 * Rounding.UNIT * Math.abs(centre[i]));
      double[] lost = lost(affine, sources, rate, rate * rate, rounded);
      return new SparseZonotope(centre, lost, symbols(affine, sources));
    }
    double[] centre = new double[affine.size()];
    for (int t = 0; t < sources.size(); t++) {
      affine.terms().get(t).map().apply(gemm, 1, sources.get(t).centre(), 0, centre, 0);
    }
    double[] rounded = new double[centre.length];
    for (int i = 0; i < centre.length; i++) {
      centre[i] += affine.bias()[i];
      rounded[i] = 4 * Rounding.UNIT * (Math.abs(affine.bias()[i]) + Math.abs(centre[i]));
    }
    double[] lost = lost(affine, sources, rate, rate, rounded);
    return new SparseZonotope(centre, lost, symbols(affine, sources));
  }

  /**
   * @param rate what a sum of products of a symbol loses, as a share of their absolute values
   * @param centreRate the same of the centre
   * @param rounded what every sum of the centre loses besides
   */
  private double[] lost(
      AffineLayer affine,
      List<SparseZonotope> sources,
      double rate,
      double centreRate,
      double[] rounded) {
    double[] lost = new double[affine.size()];
    for (int t = 0; t < sources.size(); t++) {
      LinearMap map = affine.terms().get(t).map();
      double error = map.coefficientError();
      addAbsolute(map, lossOfEach(sources.get(t), rate + error, centreRate + error), lost);
    }
    for (int i = 0; i < lost.length; i++) {
      double biasError = affine.biasError() == null ? 0 : affine.biasError()[i];
      lost[i] = lost[i] * Intervals.WIDEN + rounded[i] + biasError + Rounding.UNDERFLOW;
    }
    return lost;
  }

  /** {@code |M| r} for the spreads r of the sources, rounded up: no symbols reach further. */
  double[] greatestSpread(AffineLayer affine, List<SparseZonotope> sources) {
    double[] spread = new double[affine.size()];
    for (int t = 0; t < sources.size(); t++) {
      addAbsolute(affine.terms().get(t).map(), sources.get(t).spread(), spread);
    }
    Arrays.setAll(spread, i -> Rounding.inflate(Rounding.inflate(spread[i])));
    return spread;
  }

  /** What {@code |M|} multiplies in the class comment. */
  private static double[] lossOfEach(SparseZonotope source, double rate, double centreRate) {
    double[] loss = new double[source.size()];
    for (int i = 0; i < loss.length; i++) {
      double rounded = rate * source.spread()[i] + centreRate * Math.abs(source.centre()[i]);
      loss[i] = source.remainder()[i] * Intervals.WIDEN + 2 * rounded + Rounding.UNDERFLOW;
    }
    return loss;
  }

  /** y += |M| x. */
  private void addAbsolute(LinearMap map, double[] x, double[] y) {
    if (map.parameters() > HUGE) {
      map.applyAbsolute(x, y);
    } else {
      map.absolute().apply(passing, 1, x, 0, y, 0);
    }
  }

  private List<SparseRow> symbols(AffineLayer affine, List<SparseZonotope> sources) {
    int n = affine.size();
    int known = sources.stream().mapToInt(s -> s.symbols().size()).max().orElse(0);
    int largest = Math.max(n, sources.stream().mapToInt(SparseZonotope::size).max().orElse(1));
    int block = Math.max(1, Math.min(known, BLOCK / largest));
    double[] image = new double[block * n];
    List<SparseRow> rows = new ArrayList<>(known);
    for (int from = 0; from < known; from += block) {
      int count = Math.min(block, known - from);
      Arrays.fill(image, 0);
      for (int t = 0; t < sources.size(); t++) {
        multiply(affine.terms().get(t).map(), sources.get(t), from, count, image);
      }
      for (int r = 0; r < count; r++) {
        rows.add(SparseRow.of(image, r * n, n));
      }
    }
    return rows;
  }

  private void multiply(LinearMap map, SparseZonotope source, int from, int count, double[] image) {
    int known = Math.min(count, source.symbols().size() - from);
    if (known > 0) {
      double[] block = new double[known * source.size()];
      for (int r = 0; r < known; r++) {
        source.symbol(from + r).scatter(block, r * source.size());
      }
      map.apply(gemm, known, block, 0, image, 0);
    }
  }
}
