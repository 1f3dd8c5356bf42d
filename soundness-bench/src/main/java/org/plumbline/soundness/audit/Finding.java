package org.plumbline.soundness.audit;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * An input at which a neuron, or a row of the property, lies outside of what was claimed of it: the
 * claim is false, whatever was rounded on the way.
 *
 * @param layer of the network asked about; one past the last for a row of the property
 * @param neuron or number of the row in its subproblem
 * @param value of the neuron, to within an error that does not reach the bounds
 */
public record Finding(
    int layer, int neuron, double value, double low, double high, double[] input) {
  /** Whether a layer before the other's is guilty. */
  boolean isBefore(Finding other) {
    return layer < other.layer || layer == other.layer && neuron < other.neuron;
  }

  /** What kind of layer is guilty, in a word. */
  public String kind(Network network) {
    return layer == network.depth() ? "property" : network.layer(layer).accept(new Kind());
  }

  /** The word for a kind of layer. */
  private record Kind() implements LayerVisitor<String> {
    @Override
    public String visitInput(InputLayer layer) {
      return "input";
    }

    @Override
    public String visitAffine(AffineLayer layer) {
      return "affine";
    }

    @Override
    public String visitActivation(ActivationLayer layer) {
      return "activation";
    }

    @Override
    public String visitProduct(ProductLayer layer) {
      return "product";
    }

    @Override
    public String visitReluDifference(ReluDifferenceLayer layer) {
      return "difference";
    }

    @Override
    public String visitMaximum(MaximumLayer layer) {
      return "maximum";
    }
  }
}
