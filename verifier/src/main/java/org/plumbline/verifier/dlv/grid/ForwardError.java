package org.plumbline.verifier.dlv.grid;

import java.util.Arrays;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.verifier.bounds.ErrorCharges;

/**
 * How far outputs computed in double are at most from those of the network, anywhere on a box. What
 * a layer loses itself is bounded by its charge ({@link ErrorCharges}), what it passes on by {@code
 * |M|} or a Lipschitz constant:
 *
 * <pre>  affine      d' = Σ|M|·d + 2·charge
 *   activation  d' = L·d + 2·charge
 *   difference  d' = d of the base + d of the change + 2·charge
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
      errors[k] = network.layer(k).accept(new PassedOn(errors));
      for (int i = 0; i < errors[k].length; i++) {
        errors[k][i] =
            Rounding.inflate(errors[k][i] + 2 * charges.charge(k)[i]) + Rounding.UNDERFLOW;
      }
    }
    return errors[network.outputIndex()];
  }

  /** What a layer passes on of the errors before it. */
  private record PassedOn(double[][] errors) implements ComputedLayerVisitor<double[]> {
    @Override
    public double[] visitAffine(AffineLayer layer) {
      double[] passed = new double[layer.size()];
      for (AffineLayer.Term term : layer.terms()) {
        double[] wider = errors[term.source()].clone();
        Arrays.setAll(wider, i -> Rounding.inflate(wider[i] * (1 + term.map().coefficientError())));
        term.map().applyAbsolute(wider, passed);
      }
      return passed;
    }

    @Override
    public double[] visitActivation(ActivationLayer layer) {
      double[] passed = new double[layer.size()];
      double lipschitz = lipschitz(layer.activation());
      Arrays.setAll(passed, i -> lipschitz * errors[layer.source()][i]);
      return passed;
    }

    @Override
    public double[] visitProduct(ProductLayer layer) {
      double[] passed = new double[layer.size()];
      Arrays.fill(passed, Double.POSITIVE_INFINITY);
      return passed;
    }

    @Override
    public double[] visitReluDifference(ReluDifferenceLayer layer) {
      double[] passed = new double[layer.size()];
      Arrays.setAll(passed, i -> errors[layer.base()][i] + errors[layer.change()][i]);
      return passed;
    }

    @Override
    public double[] visitMaximum(MaximumLayer layer) {
      double[] passed = new double[layer.size()];
      for (int g = 0; g < passed.length; g++) {
        for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
          passed[g] = Math.max(passed[g], errors[layer.source()][layer.members()[m]]);
        }
      }
      return passed;
    }
  }

  private static double lipschitz(Activation activation) {
    return switch (activation.kind()) {
      case RELU, CLIP, SIGMOID, TANH, SIN, COS -> 1;
      case LEAKY_RELU -> Math.max(1, Math.abs(activation.first()));
      default -> Double.POSITIVE_INFINITY;
    };
  }
}
