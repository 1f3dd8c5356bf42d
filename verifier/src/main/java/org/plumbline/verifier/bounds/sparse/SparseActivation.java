package org.plumbline.verifier.bounds.sparse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;

/**
 * Sparse zonotopes through activations (Singh et al., <em>Fast and Effective Robustness
 * Certification</em>, NeurIPS 2018: DeepZ): each neuron is enclosed between two parallel lines,
 * {@code slope·x + shift ± gap}, whose gap becomes a new noise symbol, or goes into the remainder
 * where there is no room.
 */
final class SparseActivation {
  private final double[] slope;
  private final double[] shift;
  private final double[] gap;

  SparseActivation(ParallelLines lines) {
    this.slope = lines.slope();
    this.shift = lines.shift();
    this.gap = lines.gap();
  }

  /**
   * @param known symbols that there are before this layer
   * @param most symbols that there may be behind it
   */
  SparseZonotope image(SparseZonotope source, int known, int most) {
    int n = slope.length;
    double smallest = smallestTracked(most - known);
    List<SparseRow> rows = new ArrayList<>();
    double[] spread = new double[n];
    for (int g = 0; g < known; g++) {
      rows.add(source.symbol(g).times(slope));
      rows.get(g).addAbsolute(spread);
    }
    double[] centre = new double[n];
    double[] lost = new double[n];
    for (int i = 0; i < n; i++) {
      double scaled = slope[i] * source.centre()[i];
      centre[i] = scaled + shift[i];
      double rounded = spread[i] + Math.abs(scaled) + Math.abs(shift[i]);
      lost[i] =
          Math.abs(slope[i]) * source.remainder()[i] * Intervals.WIDEN
              + 16 * Rounding.UNIT * rounded
              + Rounding.UNDERFLOW;
    }
    for (int i = 0; i < n; i++) {
      if (gap[i] > smallest) {
        rows.add(SparseRow.of(i, gap[i]));
        spread[i] += gap[i];
      } else {
        lost[i] += gap[i];
      }
    }
    return new SparseZonotope(centre, lost, rows, spread);
  }

  /** A gap gets a symbol if it is greater than this: 0 while there is room for all of them. */
  private double smallestTracked(int left) {
    int room = Math.max(0, left);
    double[] gaps = Arrays.stream(gap).filter(g -> g > 0).sorted().toArray();
    return gaps.length <= room ? 0 : gaps[gaps.length - 1 - room];
  }
}
