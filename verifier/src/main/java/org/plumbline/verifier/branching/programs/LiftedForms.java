package org.plumbline.verifier.branching.programs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * Every neuron of an affine and ReLU network as an affine function of variables: the inputs that
 * vary, then the outputs of the ReLUs whose phase is open, in the order of their layers. ReLUs of
 * one phase are linear, so that nothing is relaxed here. In doubles and without error bounds: what
 * is made of these functions needs a proof of its own.
 */
final class LiftedForms {
  /**
   * A ReLU whose phase is open.
   *
   * @param layer the activation layer
   * @param source the layer that it reads
   */
  record Open(int layer, int source, int neuron) {}

  private final int[] varying;
  private final List<Open> open;
  private final int[] size;
  private final double[][] forms;
  private final int[] present;

  private LiftedForms(Network network, int[] varying, List<Open> open) {
    this.varying = varying;
    this.open = open;
    this.size = new int[network.depth()];
    this.forms = new double[network.depth()][];
    this.present = new int[network.depth()];
  }

  /** How many numbers the forms take; infinite if the network has other layers. */
  static double entries(BatchBounds bounds, int varying) {
    Network network = bounds.network();
    double neurons = 0;
    for (int k = 1; k < network.depth(); k++) {
      neurons += network.layer(k).size();
      boolean isAffine = network.layer(k) instanceof AffineLayer;
      boolean isRelu = ActivationLayer.isRelu(network.layer(k));
      if (!isAffine && !isRelu) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return neurons * (1.0 + varying + open(bounds).size());
  }

  /**
   * The forms of a subproblem.
   *
   * @param bounds a batch of one; inputs that do not vary count as being in the middle of theirs
   */
  static LiftedForms of(BatchBounds bounds, int[] varying, Gemm gemm) {
    LiftedForms lifted = new LiftedForms(bounds.network(), varying, open(bounds));
    lifted.fill(bounds, gemm);
    return lifted;
  }

  private static List<Open> open(BatchBounds bounds) {
    List<Open> open = new ArrayList<>();
    for (int k = 1; k < bounds.network().depth(); k++) {
      if (bounds.network().layer(k) instanceof ActivationLayer act) {
        int source = act.source();
        for (int i = 0; i < act.size(); i++) {
          if (bounds.lower(source)[i] < 0 && bounds.upper(source)[i] > 0) {
            open.add(new Open(k, source, i));
          }
        }
      }
    }
    return open;
  }

  /** A layer has a constant first, then its variables: those of the layers it reads and its own. */
  private void fill(BatchBounds bounds, Gemm gemm) {
    Network network = bounds.network();
    int inputs = network.inputSize();
    size[0] = inputs;
    present[0] = 1 + varying.length;
    forms[0] = new double[present[0] * inputs];
    for (int j = 0; j < inputs; j++) {
      forms[0][j] = 0.5 * bounds.lower(0)[j] + 0.5 * bounds.upper(0)[j];
    }
    for (int v = 0; v < varying.length; v++) {
      forms[0][varying[v]] = 0;
      forms[0][(1 + v) * inputs + varying[v]] = 1;
    }
    int next = present[0];
    for (int k = 1; k < network.depth(); k++) {
      size[k] = network.layer(k).size();
      if (network.layer(k) instanceof AffineLayer affine) {
        present[k] = Arrays.stream(affine.sources()).map(s -> present[s]).max().orElse(1);
        forms[k] = new double[present[k] * size[k]];
        System.arraycopy(affine.bias(), 0, forms[k], 0, size[k]);
        for (AffineLayer.Term term : affine.terms()) {
          int source = term.source();
          term.map().apply(gemm, present[source], forms[source], 0, forms[k], 0);
        }
      } else {
        next = activate(k, (ActivationLayer) network.layer(k), bounds, next);
      }
    }
  }

  private int activate(int k, ActivationLayer act, BatchBounds bounds, int first) {
    int source = act.source();
    int n = size[k];
    int next = first;
    for (Open neuron : open) {
      next += neuron.layer() == k ? 1 : 0;
    }
    present[k] = next;
    forms[k] = new double[present[k] * n];
    int own = first;
    for (int i = 0; i < n; i++) {
      double low = bounds.lower(source)[i];
      double high = bounds.upper(source)[i];
      if (low < 0 && high > 0) {
        forms[k][own++ * n + i] = 1;
      } else if (low >= 0) {
        for (int v = 0; v < present[source]; v++) {
          forms[k][v * n + i] = forms[source][v * n + i];
        }
      }
    }
    return next;
  }

  /** Open ReLUs; the variable of the o-th is number {@code varying + o}. */
  List<Open> open() {
    return open;
  }

  /** How many variables there are. */
  int variables() {
    return varying.length + open.size();
  }

  /**
   * Adds a multiple of a neuron to a row over the variables.
   *
   * @return the multiple of the neuron's constant
   */
  double add(int layer, int neuron, double factor, double[] row) {
    int n = size[layer];
    for (int v = 1; v < present[layer]; v++) {
      row[v - 1] += factor * forms[layer][v * n + neuron];
    }
    return factor * forms[layer][neuron];
  }
}
