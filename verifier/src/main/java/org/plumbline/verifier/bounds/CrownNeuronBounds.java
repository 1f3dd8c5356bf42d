package org.plumbline.verifier.bounds;

import org.plumbline.network.model.Network;

/**
 * Narrows the bounds of one layer's neurons by CROWN: for every neuron whose bounds leave its phase
 * open, a backward pass bounds it from below and one bounds its negation. Rows of all subproblems
 * go together, in blocks that bound the memory of a pass. Cost per row: one backward evaluation of
 * the layers before.
 */
public final class CrownNeuronBounds {
  private static final long BLOCK_ENTRIES = 8_000_000;

  private final Network network;
  private final CrownPropagator crown;
  private final LinearForms forms;
  private final int blockRows;

  public CrownNeuronBounds(Network network, CrownPropagator crown) {
    this.network = network;
    this.crown = crown;
    this.forms = new LinearForms(network.inputSize());
    long neurons = network.layers().stream().mapToLong(l -> l.size()).sum();
    this.blockRows = (int) Math.max(4, Math.min(1024, BLOCK_ENTRIES / neurons)) / 2 * 2;
  }

  /** Narrows the open neurons of a layer; the relaxations up to it must have been prepared. */
  public void narrow(int layer, BatchBounds bounds) {
    int n = network.layer(layer).size();
    int[] open = new int[blockRows / 2];
    int count = 0;
    for (int at = 0; at < bounds.batch() * n; at++) {
      if (bounds.lower(layer)[at] < 0 && bounds.upper(layer)[at] > 0) {
        open[count++] = at;
        if (count == open.length) {
          narrow(layer, bounds, open, count);
          count = 0;
        }
      }
    }
    if (count > 0) {
      narrow(layer, bounds, open, count);
    }
  }

  private void narrow(int layer, BatchBounds bounds, int[] open, int count) {
    int n = network.layer(layer).size();
    forms.reset(2 * count, n);
    for (int c = 0; c < count; c++) {
      int neuron = open[c] % n;
      forms.owner()[2 * c] = open[c] / n;
      forms.owner()[2 * c + 1] = open[c] / n;
      forms.start()[2 * c * n + neuron] = 1;
      forms.start()[(2 * c + 1) * n + neuron] = -1;
    }
    crown.bound(bounds, layer, forms);
    for (int c = 0; c < count; c++) {
      double low = forms.lower()[2 * c];
      double high = -forms.lower()[2 * c + 1];
      bounds.intersect(layer, open[c] / n, open[c] % n, low, high);
    }
  }
}
