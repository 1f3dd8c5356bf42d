package org.plumbline.verifier.dlv.grid;

import java.util.Arrays;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.ErrorCharges;

/**
 * How far outputs computed in double are at most from those of the network, anywhere on a box. What
 * a layer loses itself is bounded by its charge ({@link ErrorCharges}), what it passes on by {@code
 * |M|} or a Lipschitz constant:
 *
 * <pre>  affine      d' = Σ|M|·d + 2·charge
 *   activation  d' = L·d + 2·charge
 *   maximum     d' = greatest d of the group + 2·charge</pre>
 *
 * Infinite where an activation has no such constant, and where two values are multiplied.
 */
public final class ForwardError {
  private ForwardError() {}

  /** One bound per output; infinite or NaN where nothing is known. */
  public static double[] onBox(Network network, Box box) {
    ErrorCharges charges = new ErrorCharges(network, box);
    double[][] errors = new double[network.depth()][];
    errors[0] = new double[network.inputSize()];
    for (int k = 1; k < errors.length; k++) {
      errors[k] = passedOn(network.layer(k), errors);
      for (int i = 0; i < errors[k].length; i++) {
        errors[k][i] =
            Rounding.inflate(errors[k][i] + 2 * charges.charge(k)[i]) + Rounding.UNDERFLOW;
      }
    }
    return errors[network.outputIndex()];
  }

  private static double[] passedOn(Layer layer, double[][] errors) {
    double[] passed = new double[layer.size()];
    if (layer instanceof AffineLayer affine) {
      for (AffineLayer.Term term : affine.terms()) {
        double[] wider = errors[term.source()].clone();
        Arrays.setAll(wider, i -> Rounding.inflate(wider[i] * (1 + term.map().coefficientError())));
        term.map().applyAbsolute(wider, passed);
      }
    } else if (layer instanceof ActivationLayer act) {
      double lipschitz = lipschitz(act.activation());
      Arrays.setAll(passed, i -> lipschitz * errors[act.source()][i]);
    } else if (layer instanceof MaximumLayer maximum) {
      for (int g = 0; g < passed.length; g++) {
        for (int m = maximum.groupStart()[g]; m < maximum.groupStart()[g + 1]; m++) {
          passed[g] = Math.max(passed[g], errors[maximum.source()][maximum.members()[m]]);
        }
      }
    } else {
      Arrays.fill(passed, Double.POSITIVE_INFINITY);
    }
    return passed;
  }

  private static double lipschitz(Activation activation) {
    return switch (activation.kind()) {
      case RELU, CLIP, SIGMOID, TANH, SIN, COS -> 1;
      case LEAKY_RELU -> Math.max(1, Math.abs(activation.first()));
      default -> Double.POSITIVE_INFINITY;
    };
  }
}
