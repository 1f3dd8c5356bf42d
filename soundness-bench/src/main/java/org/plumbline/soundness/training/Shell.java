package org.plumbline.soundness.training;

import java.util.SplittableRandom;

/**
 * Points of a box around its planted point, as many at every order of distance: where a needle has
 * to have ended. Attacks would come by there too, but far less often.
 */
final class Shell {
  /** Least and greatest distance in units of the radius. */
  private static final double NEAREST = 0.01;

  private static final double FURTHEST = 0.5;

  private Shell() {}

  /** Writes one point at an offset of an array. */
  static void draw(HiddenPoint point, SplittableRandom random, float[] x, int at) {
    int size = point.centre().length;
    double[] direction = new double[size];
    double greatest = 0;
    for (int i = 0; i < size; i++) {
      direction[i] = random.nextDouble(-1, 1);
      greatest = Math.max(greatest, Math.abs(direction[i]));
    }
    double distance = point.radius() * NEAREST * Math.pow(FURTHEST / NEAREST, random.nextDouble());
    for (int i = 0; i < size; i++) {
      double inward = point.centre()[i] - point.planted()[i];
      double offset = distance * direction[i] / greatest;
      // Reflected where it would leave the box, so that the distance stays.
      boolean leaves = Math.abs(offset - inward) > point.radius();
      x[at + i] = (float) (point.planted()[i] + (leaves ? -offset : offset));
    }
  }
}
