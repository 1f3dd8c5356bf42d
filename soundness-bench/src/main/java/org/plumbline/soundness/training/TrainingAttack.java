package org.plumbline.soundness.training;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Projected gradient descent on the margin of every box's label, all restarts side by side: the
 * adversary of training (Madry et al., <em>Towards Deep Learning Models Resistant to Adversarial
 * Attacks</em>, 2018).
 */
final class TrainingAttack {
  /** In units of the radius: nothing is learnt about points that close to the planted one. */
  private static final double TOO_NEAR = 0.01;

  /** First and last step in units of the radius; those between fall geometrically. */
  private static final double FIRST_STEP = 0.25;

  private static final double LAST_STEP = 0.01;

  private final Model model;
  private final List<HiddenPoint> points;
  private final int restarts;
  private final int size;
  private final int rows;
  private final float[] lower;
  private final float[] upper;
  private final float[] byOutput;

  TrainingAttack(Model model, List<HiddenPoint> points, int restarts) {
    this.model = model;
    this.points = points;
    this.restarts = restarts;
    this.size = model.inputs();
    this.rows = points.size() * restarts;
    lower = new float[rows * size];
    upper = new float[rows * size];
    byOutput = new float[rows * Model.CLASSES];
    for (int r = 0; r < rows; r++) {
      HiddenPoint point = points.get(r / restarts);
      for (int i = 0; i < size; i++) {
        lower[r * size + i] = (float) (point.centre()[i] - point.radius());
        upper[r * size + i] = (float) (point.centre()[i] + point.radius());
      }
      int own = r * Model.CLASSES + point.label();
      byOutput[own] = 1;
      byOutput[other(own)] = -1;
    }
  }

  /** The index of a row's other output. */
  static int other(int own) {
    return own ^ 1;
  }

  /**
   * Attacks every box and keeps twice {@code kept} of its points: the ends of the most successful
   * restarts, and where these were at a random moment. A restart that ended at the planted point
   * gives where it was before: cross entropy and hinge would only fight over that point itself.
   */
  float[] run(int steps, int kept, SplittableRandom random) {
    float[] x = new float[rows * size];
    for (int i = 0; i < x.length; i++) {
      x[i] = lower[i] + (upper[i] - lower[i]) * (float) random.nextDouble();
    }
    float[] start = x.clone();
    int moment = random.nextInt(steps);
    float[] midway = x;
    for (int t = 0; t < steps; t++) {
      if (t == moment) {
        midway = x.clone();
      }
      model.forward(rows, x);
      float[] gradient = model.backward(rows, byOutput, false);
      float step = step((double) t / steps);
      for (int i = 0; i < x.length; i++) {
        float moved = x[i] - step * Math.signum(gradient[i]);
        x[i] = Math.max(lower[i], Math.min(upper[i], moved));
      }
    }
    return selection(List.of(x, midway, start), model.forward(rows, x), kept);
  }

  private float step(double part) {
    return (float) (points.get(0).radius() * FIRST_STEP * Math.pow(LAST_STEP / FIRST_STEP, part));
  }

  /**
   * @param moments points of all restarts, latest first
   */
  private float[] selection(List<float[]> moments, float[] outputs, int kept) {
    float[] result = new float[points.size() * 2 * kept * size];
    int next = 0;
    for (int p = 0; p < points.size(); p++) {
      HiddenPoint point = points.get(p);
      int first = p * restarts;
      List<Integer> order =
          IntStream.range(first, first + restarts)
              .boxed()
              .sorted(Comparator.comparing(r -> margin(outputs, r, point.label())))
              .toList();
      for (int k = 0; k < 2 * kept; k++) {
        int from = order.get(k % kept) * size;
        int moment = k / kept;
        while (moment < 2 && isTooNear(point, moments.get(moment), from)) {
          moment++;
        }
        System.arraycopy(moments.get(moment), from, result, next, size);
        next += size;
      }
    }
    return result;
  }

  private boolean isTooNear(HiddenPoint point, float[] x, int from) {
    double distance = 0;
    for (int i = 0; i < size; i++) {
      distance = Math.max(distance, Math.abs(x[from + i] - point.planted()[i]));
    }
    return distance <= TOO_NEAR * point.radius();
  }

  private static float margin(float[] outputs, int row, int label) {
    int own = row * Model.CLASSES + label;
    return outputs[own] - outputs[other(own)];
  }
}
