package org.plumbline.soundness.training.layer;

import java.util.SplittableRandom;

/** Numbers that training changes, and the gradient of the loss by them. */
public record Parameter(float[] values, float[] gradient) {
  static Parameter zeros(int count) {
    return new Parameter(new float[count], new float[count]);
  }

  /** Uniform. */
  static Parameter random(int count, double deviation, SplittableRandom random) {
    Parameter parameter = zeros(count);
    double limit = deviation * Math.sqrt(3);
    for (int i = 0; i < count; i++) {
      parameter.values[i] = (float) random.nextDouble(-limit, limit);
    }
    return parameter;
  }

  double[] widened() {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
