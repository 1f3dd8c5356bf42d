package org.plumbline.verifier.dlv.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/**
 * Whether bounds alone prove that a class is kept on a box: zonotopes for the neurons where few
 * dimensions vary, backward passes (CROWN) for the lead over each rival, rounding charged. One
 * instance serves one thread.
 */
public final class CellBounds {
  private static final int CHUNK_NEURONS = 24_000;
  private static final int LARGEST_CHUNK = 64;

  /** Multiply-adds that backward passes of a layer's neurons may cost. */
  private static final double AFFORDABLE_PRODUCTS = 2e10;

  private final Network network;
  private final Lead lead;
  private final int[] varying;
  private final int chunk;
  private final BatchBounds bounds;
  private final ZonotopePropagator zonotopes;
  private final CrownPropagator crown;
  private final NeuronBounder neurons;
  private final LinearForms forms;
  private final double products;

  /**
   * @param domain contains every box that will be asked about
   */
  public CellBounds(Network network, Lead lead, Box domain, Gemm gemm) {
    long size = network.layers().stream().mapToLong(Layer::size).sum();
    this.network = network;
    this.lead = lead;
    this.varying = domain.varying();
    this.chunk = (int) Math.max(1, Math.min(LARGEST_CHUNK, CHUNK_NEURONS / size));
    this.bounds = new BatchBounds(network);
    this.zonotopes = new ZonotopePropagator(network, gemm, BoxBounds.symbols(network, chunk));
    this.crown = new CrownPropagator(network, new ErrorCharges(network, domain), gemm);
    this.neurons = new NeuronBounder(network, crown, gemm);
    this.forms = new LinearForms(network.inputSize());
    this.products = products(network);
  }

  private static double products(Network network) {
    double products = 0;
    for (Layer layer : network.layers()) {
      if (layer instanceof AffineLayer affine) {
        products += affine.products();
      }
    }
    return products;
  }

  /** How many boxes are best asked about together. */
  public int chunk() {
    return chunk;
  }

  public boolean keepsClass(Box box) {
    return keepsClass(List.of(box)).get(0);
  }

  /** For each box whether the class is proved to be kept; false says nothing. */
  public List<Boolean> keepsClass(List<Box> boxes) {
    boundNeurons(boxes);
    int rivals = lead.rivals();
    int outputs = network.outputSize();
    forms.reset(boxes.size() * rivals, outputs);
    for (int row = 0; row < forms.rows(); row++) {
      forms.owner()[row] = row / rivals;
      System.arraycopy(lead.weights(row % rivals), 0, forms.start(), row * outputs, outputs);
    }
    crown.bound(bounds, network.outputIndex(), forms);
    List<Boolean> kept = new ArrayList<>();
    for (int b = 0; b < boxes.size(); b++) {
      boolean isAhead = true;
      for (int p = 0; p < rivals; p++) {
        isAhead &= forms.lower()[b * rivals + p] > lead.offset(p);
      }
      kept.add(isAhead);
    }
    return kept;
  }

  private void boundNeurons(List<Box> boxes) {
    int n = network.inputSize();
    bounds.reset(boxes.size());
    for (int b = 0; b < boxes.size(); b++) {
      System.arraycopy(boxes.get(b).lower(), 0, bounds.lower(0), b * n, n);
      System.arraycopy(boxes.get(b).upper(), 0, bounds.upper(0), b * n, n);
    }
    zonotopes.start(bounds, varying);
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
      crown.prepare(k, bounds);
      if (!zonotopes.tracksInputs() && isAffordable(k)) {
        neurons.narrow(k, bounds);
      }
    }
  }

  private boolean isAffordable(int k) {
    return 2.0 * Arrays.stream(neurons.open(k, bounds)).count() * products < AFFORDABLE_PRODUCTS;
  }
}
