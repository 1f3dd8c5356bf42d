package org.plumbline.falsifier.game;

/**
 * A lower bound of how far any adversarial image is from an image, by its margin. It has to be
 * proved for the whole ball that is searched: whatever {@link BestFirstSearch} reports rests on it.
 */
@FunctionalInterface
public interface FlipDistance {
  /** Nothing is known: 0 for every margin. */
  FlipDistance NONE = margin -> 0;

  double ofMargin(double margin);

  /**
   * Of margins that change by at most the constant times the distance.
   *
   * @param constant a proved Lipschitz constant of the margin, in the distance of the game
   */
  static FlipDistance lipschitz(double constant) {
    if (!(constant > 0)) {
      throw new IllegalArgumentException("a Lipschitz constant of " + constant);
    }
    return margin -> Math.max(0, margin) / constant;
  }
}
