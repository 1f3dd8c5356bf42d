package org.plumbline.soundness.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The eight strengths of projected gradient descent by which the paper selects its instances, in
 * single precision. Every point on the way counts, not the last one only: a restart of many steps
 * covers one of fewer steps of the same size, so each step size is run once, for its most steps.
 */
public final class PaperAttack {
  /** Step size in units of the radius, and number of steps. */
  public record Strength(double step, int steps) {}

  public static final List<Strength> STRENGTHS =
      List.of(
          new Strength(0.25, 0),
          new Strength(0.25, 100),
          new Strength(0.02, 100),
          new Strength(0.02, 250),
          new Strength(0.02, 500),
          new Strength(0.01, 1000),
          new Strength(0.01, 3000),
          new Strength(0.01, 5000));

  /** Restarts that share a pass: their values stay in the second-level cache. */
  private static final int BLOCK = 250;

  /**
   * What the attack on one box came to.
   *
   * @param found a point of the other class
   * @param evaluations of the network and, but for the last of each restart, of its gradient
   * @param leastMargin of the label over the other class
   */
  public record Result(Optional<float[]> found, long evaluations, double leastMargin) {}

  private final Model model;

  PaperAttack(Model model) {
    this.model = model;
  }

  /** The strengths that cover all others. */
  static List<Strength> longest() {
    return STRENGTHS.stream()
        .filter(
            one ->
                STRENGTHS.stream()
                    .noneMatch(other -> other.step() == one.step() && other.steps() > one.steps()))
        .toList();
  }

  /** Runs all strengths until one succeeds. */
  Result run(HiddenPoint point, int restarts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long evaluations = 0;
    float least = Float.POSITIVE_INFINITY;
    for (Strength strength : longest()) {
      for (int first = 0; first < restarts; first += BLOCK) {
        int rows = Math.min(BLOCK, restarts - first);
        Descent descent = new Descent(point, strength, rows, random.split());
        Optional<float[]> found = descent.run();
        evaluations += descent.evaluations;
        least = Math.min(least, descent.least);
        if (found.isPresent()) {
          return new Result(found, evaluations, least);
        }
      }
    }
    return new Result(Optional.empty(), evaluations, least);
  }

  /** Restarts of one strength, side by side. */
  private final class Descent {
    private final HiddenPoint point;
    private final int steps;
    private final float step;
    private final int rows;
    private final int size = model.inputs();
    private final float[] lower;
    private final float[] upper;
    private final float[] x;
    private final float[] byOutput;
    private long evaluations;
    private float least = Float.POSITIVE_INFINITY;

    Descent(HiddenPoint point, Strength strength, int rows, SplittableRandom random) {
      this.point = point;
      this.steps = strength.steps();
      this.step = (float) (strength.step() * point.radius());
      this.rows = rows;
      lower = new float[rows * size];
      upper = new float[rows * size];
      x = new float[rows * size];
      byOutput = new float[rows * Model.CLASSES];
      for (int k = 0; k < x.length; k++) {
        double centre = point.centre()[k % size];
        lower[k] = (float) (centre - point.radius());
        upper[k] = (float) (centre + point.radius());
        x[k] = (float) (centre + random.nextDouble(-point.radius(), point.radius()));
      }
      Arrays.fill(byOutput, -1);
      for (int own = point.label(); own < byOutput.length; own += Model.CLASSES) {
        byOutput[own] = 1;
      }
    }

    Optional<float[]> run() {
      for (int t = 0; ; t++) {
        float[] y = model.forward(rows, x);
        evaluations += rows;
        int unsafe = firstUnsafe(y);
        if (unsafe >= 0) {
          return Optional.of(Arrays.copyOfRange(x, unsafe * size, (unsafe + 1) * size));
        }
        if (t == steps) {
          return Optional.empty();
        }
        float[] gradient = model.backward(rows, byOutput, false);
        for (int k = 0; k < x.length; k++) {
          float moved = x[k] - step * Math.signum(gradient[k]);
          x[k] = Math.max(lower[k], Math.min(upper[k], moved));
        }
      }
    }

    /** Negative when every row has its label, which NaN is not. */
    private int firstUnsafe(float[] y) {
      for (int r = 0; r < rows; r++) {
        int own = r * Model.CLASSES + point.label();
        float margin = y[own] - y[TrainingAttack.other(own)];
        least = Math.min(least, margin);
        if (!(margin > 0)) {
          return r;
        }
      }
      return -1;
    }
  }
}
