package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;

/**
 * Zonotopes through activations (Singh et al., <em>Fast and Effective Robustness
 * Certification</em>, NeurIPS 2018: DeepZ): each neuron is enclosed between two parallel lines,
 * whose distance becomes a new noise symbol, or goes into the remainder where there is no room.
 */
final class ActivationZonotopes {
  private final ZonotopeBatch[] zonotopes;
  private final ActivationRelaxation[] tables;
  private final int symbolLimit;
  private final LinearRelaxation lines = new LinearRelaxation();
  private int[] known = new int[0];
  private double[] slope = new double[0];
  private double[] shift = new double[0];
  private double[] halfGap = new double[0];
  private double[] smallest = new double[0];

  ActivationZonotopes(Network network, ZonotopeBatch[] zonotopes, int symbolLimit) {
    this.zonotopes = zonotopes;
    this.symbolLimit = symbolLimit;
    this.tables = new ActivationRelaxation[network.depth()];
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        tables[k] = new ActivationRelaxation(act.activation());
      }
    }
  }

  /**
   * Propagates to an activation layer and narrows its bounds.
   *
   * @param symbols of each subproblem, to which the new ones are added
   */
  void propagate(ActivationLayer act, int k, BatchBounds bounds, int[] symbols) {
    int batch = bounds.batch();
    int n = act.size();
    enclose(act, k, bounds);
    known = Arrays.copyOf(known, Math.max(known.length, batch));
    smallest = Arrays.copyOf(smallest, Math.max(smallest.length, batch));
    for (int b = 0; b < batch; b++) {
      known[b] = symbols[b];
      smallest[b] = ZonotopeBatch.smallestTracked(halfGap, b * n, n, symbolLimit - symbols[b]);
      for (int at = b * n; at < (b + 1) * n; at++) {
        if (halfGap[at] > smallest[b]) {
          known[b]++;
        }
      }
    }
    ZonotopeBatch source = zonotopes[act.source()];
    ZonotopeBatch result = zonotopes[k];
    result.reset(batch, known);
    for (int b = 0; b < batch; b++) {
      transform(source, result, b, n, symbols[b]);
      symbols[b] = known[b];
    }
    ActivationRange.intersect(act, tables[k], k, bounds);
  }

  /** Without symbols for the inputs a zonotope is an interval, and so is its image. */
  void interval(ActivationLayer act, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    int n = act.size();
    ZonotopeBatch result = zonotopes[k];
    result.reset(batch, new int[batch]);
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i++) {
        int at = b * n + i;
        tables[k].range(bounds.lower(act.source())[at], bounds.upper(act.source())[at], lines);
        result.set(b, i, lines.lowerOffset, lines.upperOffset);
        bounds.intersect(k, b, i, lines.lowerOffset, lines.upperOffset);
      }
    }
  }

  /**
   * The parallel lines {@code slope·x + shift ± halfGap} of every neuron of an activation layer.
   */
  private void enclose(ActivationLayer act, int k, BatchBounds bounds) {
    int count = bounds.batch() * act.size();
    if (slope.length < count) {
      slope = new double[count];
      shift = new double[count];
      halfGap = new double[count];
    }
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    for (int at = 0; at < count; at++) {
      tables[k].relaxParallel(low[at], high[at], lines);
      slope[at] = lines.lowerSlope;
      shift[at] = lines.middle();
      halfGap[at] = lines.halfGap();
    }
  }

  private void transform(ZonotopeBatch source, ZonotopeBatch result, int b, int n, int used) {
    int at = b * n;
    double[] rows = result.rows();
    double[] lost = result.remainder();
    double[] ofSymbols = result.spreadToFill();
    int centre = result.rowStart()[b] * n;
    int from = source.rowStart()[b] * n;
    for (int g = 1; g <= source.symbols(b); g++) {
      scale(source.rows(), from + g * n, rows, centre + g * n, ofSymbols, at, n);
    }
    double[] before = source.remainder();
    for (int i = 0; i < n; i++) {
      double scaled = slope[at + i] * source.rows()[from + i];
      rows[centre + i] = scaled + shift[at + i];
      double rounded = ofSymbols[at + i] + Math.abs(scaled) + Math.abs(shift[at + i]);
      lost[at + i] =
          Math.abs(slope[at + i]) * before[at + i] * Intervals.WIDEN
              + 16 * Rounding.UNIT * rounded
              + Rounding.UNDERFLOW;
    }
    int next = centre + (used + 1) * n;
    for (int i = 0; i < n; i++) {
      if (halfGap[at + i] > smallest[b]) {
        rows[next + i] = halfGap[at + i];
        ofSymbols[at + i] += halfGap[at + i];
        next += n;
      } else {
        lost[at + i] += halfGap[at + i];
      }
    }
  }

  /** to := slope ∘ from, and sum += |to|. */
  private void scale(
      double[] from, int start, double[] to, int target, double[] sum, int at, int n) {
    for (int i = 0; i < n; i++) {
      double value = slope[at + i] * from[start + i];
      to[target + i] = value;
      sum[at + i] += Math.abs(value);
    }
  }
}
