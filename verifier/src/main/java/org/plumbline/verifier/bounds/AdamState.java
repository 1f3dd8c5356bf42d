package org.plumbline.verifier.bounds;

import java.util.Arrays;

/**
 * First and second moments of gradients (Kingma and Ba, <em>Adam</em>, ICLR 2015), one pair per
 * variable. A buffer.
 */
final class AdamState {
  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;

  private double[] mean = new double[0];
  private double[] square = new double[0];
  private double meanCorrection;
  private double squareCorrection;

  /** Forgets all gradients. */
  void reset(int variables) {
    if (mean.length < variables) {
      mean = new double[variables];
      square = new double[variables];
    } else {
      Arrays.fill(mean, 0, variables, 0);
      Arrays.fill(square, 0, variables, 0);
    }
  }

  /** Starts the step with the given number, from 1. */
  void start(int step) {
    meanCorrection = 1 / (1 - Math.pow(MEAN_DECAY, step));
    squareCorrection = 1 / (1 - Math.pow(SQUARE_DECAY, step));
  }

  /** How far to move a variable along its gradient, in units of the learning rate. */
  double move(int variable, double gradient) {
    double m = MEAN_DECAY * mean[variable] + (1 - MEAN_DECAY) * gradient;
    double v = SQUARE_DECAY * square[variable] + (1 - SQUARE_DECAY) * gradient * gradient;
    mean[variable] = m;
    square[variable] = v;
    return v > 0 ? m * meanCorrection / Math.sqrt(v * squareCorrection) : 0;
  }
}
