package org.plumbline.soundness.deployment.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Float32 inputs at which a runtime is looked at; one seed, the same inputs. */
public final class AuditPoints {
  private static final double SMALL = 0x1p-127;
  private static final double LARGE = 1e30;

  private final int inputs;
  private final SplittableRandom random;

  /**
   * @param inputs numbers of one input
   */
  public AuditPoints(int inputs, long seed) {
    this.inputs = inputs;
    this.random = new SplittableRandom(seed);
  }

  /**
   * By turns from [−1, 1], from [0, 1], ends of these, ±10³⁰, subnormal numbers, and a mixture of
   * all.
   */
  public List<double[]> ofAllSizes(int count) {
    List<double[]> points = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      int kind = p % 6;
      points.add(point(kind));
    }
    return points;
  }

  /** By turns the inside of a range and its ends. */
  public List<double[]> within(double low, double high, int count) {
    List<double[]> points = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      boolean isInside = p % 2 == 0;
      points.add(filled(() -> isInside ? between(low, high) : oneOf(low, high)));
    }
    return points;
  }

  private double[] point(int kind) {
    return switch (kind) {
      case 0 -> filled(() -> between(-1, 1));
      case 1 -> filled(() -> between(0, 1));
      case 2 -> filled(() -> oneOf(-1, 0, 1));
      case 3 -> filled(() -> oneOf(-LARGE, LARGE));
      case 4 -> filled(() -> between(-SMALL, SMALL));
      default -> filled(this::any);
    };
  }

  private double any() {
    return switch (random.nextInt(8)) {
      case 0 -> oneOf(-LARGE, LARGE);
      case 1 -> between(-SMALL, SMALL);
      case 2 -> oneOf(-1, 0, 1);
      default -> between(-1, 1);
    };
  }

  /** A source of numbers. */
  private interface Source {
    double next();
  }

  private double[] filled(Source source) {
    double[] x = new double[inputs];
    Arrays.setAll(x, i -> (float) source.next());
    return x;
  }

  private double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  private double oneOf(double... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
