package org.plumbline.verifier.grid;

import java.util.Optional;

/**
 * What is known of two radii: the maximum safe radius over all inputs (MSR), and the finite one
 * over the points of the grid (FMSR).
 *
 * @param lower no input nearer than this has or ties another class, as was proved
 * @param upper a point of the grid at this distance has; infinite if none was found
 * @param nearest that point; its outputs in double have another class
 * @param finiteLower no point of the grid nearer than this has, as was proved
 * @param gridError {@code d(k, τ)/2}, half the diagonal of a cell
 * @param ball radius of the ball that was searched last
 * @param lipschitz the greatest of the constants of that ball
 * @param points of the grid that were evaluated
 */
public record GridRadius(
    double lower,
    double upper,
    Optional<double[]> nearest,
    double finiteLower,
    double gridError,
    double ball,
    double lipschitz,
    long points) {

  /** Whether both radii are known to differ by no more than the error of the grid. */
  public boolean isWithinGridError() {
    return upper - lower <= gridError;
  }

  /** Whether the finite radius is known. */
  public boolean isFiniteExact() {
    return finiteLower >= upper * (1 - 0x1p-40);
  }

  /** The better bounds of both, about a larger ball. */
  GridRadius join(GridRadius larger) {
    return new GridRadius(
        Math.max(lower, larger.lower),
        Math.min(upper, larger.upper),
        larger.upper <= upper ? larger.nearest : nearest,
        Math.max(finiteLower, larger.finiteLower),
        larger.gridError,
        larger.ball,
        larger.lipschitz,
        points + larger.points);
  }
}
