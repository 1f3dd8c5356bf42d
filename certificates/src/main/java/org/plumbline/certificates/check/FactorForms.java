package org.plumbline.certificates.check;

import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * Linear functions of the inputs around neurons that products read, {@code form + least ≤ neuron ≤
 * form + most} everywhere in a node, and so in every node below it. They are what backward passes
 * from both sides find.
 */
final class FactorForms {
  /** Where nothing is known. */
  static final FactorForms NONE = new FactorForms(0);

  private final BackwardPass.Form[][] forms;

  private FactorForms(int depth) {
    forms = new BackwardPass.Form[depth][];
  }

  /** With room for the factors of all products of a network. */
  static FactorForms of(Network network) {
    FactorForms made = new FactorForms(network.depth());
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ProductLayer product) {
        made.reserve(product.left(), product.size());
        made.reserve(product.right(), product.size());
      }
    }
    return made;
  }

  private void reserve(int layer, int neurons) {
    if (forms[layer] == null) {
      forms[layer] = new BackwardPass.Form[neurons];
    }
  }

  boolean isEmpty() {
    return forms.length == 0;
  }

  /** Whether products read a layer. */
  boolean isAsked(int layer) {
    return forms.length > 0 && forms[layer] != null;
  }

  /** Keeps what a pass from both sides found, where products read the layer. */
  void put(int layer, int neuron, BackwardPass.Form form) {
    if (isAsked(layer)) {
      forms[layer][neuron] = form;
    }
  }

  /** Null if there is none. */
  BackwardPass.Form of(int layer, int neuron) {
    return isAsked(layer) ? forms[layer][neuron] : null;
  }
}
