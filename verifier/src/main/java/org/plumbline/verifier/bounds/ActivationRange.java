package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;

/** The image of an interval under an activation, which can be narrower than parallel lines are. */
public final class ActivationRange {
  private ActivationRange() {}

  /**
   * Narrows the neurons of layer k by the images of what they read.
   *
   * @param relaxation of the layer's activation
   */
  public static void intersect(
      ActivationLayer act, ActivationRelaxation relaxation, int k, BatchBounds bounds) {
    LinearRelaxation lines = new LinearRelaxation();
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    int n = act.size();
    for (int b = 0; b < bounds.batch(); b++) {
      for (int i = 0; i < n; i++) {
        relaxation.range(low[b * n + i], high[b * n + i], lines);
        bounds.intersect(k, b, i, lines.lowerOffset, lines.upperOffset);
      }
    }
  }
}
