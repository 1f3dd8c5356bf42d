package org.plumbline.verifier.branching.clipping;

import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * The part of a subproblem's box from which an unsafe polyhedron may still be reached: each open
 * polyhedron clips a copy of the box by its own rows, and the hull of the copies remains.
 */
public final class RemainingBox {
  private final int[] varying;
  private final Subproblem subproblem;
  private final LinearForms forms;
  private final double[] compressed;
  private double[] lower;
  private double[] upper;

  public RemainingBox(int[] varying, Subproblem subproblem, LinearForms forms) {
    this.varying = varying;
    this.subproblem = subproblem;
    this.forms = forms;
    this.compressed = new double[varying.length];
  }

  /**
   * Takes in one polyhedron with the rows {@code first … end}; false if its rows leave nothing of
   * the box, so that it is refuted.
   */
  public boolean include(
      int first, int end, UnsafeSet set, int firstLimit, int b, BatchBounds bounds) {
    double[] low = subproblem.lower().clone();
    double[] high = subproblem.upper().clone();
    for (int row = first; row < end; row++) {
      double constant = compress(row, b, bounds);
      double limit = set.limit()[firstLimit + row - first];
      if (!InputClipper.clip(compressed, 0, constant, limit, low, high)) {
        return false;
      }
    }
    if (lower == null) {
      lower = low;
      upper = high;
      return true;
    }
    for (int v = 0; v < low.length; v++) {
      lower[v] = Math.min(lower[v], low[v]);
      upper[v] = Math.max(upper[v], high[v]);
    }
    return true;
  }

  /**
   * Coefficients of the varying inputs; the others go, rounded down, into the constant returned.
   */
  private double compress(int row, int b, BatchBounds bounds) {
    int n = forms.inputs();
    double[] a = forms.coefficients();
    double[] low = bounds.lower(0);
    double[] high = bounds.upper(0);
    double constant = forms.constant()[row];
    for (int v = 0; v < varying.length; v++) {
      compressed[v] = a[row * n + varying[v]];
    }
    if (varying.length == n) {
      return constant;
    }
    double size = Math.abs(constant);
    int v = 0;
    for (int i = 0; i < n; i++) {
      if (v < varying.length && varying[v] == i) {
        v++;
      } else {
        double slope = a[row * n + i];
        double term = slope * (slope >= 0 ? low[b * n + i] : high[b * n + i]);
        constant += term;
        size += Math.abs(term);
      }
    }
    return constant - size * (n + 8) * 0x1p-52;
  }

  public double[] lower() {
    return lower;
  }

  public double[] upper() {
    return upper;
  }

  /** How much of the subproblem's volume remains, between 0 and 1. */
  public double keptShare() {
    double kept = 1;
    for (int v = 0; v < lower.length; v++) {
      double width = subproblem.upper()[v] - subproblem.lower()[v];
      if (width > 0) {
        kept *= Math.max(0, Math.min(1, (upper[v] - lower[v]) / width));
      }
    }
    return kept;
  }
}
