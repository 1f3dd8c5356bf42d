package org.plumbline.falsifier.game;

import java.util.SplittableRandom;

/** Draws by weights. */
final class Dice {
  private Dice() {}

  /** An index with a probability in proportion to its weight; −1 if all are 0. */
  static int draw(double[] weights, SplittableRandom random) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double rest = random.nextDouble() * total;
    int last = -1;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        last = k;
        rest -= weights[k];
        if (rest < 0) {
          return k;
        }
      }
    }
    return last;
  }
}
