package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * Linear rows on the inputs that follow from an unsafe polyhedron: its rows bound outputs, these
 * bound the neurons that they are computed from, and so on, back to the first layer. A sum of
 * outputs of ReLUs that may not exceed 0 bounds each of their inputs by 0, for instance. Intervals
 * in plain doubles: what is found is a guess, which a checker has to come to by itself.
 */
final class RowsOfCounterexamples {
  /** A bound is narrower where it gains this share of what it bounds. */
  private static final double GAIN = 1e-9;

  private final Network network;
  private final double[][] lower;
  private final double[][] upper;
  private final BitSet[] isReduced;
  private final BitSet[] isRaised;
  private final List<Step.Hint> hints = new ArrayList<>();
  private final List<LinearRow> rows = new ArrayList<>();

  /**
   * @param network of affine and ReLU layers, as {@link #isFor} has it
   */
  RowsOfCounterexamples(Network network, UnsafeSet set, int polyhedron) {
    this.network = network;
    int depth = network.depth();
    lower = new double[depth][];
    upper = new double[depth][];
    isReduced = new BitSet[depth];
    isRaised = new BitSet[depth];
    lower[0] = set.box().lower().clone();
    upper[0] = set.box().upper().clone();
    for (int k = 0; k < depth; k++) {
      isReduced[k] = new BitSet();
      isRaised[k] = new BitSet();
      if (k > 0) {
        forward(k);
      }
    }
    int end = set.polyhedronStart()[polyhedron + 1];
    for (int r = set.polyhedronStart()[polyhedron]; r < end; r++) {
      backFromRow(set, r, r - set.polyhedronStart()[polyhedron]);
    }
    for (int k = depth - 1; k > 0; k--) {
      back(k);
    }
  }

  /** Rows that exclude something of the box of inputs, maybe together. */
  List<LinearRow> rows() {
    return rows;
  }

  /** How a checker comes to them. */
  List<Step.Hint> hints() {
    return hints;
  }

  private void forward(int k) {
    int n = network.layer(k).size();
    lower[k] = new double[n];
    upper[k] = new double[n];
    for (int i = 0; i < n; i++) {
      if (network.layer(k) instanceof AffineLayer affine) {
        forward(affine, k, i);
      } else {
        int source = network.layer(k).sources()[0];
        lower[k][i] = Math.max(0, lower[source][i]);
        upper[k][i] = Math.max(0, upper[source][i]);
      }
    }
  }

  private void forward(AffineLayer affine, int k, int i) {
    double[] ends = {affine.bias()[i], affine.bias()[i]};
    for (AffineLayer.Term term : affine.terms()) {
      double[] low = lower[term.source()];
      double[] high = upper[term.source()];
      term.map()
          .visitRow(
              i,
              (j, a) -> {
                ends[0] += a * (a > 0 ? low[j] : high[j]);
                ends[1] += a * (a > 0 ? high[j] : low[j]);
              });
    }
    lower[k][i] = ends[0];
    upper[k][i] = ends[1];
  }

  private void backFromRow(UnsafeSet set, int row, int number) {
    Sum sum = new Sum();
    for (int i = 0; i < network.outputSize(); i++) {
      sum.add(network.outputIndex(), i, set.outputs()[row][i]);
    }
    for (int j = 0; set.inputs() != null && j < network.inputSize(); j++) {
      sum.add(0, j, set.inputs()[row][j]);
    }
    follow(sum, set.limit()[row], Step.Hint.ofRow(number));
  }

  private void back(int k) {
    for (int i = 0; i < network.layer(k).size(); i++) {
      if (!isReduced[k].get(i) && !isRaised[k].get(i)) {
        continue;
      }
      Step.Hint hint = Step.Hint.ofNeuron(k, i);
      if (network.layer(k) instanceof AffineLayer affine) {
        Sum sum = sum(affine, i);
        if (isReduced[k].get(i)) {
          follow(sum, upper[k][i] - affine.bias()[i], hint);
        }
        if (isRaised[k].get(i)) {
          follow(sum.negated(), affine.bias()[i] - lower[k][i], hint);
        }
      } else {
        hints.add(hint);
        int source = network.layer(k).sources()[0];
        reduce(source, i, upper[k][i]);
        if (lower[k][i] > 0) {
          raise(source, i, lower[k][i]);
        }
      }
    }
  }

  /** A sum that is at most a limit: it narrows neurons, or is a row if it is one of inputs. */
  private void follow(Sum sum, double limit, Step.Hint hint) {
    if (sum.terms.stream().allMatch(term -> term.layer() == 0)) {
      int[] inputs = sum.terms.stream().mapToInt(Term::neuron).toArray();
      boolean isEach = Arrays.stream(inputs).distinct().count() == inputs.length;
      if (isEach) {
        double[] coefficients = sum.terms.stream().mapToDouble(Term::coefficient).toArray();
        rows.add(new LinearRow(inputs, coefficients, limit, hint));
      }
      return;
    }
    hints.add(hint);
    double slack = limit - sum.least();
    for (Term term : sum.terms) {
      double end = (slack + term.least()) / term.coefficient();
      if (term.coefficient() > 0) {
        reduce(term.layer(), term.neuron(), end);
      } else {
        raise(term.layer(), term.neuron(), end);
      }
    }
  }

  private void reduce(int k, int i, double high) {
    if (high < upper[k][i] - gain(k, i)) {
      upper[k][i] = high;
      isReduced[k].set(i);
    }
  }

  private void raise(int k, int i, double low) {
    if (low > lower[k][i] + gain(k, i)) {
      lower[k][i] = low;
      isRaised[k].set(i);
    }
  }

  private double gain(int k, int i) {
    return GAIN * Math.max(Math.abs(lower[k][i]), Math.abs(upper[k][i]));
  }

  private Sum sum(AffineLayer layer, int i) {
    Sum sum = new Sum();
    for (AffineLayer.Term term : layer.terms()) {
      term.map().visitRow(i, (j, a) -> sum.add(term.source(), j, a));
    }
    return sum;
  }

  private record Term(int layer, int neuron, double coefficient, double least) {}

  /** A linear sum of neurons. */
  private final class Sum {
    private final List<Term> terms = new ArrayList<>();

    void add(int k, int i, double a) {
      if (a != 0) {
        terms.add(new Term(k, i, a, a * (a > 0 ? lower[k][i] : upper[k][i])));
      }
    }

    double least() {
      return terms.stream().mapToDouble(Term::least).sum();
    }

    Sum negated() {
      Sum negated = new Sum();
      terms.forEach(term -> negated.add(term.layer(), term.neuron(), -term.coefficient()));
      return negated;
    }
  }
}
