package org.plumbline.soundness.fuzz.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;

/** A box around a point, and float32 points of it; one point, one box. */
final class SmallBox {
  private final double[] centre;
  private final SplittableRandom random;
  private final Box box;

  SmallBox(double[] centre) {
    this.centre = centre;
    this.random = new SplittableRandom(Arrays.hashCode(centre));
    double[] lower = new double[centre.length];
    double[] upper = new double[centre.length];
    double share = Math.scalb(1.0, -random.nextInt(0, 24));
    for (int i = 0; i < lower.length; i++) {
      double radius = share * Math.max(Float.MIN_NORMAL, Math.abs(centre[i]));
      lower[i] = held(centre[i] - radius);
      upper[i] = held(centre[i] + radius);
    }
    this.box = new Box(lower, upper);
  }

  private static double held(double value) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  Box box() {
    return box;
  }

  /** The centre, corners, and others. */
  List<double[]> points(int count) {
    List<double[]> points = new ArrayList<>(List.of(centre));
    while (points.size() < count) {
      boolean isCorner = random.nextBoolean();
      double[] x = new double[centre.length];
      Arrays.setAll(x, i -> between(i, isCorner));
      points.add(x);
    }
    return points;
  }

  private double between(int i, boolean isCorner) {
    double low = box.lower()[i];
    double high = box.upper()[i];
    if (isCorner) {
      return random.nextBoolean() ? low : high;
    }
    double value = (float) (low + random.nextDouble() * (high - low));
    return Math.max(low, Math.min(high, value));
  }
}
