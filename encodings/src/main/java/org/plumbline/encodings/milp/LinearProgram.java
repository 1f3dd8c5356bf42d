package org.plumbline.encodings.milp;

/**
 * The least value of {@code c·x} over a box where {@code Aᵢ·x ≤ bᵢ}, to be found together with the
 * multiplier of every row. Solvers compute in doubles: whoever relies on the multipliers bounds the
 * Lagrangian with them again, which any multipliers ≥ 0 allow.
 *
 * @param objective c, one per variable
 * @param rows A, {@code [rows][variables]}
 * @param limits b, one per row
 * @param lower ends of the box, finite
 * @param upper ends of the box, finite
 */
public record LinearProgram(
    double[] objective, double[][] rows, double[] limits, double[] lower, double[] upper) {
  /** How the program ended. */
  public sealed interface Outcome {}

  /**
   * An optimal point.
   *
   * @param multipliers λ ≥ 0 with {@code c·x + λ·(Ax − b)} least over the box at the same value
   */
  public record Optimal(double[] point, double[] multipliers, double value) implements Outcome {}

  /**
   * No point satisfies the rows.
   *
   * @param multipliers λ ≥ 0, of sum 1
   * @param violation positive, the least value of {@code λ·(Ax − b)} over the box
   */
  public record Infeasible(double[] multipliers, double violation) implements Outcome {}
}
