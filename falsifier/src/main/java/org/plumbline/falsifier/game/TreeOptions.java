package org.plumbline.falsifier.game;

/**
 * @param exploration weight of the confidence term of UCB1; √2 for rewards from 0 to 1
 * @param widening with N visits, {@code ⌈widening · N^exponent⌉} moves are admitted, at least one
 * @param sweeps share of plays in which players who work together look at every feature
 * @param simulations at most; negative for no limit
 */
public record TreeOptions(
    double exploration, double widening, double exponent, double sweeps, long simulations) {
  public TreeOptions {
    if (!(exploration >= 0 && widening > 0 && exponent > 0 && exponent <= 1)) {
      throw new IllegalArgumentException(
          "exploration " + exploration + ", widening " + widening + "·N^" + exponent);
    } else if (!(sweeps >= 0 && sweeps <= 1)) {
      throw new IllegalArgumentException("a share of " + sweeps);
    }
  }

  /** As published, for a number of simulations. */
  public static TreeOptions of(long simulations) {
    return new TreeOptions(Math.sqrt(2), 2, 0.5, 0, simulations);
  }

  int admitted(int visits) {
    return (int) Math.max(1, Math.ceil(widening * Math.pow(visits, exponent)));
  }
}
