package org.plumbline.verifier.grid;

import java.util.Arrays;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.dlv.grid.BoxBounds;
import org.plumbline.verifier.dlv.grid.ForwardError;

/**
 * Proved Lipschitz constants of the leads {@code f_j = y_label − y_j} on a box: {@code |f_j(x) −
 * f_j(x')| ≤ h_j·‖x − x'‖}. By Hölder's inequality h_j is the dual norm of the {@link
 * SecantGradients}: their sum for L∞, their Euclidean norm for L2, their greatest for L1. Constants
 * of the whole domain are useless for real networks; those of a small box are not.
 *
 * @param constants per output; the label's own is 0
 * @param error how far a lead computed in double may be off, anywhere on the box
 */
record LocalLipschitz(int label, double[] constants, double error) {
  /**
   * @param norm L1, L2 or L∞, over values that vary
   */
  static LocalLipschitz on(Network network, Box box, int label, Distance norm, Gemm gemm) {
    BatchBounds bounds = BoxBounds.of(network, box, gemm);
    SecantGradients gradients = new SecantGradients(bounds, gemm);
    double[] constants = new double[network.outputSize()];
    int[] varying = box.varying();
    for (int j = 0; j < constants.length; j++) {
      if (j != label) {
        double[] weights = new double[constants.length];
        weights[label] = 1;
        weights[j] = -1;
        double[] greatest = gradients.greatest(weights);
        constants[j] = dual(norm, Arrays.stream(varying).mapToDouble(i -> greatest[i]).toArray());
      }
    }
    double[] off = ForwardError.onBox(network, box);
    return new LocalLipschitz(
        label, constants, Rounding.inflate(4 * Arrays.stream(off).max().orElse(0)));
  }

  private static double dual(Distance norm, double[] greatest) {
    double sum =
        switch (norm) {
          case LINF -> Arrays.stream(greatest).sum();
          case L2 -> Math.sqrt(Arrays.stream(greatest).map(g -> g * g).sum());
          case L1 -> Arrays.stream(greatest).max().orElse(0);
          case L0 -> throw new IllegalArgumentException("L0 is no norm");
        };
    return Rounding.inflate(sum * (1 + Rounding.gamma(greatest.length + 8)));
  }

  /** The greatest of the constants. */
  double greatest() {
    return Arrays.stream(constants).max().orElse(0);
  }

  /**
   * How far, at least, the nearest input of the box is from a point of it that has or ties another
   * class; negative where that is not proved of the point itself.
   *
   * @param y outputs computed in double, from an offset on
   */
  double reach(double[] y, int start) {
    double reach = Double.POSITIVE_INFINITY;
    for (int j = 0; j < constants.length; j++) {
      if (j != label) {
        double lead = y[start + label] - y[start + j];
        lead -= error + 4 * Rounding.UNIT * Math.abs(lead);
        double own = lead > 0 ? lead / constants[j] * (1 - 4 * Rounding.UNIT) : -1;
        reach = own <= reach ? own : Double.isNaN(own) ? -1 : reach;
      }
    }
    return reach;
  }
}
