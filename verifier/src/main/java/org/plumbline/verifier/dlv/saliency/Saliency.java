package org.plumbline.verifier.dlv.saliency;

import org.plumbline.network.model.Network;

/** Says which dimensions of a layer are worth manipulating first. */
@FunctionalInterface
public interface Saliency {
  /**
   * One score per neuron of the layer, the greatest first worth it; NaN is never worth it.
   *
   * @param at where the input stands
   */
  double[] scores(Activations at);

  /**
   * An input and what a network makes of it.
   *
   * @param trace values of every layer for this input; arrays may be longer than the layers
   * @param layer whose neurons are scored
   * @param lead weights of the outputs whose sum is how far the class leads over the runner-up
   */
  record Activations(Network network, double[][] trace, int layer, double[] lead) {
    int size() {
      return network.layer(layer).size();
    }
  }
}
