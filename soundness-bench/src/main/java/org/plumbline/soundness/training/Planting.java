package org.plumbline.soundness.training;

import java.util.Locale;
import java.util.SplittableRandom;

/** Where in its box a counterexample is planted. */
public enum Planting {
  /**
   * As the paper describes it: uniform noise, of which only what comes within 2 % of the boundary
   * is kept, at least one coordinate; all others move by the same small amount.
   */
  BOUNDARY {
    @Override
    double[] offsets(int size, SplittableRandom random) {
      double rest = random.nextDouble(-SMALL, SMALL);
      double[] offsets = new double[size];
      boolean isKept = false;
      for (int i = 0; i < size; i++) {
        double noise = random.nextDouble(-1, 1);
        boolean isNear = Math.abs(noise) >= NEAR;
        offsets[i] = isNear ? noise : rest;
        isKept |= isNear;
      }
      if (!isKept) {
        double noise = random.nextDouble(NEAR, 1);
        offsets[random.nextInt(size)] = random.nextBoolean() ? noise : -noise;
      }
      return offsets;
    }
  },

  /** At a random corner, which is what the released code of the paper does. */
  CORNER {
    @Override
    double[] offsets(int size, SplittableRandom random) {
      double[] offsets = new double[size];
      for (int i = 0; i < size; i++) {
        offsets[i] = random.nextBoolean() ? 1 : -1;
      }
      return offsets;
    }
  };

  /** The paper's 0.98. */
  static final double NEAR = 0.98;

  /** The paper's 0.001 in a box of radius 0.02. */
  static final double SMALL = 0.05;

  /** Offsets from the centre in units of the radius. */
  abstract double[] offsets(int size, SplittableRandom random);

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
