package org.plumbline.verifier.dlv.saliency;

import java.util.Arrays;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSection;

/**
 * Neurons that move the lead of the class over the runner-up most, per unit: {@code |∂(y_label −
 * y_second)/∂aᵢ|} at the input.
 */
public final class LargestGradient implements Saliency {
  private final Gemm gemm;

  public LargestGradient(Gemm gemm) {
    this.gemm = gemm;
  }

  @Override
  public double[] scores(Activations at) {
    if (at.layer() == at.network().outputIndex()) {
      return Arrays.stream(at.lead()).map(Math::abs).toArray();
    }
    Network rest = NetworkSection.between(at.network(), at.layer(), at.network().outputIndex());
    double[][] trace =
        new ForwardPass(rest, gemm).trace(1, Arrays.copyOf(at.trace()[at.layer()], at.size()));
    double[] gradient = new Gradient(rest, gemm).inputs(1, trace, at.lead());
    return Arrays.stream(gradient, 0, at.size()).map(Math::abs).toArray();
  }
}
