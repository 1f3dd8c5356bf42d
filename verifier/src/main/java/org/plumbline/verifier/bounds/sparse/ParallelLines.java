package org.plumbline.verifier.bounds.sparse;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;

/**
 * Each neuron of an activation layer between two parallel lines: {@code slope·x + shift ± gap}.
 *
 * @param gap at least 0, rounded up
 */
record ParallelLines(double[] slope, double[] shift, double[] gap) {
  /**
   * @param low bounds of the neurons that are read
   */
  static ParallelLines of(ActivationLayer act, double[] low, double[] high) {
    int n = act.size();
    double[] slope = new double[n];
    double[] shift = new double[n];
    double[] gap = new double[n];
    ActivationRelaxation relaxation = new ActivationRelaxation(act.activation());
    LinearRelaxation lines = new LinearRelaxation();
    for (int i = 0; i < n; i++) {
      relaxation.relaxParallel(low[i], high[i], lines);
      slope[i] = lines.lowerSlope;
      shift[i] = lines.middle();
      gap[i] = lines.halfGap();
    }
    return new ParallelLines(slope, shift, gap);
  }
}
