package org.plumbline.falsifier.choice;

import java.util.List;
import org.plumbline.falsifier.image.Distance;

/** The attacks that can be chosen by name. */
public enum AttackKind {
  /** The feature game. */
  GAME,
  /** One step along the signs of the gradient. */
  FGSM,
  /** Projected gradient descent. */
  PGD,
  /** Random squares. */
  SQUARE,
  /** Differential evolution over a few pixels. */
  PIXELS,
  /** Every value of every pixel, one at a time. */
  EVERY_PIXEL,
  /** Bayesian optimisation. */
  BAYES,
  /** Along the boundary, by labels alone. */
  CGBA,
  /** The same, for a class to get to. */
  CGBA_H,
  /** Quadratic programs for an order of classes. */
  TOP_K,
  /** A walk that keeps the class; no search for another one. */
  LEVEL_SET,
  /** Several, one after the other. */
  PORTFOLIO;

  /** Those that it knows, the usual one first. */
  public List<Distance> distances() {
    return switch (this) {
      case GAME -> List.of(Distance.L0, Distance.L1, Distance.L2, Distance.LINF);
      case FGSM, PGD, BAYES -> List.of(Distance.LINF);
      case SQUARE -> List.of(Distance.LINF, Distance.L2);
      case PIXELS, EVERY_PIXEL -> List.of(Distance.L0);
      case CGBA, CGBA_H, TOP_K, LEVEL_SET -> List.of(Distance.L2);
      case PORTFOLIO -> List.of(Distance.LINF, Distance.L2, Distance.L0);
    };
  }

  /** Whether it cannot do without gradients. */
  public boolean asksGradients() {
    return this == FGSM || this == PGD || this == TOP_K || this == LEVEL_SET;
  }

  /** Whether it searches a ball, or else goes as near as it can. */
  public boolean needsLimit() {
    return switch (this) {
      case FGSM, PGD, SQUARE, BAYES, PORTFOLIO -> true;
      default -> false;
    };
  }
}
