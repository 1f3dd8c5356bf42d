package org.plumbline.verifier.branching.space;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.plumbline.network.interval.Box;

/**
 * The inputs of one case of a property and its unsafe polyhedra as rows of doubles. Polyhedron p
 * owns the rows {@code polyhedronStart[p] ≤ r < polyhedronStart[p+1]}; it is reached where {@code
 * outputs[r]·y + inputs[r]·x ≤ limit[r]} for all of them, so that one row with a greater lower
 * bound refutes it. Limits are rounded up; coefficients are rounded to nearest, which the error
 * charges of the first backward step cover.
 *
 * @param box contains every input of the case
 * @param outputs {@code [rows × outputs]}
 * @param inputs {@code [rows × inputs]}, or null where no row speaks of inputs
 * @param limit one per row
 */
public record UnsafeSet(
    Box box, double[][] outputs, double[][] inputs, double[] limit, int[] polyhedronStart) {
  public int rows() {
    return limit.length;
  }

  /** Whether a polyhedron is everything: its only row is {@code 0 ≤ 0}. */
  public boolean isEverything(int polyhedron) {
    int r = polyhedronStart[polyhedron];
    return polyhedronStart[polyhedron + 1] == r + 1
        && limit[r] == 0
        && Arrays.stream(outputs[r]).allMatch(a -> a == 0)
        && (inputs == null || Arrays.stream(inputs[r]).allMatch(a -> a == 0));
  }

  public int polyhedra() {
    return polyhedronStart.length - 1;
  }

  /**
   * How far every polyhedron is from being reached: a positive number refutes them all.
   *
   * @param lower a lower bound of each row
   */
  public double margin(IntToDoubleFunction lower) {
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < polyhedra(); p++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int r = polyhedronStart[p]; r < polyhedronStart[p + 1]; r++) {
        best = Math.max(best, lower.applyAsDouble(r) - limit[r]);
      }
      least = Math.min(least, best);
    }
    return least;
  }
}
