package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.certificates.slope.ReluDifferenceSlopes;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Zonotopes through differences of ReLUs (Teuber et al., <em>Revisiting Differential
 * Verification</em>, 2024): each is enclosed between two parallel planes {@code p·z + q·d + t ±
 * gap}, of which the first part is a sum of zonotopes; the gap becomes a new noise symbol, or goes
 * into the remainder where there is no room.
 */
final class ReluDifferenceZonotopes {
  private final ZonotopeBatch[] zonotopes;
  private final int symbolLimit;
  private final ReluDifferenceSlopes slopes = new ReluDifferenceSlopes();
  private final ReluDifferenceOffset offset = new ReluDifferenceOffset();
  private int[] known = new int[0];
  private double[] smallest = new double[0];
  private double[] ofBase = new double[0];
  private double[] ofChange = new double[0];
  private double[] shift = new double[0];
  private double[] halfGap = new double[0];

  /**
   * @param symbolLimit of each layer
   */
  ReluDifferenceZonotopes(ZonotopeBatch[] zonotopes, int symbolLimit) {
    this.zonotopes = zonotopes;
    this.symbolLimit = symbolLimit;
  }

  /**
   * Propagates to layer k and narrows its bounds.
   *
   * @param symbols of each subproblem, to which the new ones are added
   * @param isTracked whether inputs have symbols; else a zonotope is an interval, and so is its
   *     image
   */
  void propagate(
      ReluDifferenceLayer layer, int k, BatchBounds bounds, int[] symbols, boolean isTracked) {
    int n = layer.size();
    for (int at = 0; at < bounds.batch() * n; at++) {
      ReluDifferenceRelaxation.intersectRange(layer, k, at / n, at % n, bounds);
    }
    if (isTracked) {
      enclose(layer, bounds);
      transform(layer, k, bounds.batch(), symbols);
      return;
    }
    zonotopes[k].reset(bounds.batch(), new int[bounds.batch()]);
    for (int at = 0; at < bounds.batch() * n; at++) {
      zonotopes[k].set(at / n, at % n, bounds.lower(k)[at], bounds.upper(k)[at]);
    }
  }

  /** The parallel planes of every neuron. */
  private void enclose(ReluDifferenceLayer layer, BatchBounds bounds) {
    int count = bounds.batch() * layer.size();
    if (shift.length < count) {
      ofBase = new double[count];
      ofChange = new double[count];
      shift = new double[count];
      halfGap = new double[count];
    }
    for (int at = 0; at < count; at++) {
      double l = bounds.lower(layer.base())[at];
      double u = bounds.upper(layer.base())[at];
      double m = bounds.lower(layer.change())[at];
      double v = bounds.upper(layer.change())[at];
      if (ReluDifferenceSlopes.isLinear(l, u, m, v)) {
        ofChange[at] = l + m >= 0 ? 1 : 0;
        ofBase[at] = ofChange[at] - (l >= 0 ? 1 : 0);
        shift[at] = 0;
        halfGap[at] = 0;
      } else {
        slopes.parallel(l, u, m, v);
        ofBase[at] = slopes.ofBase();
        ofChange[at] = slopes.ofChange();
        offset.enclose(ofBase[at], ofChange[at], l, u, m, v);
        shift[at] = 0.5 * offset.greatest() + 0.5 * offset.least();
        halfGap[at] =
            Math.max(offset.greatest() - shift[at], shift[at] - offset.least()) * Intervals.WIDEN
                + Rounding.UNDERFLOW;
      }
    }
  }

  private void transform(ReluDifferenceLayer layer, int k, int batch, int[] symbols) {
    int n = layer.size();
    known = Arrays.copyOf(known, Math.max(known.length, batch));
    smallest = Arrays.copyOf(smallest, Math.max(smallest.length, batch));
    for (int b = 0; b < batch; b++) {
      int room = symbolLimit - symbols[b];
      smallest[b] = ZonotopeBatch.smallestTracked(halfGap, b * n, n, room);
      known[b] = symbols[b];
      for (int at = b * n; at < (b + 1) * n; at++) {
        known[b] += halfGap[at] > smallest[b] ? 1 : 0;
      }
    }
    ZonotopeBatch result = zonotopes[k];
    result.reset(batch, known);
    for (int b = 0; b < batch; b++) {
      add(zonotopes[layer.base()], ofBase, result, b);
      add(zonotopes[layer.change()], ofChange, result, b);
      addGaps(result, b, symbols[b]);
      symbols[b] = known[b];
    }
  }

  /** Adds the multiples of the rows of a source, and what it does not know, to those of a layer. */
  private static void add(ZonotopeBatch source, double[] slope, ZonotopeBatch result, int b) {
    int n = result.size();
    for (int g = 0; g <= source.symbols(b); g++) {
      int from = (source.rowStart()[b] + g) * n;
      int to = (result.rowStart()[b] + g) * n;
      for (int i = 0; i < n; i++) {
        double scaled = slope[b * n + i] * source.rows()[from + i];
        result.rows()[to + i] += scaled;
        result.remainder()[b * n + i] += 4 * Rounding.UNIT * Math.abs(scaled);
      }
    }
    for (int at = b * n; at < (b + 1) * n; at++) {
      result.remainder()[at] += Math.abs(slope[at]) * source.remainder()[at] * Intervals.WIDEN;
    }
  }

  private void addGaps(ZonotopeBatch result, int b, int used) {
    int n = result.size();
    int centre = result.rowStart()[b] * n;
    int next = centre + (used + 1) * n;
    for (int i = 0; i < n; i++) {
      int at = b * n + i;
      result.rows()[centre + i] += shift[at];
      double rounded =
          4 * Rounding.UNIT * (Math.abs(result.rows()[centre + i]) + Math.abs(shift[at]));
      result.remainder()[at] += rounded + Rounding.UNDERFLOW;
      if (halfGap[at] > smallest[b]) {
        result.rows()[next + i] = halfGap[at];
        next += n;
      } else {
        result.remainder()[at] += halfGap[at];
      }
      result.remainder()[at] *= Intervals.WIDEN;
    }
  }
}
