package org.plumbline.soundness.instance;

import java.math.BigDecimal;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Property;

/**
 * One run of a network in binary32 by {@link Float32ForwardPass}. Where it is unsafe the answer
 * about binary32 is {@link Truth#SAT}, however small the slack is: one order of summation is
 * enough. Where it is safe nothing follows.
 */
public final class Float32Run {
  private Float32Run() {}

  /** False where a coordinate is no binary32 number, or an output is not finite. */
  public static boolean isUnsafe(Network network, Property property, double[] point) {
    float[] x = new float[point.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) point[i];
      if (x[i] != point[i]) {
        return false;
      }
    }
    float[] y = new Float32ForwardPass(network).outputs(x);
    BigDecimal[] outputs = new BigDecimal[y.length];
    for (int j = 0; j < y.length; j++) {
      if (!Float.isFinite(y[j])) {
        return false;
      }
      outputs[j] = new BigDecimal(y[j]);
    }
    return ExactSlack.isUnsafe(property, ExactSlack.exact(point), outputs);
  }
}
