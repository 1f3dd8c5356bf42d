package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.specs.property.Polyhedron;

/**
 * Narrows bounds backwards, by one constraint at a time.
 *
 * <ul>
 *   <li>A linear constraint {@code Σ aⱼxⱼ ≤ limit}, which is a row of the only open polyhedron or
 *       what an affine neuron is and is bounded by: {@code aⱼxⱼ ≤ limit − Σᵢ≠ⱼ min aᵢxᵢ}.
 *   <li>A ReLU: its source is at most it; and equal to it where it is above 0.
 *   <li>A conflict of which all literals but one hold everywhere in the node: the last one does
 *       not, so that its neuron is at most the point that it would be at least, or the other way
 *       round. Where all hold there is no counterexample.
 * </ul>
 */
final class PropagateRule {
  private final CheckedNetwork network;
  private final List<Polyhedron> polyhedra;
  private final UnsafeRows unsafe;

  PropagateRule(CheckedNetwork network, List<Polyhedron> polyhedra, UnsafeRows unsafe) {
    this.network = network;
    this.polyhedra = polyhedra;
    this.unsafe = unsafe;
  }

  /** Narrows by one hint after the other; says why not where there is no such constraint. */
  String apply(Step.Propagate step, NodeState state) {
    for (Step.Hint hint : step.hints()) {
      String why =
          switch (hint.kind()) {
            case CONFLICT -> conflict(hint.index(), state);
            case NEURON -> neuron(hint.layer(), hint.index(), state.bounds());
            case ROW -> row(hint.index(), state);
          };
      if (why != null) {
        return why;
      }
      if (state.bounds().isEmpty()) {
        return null;
      }
    }
    return null;
  }

  private static String conflict(int number, NodeState state) {
    ProofNode.Conflict conflict = state.learnt().get(number);
    if (conflict == null) {
      return "conflict " + number + " is not known here";
    }
    NodeBounds bounds = state.bounds();
    ProofNode.Literal last = null;
    for (ProofNode.Literal literal : conflict.literals()) {
      if (!holds(literal, bounds)) {
        if (last != null) {
          return null;
        }
        last = literal;
      }
    }
    if (last == null) {
      bounds.setEmpty();
    } else if (last.isAbove()) {
      bounds.reduce(last.layer(), last.neuron(), last.point());
    } else {
      bounds.raise(last.layer(), last.neuron(), last.point());
    }
    return null;
  }

  private static boolean holds(ProofNode.Literal literal, NodeBounds bounds) {
    return literal.isAbove()
        ? bounds.lower(literal.layer(), literal.neuron()) >= literal.point()
        : bounds.upper(literal.layer(), literal.neuron()) <= literal.point();
  }

  private String row(int row, NodeState state) {
    int only = state.open().nextSetBit(0);
    boolean isThere =
        state.open().cardinality() == 1
            && row >= 0
            && row < polyhedra.get(only).inequalities().size();
    if (!isThere) {
      return "row " + row + " is none of the only open polyhedron";
    }
    UnsafeRows.Sum sum = unsafe.row(unsafe.of(only).get(row));
    BoundRequest terms = sum.request();
    new Linear(terms.layer(), terms.neuron(), terms.coefficient(), Roundoff.gamma(1))
        .narrow(0, sum.limit(), 0, state.bounds());
    return null;
  }

  private String neuron(int layer, int neuron, NodeBounds bounds) {
    boolean isThere =
        layer > 0
            && layer < network.depth()
            && neuron >= 0
            && neuron < network.layer(layer).size()
            && !network.isFloat32();
    if (isThere && network.affine(layer) != null) {
      return affine(layer, neuron, bounds);
    }
    if (!isThere || !ActivationLayer.isRelu(network.layer(layer))) {
      return "neuron " + neuron + " of layer " + layer + " has no way back in real numbers";
    }
    int source = network.layer(layer).sources()[0];
    bounds.reduce(source, neuron, bounds.upper(layer, neuron));
    if (bounds.lower(layer, neuron) > 0) {
      bounds.raise(source, neuron, bounds.lower(layer, neuron));
    }
    return null;
  }

  private String affine(int layer, int neuron, NodeBounds bounds) {
    AffineRows rows = network.affine(layer);
    int count = 0;
    double coefficientError = 0;
    for (int t = 0; t < rows.terms(); t++) {
      if (rows.chain(t).size() != 1) {
        return "layer " + layer + " is a product of matrices";
      }
      SparseRows matrix = rows.chain(t).get(0);
      count += matrix.start(neuron + 1) - matrix.start(neuron);
      coefficientError = Math.max(coefficientError, matrix.relativeError());
    }
    int[] sources = new int[count];
    int[] columns = new int[count];
    double[] values = new double[count];
    int next = 0;
    for (int t = 0; t < rows.terms(); t++) {
      SparseRows matrix = rows.chain(t).get(0);
      for (int e = matrix.start(neuron); e < matrix.start(neuron + 1); e++) {
        sources[next] = rows.source(t);
        columns[next] = matrix.column(e);
        values[next++] = matrix.value(e);
      }
    }
    double error = rows.biasError(neuron);
    double high = bounds.upper(layer, neuron);
    double low = bounds.lower(layer, neuron);
    Linear above = new Linear(sources, columns, values, coefficientError);
    above.narrow(rows.bias(neuron), high, error, bounds);
    Linear below = above.negated();
    below.narrow(-rows.bias(neuron), -low, error, bounds);
    return null;
  }

  /**
   * A sum of neurons.
   *
   * @param error relative, of every coefficient
   */
  private record Linear(int[] layer, int[] neuron, double[] coefficient, double error) {
    Linear negated() {
      double[] other = Arrays.stream(coefficient).map(a -> -a).toArray();
      return new Linear(layer, neuron, other, error);
    }

    /** The sum and a constant, which may be off by so much, are at most the limit. */
    void narrow(double constant, double limit, double constantError, NodeBounds bounds) {
      double least = constant;
      double size = Math.abs(constant) + Math.abs(limit);
      double terms = 0;
      double[] own = new double[coefficient.length];
      for (int e = 0; e < own.length; e++) {
        double a = coefficient[e];
        own[e] =
            a * (a > 0 ? bounds.lower(layer[e], neuron[e]) : bounds.upper(layer[e], neuron[e]));
        least += own[e];
        terms += Math.abs(a) * bounds.magnitude(layer[e], neuron[e]);
      }
      double unit = Roundoff.gamma(own.length + 16.0);
      double lost = Roundoff.inflate(unit * (size + terms) + 2 * error * terms + 2 * constantError);
      double slack = limit - least;
      if (!(Math.abs(slack) + lost < Double.POSITIVE_INFINITY)) {
        return;
      }
      for (int e = 0; e < own.length; e++) {
        double a = coefficient[e];
        double end = (slack + own[e] + lost) / a;
        double rounding = Math.abs(end) * 0x1p-50 + Roundoff.TINY;
        if (a > 0) {
          bounds.reduce(layer[e], neuron[e], end + rounding);
        } else if (a < 0) {
          bounds.raise(layer[e], neuron[e], end - rounding);
        }
      }
    }
  }
}
