package org.plumbline.verifier.bounds.sparse;

import java.util.List;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;

/**
 * One layer's values as a zonotope with an interval remainder:
 *
 * <pre>y = c + Σ_g ε_g · G_g + η ∘ remainder,   ε_g, η_i ∈ [−1, 1]</pre>
 *
 * @param symbols G, one row for each noise symbol in the order in which symbols were created; a
 *     layer may know fewer than a later one, whose rows are zero
 * @param spread {@code Σ_g |G_g|} of each neuron
 */
record SparseZonotope(
    double[] centre, double[] remainder, List<SparseRow> symbols, double[] spread) {
  SparseZonotope {
    symbols = List.copyOf(symbols);
  }

  /** The spread is summed. */
  SparseZonotope(double[] centre, double[] remainder, List<SparseRow> symbols) {
    this(centre, remainder, symbols, sum(symbols, centre.length));
  }

  private static double[] sum(List<SparseRow> symbols, int n) {
    double[] spread = new double[n];
    symbols.forEach(row -> row.addAbsolute(spread));
    return spread;
  }

  int size() {
    return centre.length;
  }

  /** How far a neuron reaches from its centre; covers that an end is rounded. */
  double radius(int i) {
    return (spread[i] + remainder[i]) * Intervals.WIDEN
        + Math.abs(centre[i]) * 0x1p-52
        + Rounding.UNDERFLOW;
  }

  SparseRow symbol(int g) {
    return g < symbols.size() ? symbols.get(g) : SparseRow.ZERO;
  }
}
