package org.plumbline.falsifier.game;

/**
 * What the two players make of a game's payoff, the distance of the adversarial image: the first
 * picks a feature, the second a manipulation in it.
 */
public enum Players {
  /** Both want it small: the value is the finite maximum safe radius. */
  COOPERATIVE(Choice.LEAST, Choice.LEAST),
  /** The second works against the first. */
  ADVERSARIAL(Choice.LEAST, Choice.GREATEST),
  /** The second is nature: it draws manipulations by the weights of pixels. */
  RANDOM(Choice.LEAST, Choice.MEAN),
  /** The first protects the image, the second attacks it: the feature robustness of DeepGame. */
  COMPETITIVE(Choice.GREATEST, Choice.LEAST);

  /** How the values of moves make the value of a position. */
  enum Choice {
    LEAST,
    GREATEST,
    MEAN;

    boolean prefers(double value, double to) {
      return this == LEAST ? value < to : value > to;
    }
  }

  private final Choice first;
  private final Choice second;

  Players(Choice first, Choice second) {
    this.first = first;
    this.second = second;
  }

  Choice first() {
    return first;
  }

  Choice second() {
    return second;
  }
}
