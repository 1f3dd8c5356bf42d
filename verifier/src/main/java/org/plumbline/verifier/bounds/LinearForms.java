package org.plumbline.verifier.bounds;

import java.util.Arrays;

/**
 * Rows of a backward pass. Before it: what to bound, {@code start · y + input · x}, where y is the
 * layer the pass starts from. After it: {@code start · y + input · x ≥ coefficients · x + constant}
 * for every x in the owner's box, and the minimum of that over the box. All three hold exactly: the
 * rounding of the pass is already subtracted.
 */
public final class LinearForms {
  private final int inputs;
  private int startSize;
  private int rows;
  private int[] owner = new int[0];
  private double[] start = new double[0];
  private double[] coefficients = new double[0];
  private double[] constant = new double[0];
  private double[] lower = new double[0];

  public LinearForms(int inputs) {
    this.inputs = inputs;
  }

  /** Makes room for rows over a start layer of the given size, all zero. */
  public void reset(int newRows, int newStartSize) {
    rows = newRows;
    startSize = newStartSize;
    if (owner.length < rows) {
      owner = new int[rows];
      constant = new double[rows];
      lower = new double[rows];
    }
    start = zeroed(start, rows * startSize);
    coefficients = zeroed(coefficients, rows * inputs);
    Arrays.fill(constant, 0, rows, 0);
  }

  private static double[] zeroed(double[] buffer, int needed) {
    if (buffer.length < needed) {
      return new double[needed];
    }
    Arrays.fill(buffer, 0, needed, 0);
    return buffer;
  }

  public int rows() {
    return rows;
  }

  public int inputs() {
    return inputs;
  }

  public int startSize() {
    return startSize;
  }

  /** Subproblem of the batch that each row belongs to. */
  public int[] owner() {
    return owner;
  }

  /** {@code [rows × startSize]}, set before the pass. */
  public double[] start() {
    return start;
  }

  /** {@code [rows × inputs]}: before the pass the row's own input terms, after it the form's. */
  public double[] coefficients() {
    return coefficients;
  }

  /** {@code [rows]}, set by the pass. */
  public double[] constant() {
    return constant;
  }

  /** {@code [rows]}, minimum over the owner's box, set by the pass; NaN proves nothing. */
  public double[] lower() {
    return lower;
  }
}
