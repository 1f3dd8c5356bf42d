package org.plumbline.verifier.branching.clipping;

import java.util.Arrays;
import java.util.Optional;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.branching.root.OpenNeurons;
import org.plumbline.verifier.branching.search.SearchPlan;

/**
 * Linear functions of the inputs below every open neuron of a root, and below its negation: form 2i
 * and form 2i + 1 of the i-th open neuron. They hold on the whole box, so in every subproblem.
 */
public final class NeuronForms {
  private static final double MOST_ENTRIES = 2.5e7;
  private static final double AFFORDABLE_PRODUCTS = 5e10;
  private static final int BLOCK = 64;

  private final int inputs;
  private final int[][] first;
  private final double[] coefficients;
  private final double[] constant;
  private final double[] atMiddle;
  private final double[] size;
  private final double[] radius;
  private final double[] spread;
  private final double[] square;

  private NeuronForms(BatchBounds root, OpenNeurons open) {
    Network network = root.network();
    this.inputs = network.inputSize();
    this.first = new int[network.depth()][];
    int forms = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (open.sources(k).length > 0) {
        first[k] = new int[network.layer(k).size()];
        Arrays.fill(first[k], -1);
        for (int i : open.sources(k)) {
          first[k][i] = forms;
          forms += 2;
        }
      }
    }
    this.coefficients = new double[forms * inputs];
    this.constant = new double[forms];
    this.atMiddle = new double[forms];
    this.size = new double[forms];
    this.spread = new double[forms];
    this.square = new double[forms];
    this.radius = new double[inputs];
    for (int j = 0; j < inputs; j++) {
      radius[j] = Math.nextUp(0.5 * root.upper(0)[j] - 0.5 * root.lower(0)[j]);
    }
  }

  /** The forms of a root, or empty where they would cost too much. */
  public static Optional<NeuronForms> of(
      BatchBounds root, OpenNeurons open, ErrorCharges charges, Gemm gemm) {
    Network network = root.network();
    double entries = 2.0 * open.count() * network.inputSize();
    double products = 2.0 * open.count() * SearchPlan.products(network);
    if (entries > MOST_ENTRIES || products > AFFORDABLE_PRODUCTS) {
      return Optional.empty();
    }
    NeuronForms forms = new NeuronForms(root, open);
    CrownPropagator crown = new CrownPropagator(network, charges, gemm);
    LinearForms rows = new LinearForms(network.inputSize());
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, root);
      int[] neurons = open.sources(k);
      for (int from = 0; from < neurons.length; from += BLOCK) {
        forms.fill(
            k,
            Arrays.copyOfRange(neurons, from, Math.min(neurons.length, from + BLOCK)),
            root,
            crown,
            rows);
      }
    }
    return Optional.of(forms);
  }

  private void fill(
      int k, int[] neurons, BatchBounds root, CrownPropagator crown, LinearForms rows) {
    int n = root.network().layer(k).size();
    rows.reset(2 * neurons.length, n);
    for (int c = 0; c < neurons.length; c++) {
      rows.start()[2 * c * n + neurons[c]] = 1;
      rows.start()[(2 * c + 1) * n + neurons[c]] = -1;
    }
    crown.bound(root, k, rows);
    int to = first[k][neurons[0]];
    System.arraycopy(rows.coefficients(), 0, coefficients, to * inputs, rows.rows() * inputs);
    System.arraycopy(rows.constant(), 0, constant, to, rows.rows());
    for (int f = to; f < to + rows.rows(); f++) {
      atMiddle[f] = atMiddle(coefficients, f * inputs, root);
      size[f] = size(coefficients, f * inputs, root);
      for (int j = 0; j < inputs; j++) {
        double swing = coefficients[f * inputs + j] * radius[j];
        spread[f] += Math.abs(swing);
        square[f] += swing * swing;
      }
    }
  }

  double atMiddle(double[] form, int offset, BatchBounds root) {
    double sum = 0;
    for (int j = 0; j < inputs; j++) {
      sum += form[offset + j] * (0.5 * root.upper(0)[j] + 0.5 * root.lower(0)[j]);
    }
    return sum;
  }

  /** An upper bound of the form's terms by absolute value, anywhere in the box. */
  double size(double[] form, int offset, BatchBounds root) {
    double sum = 0;
    for (int j = 0; j < inputs; j++) {
      double most = Math.max(Math.abs(root.lower(0)[j]), Math.abs(root.upper(0)[j]));
      sum += Math.abs(form[offset + j]) * (most + radius[j]);
    }
    return Rounding.inflate(sum);
  }

  /** Two for each open neuron. */
  int count() {
    return constant.length;
  }

  int inputs() {
    return inputs;
  }

  /** Half the width of each input's range, rounded up. */
  double[] radius() {
    return radius;
  }

  /** The form below a neuron, the next one below its negation; -1 if the neuron has none. */
  public int of(int layer, int neuron) {
    return first[layer] == null ? -1 : first[layer][neuron];
  }

  public double[] coefficients() {
    return coefficients;
  }

  /** By how much a form can differ from its middle. */
  double spread(int form) {
    return spread[form];
  }

  /** The sum of the squares of what each input adds to the spread. */
  double square(int form) {
    return square[form];
  }

  public double constant(int form) {
    return constant[form];
  }

  double atMiddle(int form) {
    return atMiddle[form];
  }

  double size(int form) {
    return size[form];
  }
}
