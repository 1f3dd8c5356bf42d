package org.plumbline.falsifier.gradient;

/**
 * Descent with steps scaled by running moments of the gradient: Kingma, Ba, <em>Adam: A Method for
 * Stochastic Optimization</em>, 2015.
 */
final class AdamStep {
  private static final double FIRST_MOMENT = 0.9;
  private static final double SECOND_MOMENT = 0.99;

  private final double size;
  private final double[] mean;
  private final double[] square;
  private int steps;

  AdamStep(int values, double size) {
    this.size = size;
    this.mean = new double[values];
    this.square = new double[values];
  }

  /**
   * Moves x against a gradient; a part that is no number counts as 0.
   *
   * @param part of the full step
   */
  void move(double[] x, double[] gradient, double part) {
    steps++;
    double meanBias = 1 - Math.pow(FIRST_MOMENT, steps);
    double squareBias = 1 - Math.pow(SECOND_MOMENT, steps);
    for (int i = 0; i < x.length; i++) {
      double g = Double.isFinite(gradient[i]) ? gradient[i] : 0;
      mean[i] = FIRST_MOMENT * mean[i] + (1 - FIRST_MOMENT) * g;
      square[i] = SECOND_MOMENT * square[i] + (1 - SECOND_MOMENT) * g * g;
      double scale = Math.sqrt(square[i] / squareBias);
      if (scale > 0 && Double.isFinite(scale)) {
        x[i] -= part * size * mean[i] / meanBias / scale;
      }
    }
  }
}
