package org.plumbline.certificates.check;

import java.util.List;
import java.util.function.Predicate;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

/**
 * Closes a node in exact numbers, where its steps left polyhedra open: a bound in doubles is
 * charged for its rounding, and never refutes what is reached at its limit alone.
 */
final class ExactClosing {
  /** Coefficients of a network that is computed with in exact numbers, once. */
  private static final long MOST_COEFFICIENTS = 200_000;

  /** The same below the root, where there are many nodes. */
  private static final long MOST_BELOW = 5_000;

  private final CheckedNetwork network;
  private final DecimalBox inputs;
  private final List<Polyhedron> unsafe;
  private SameNeurons same;

  /**
   * @param network with all its inputs
   * @param part of the property that is refuted
   */
  ExactClosing(CheckedNetwork network, Case part) {
    this.network = network;
    this.inputs = part.inputs();
    this.unsafe = part.unsafe();
  }

  /**
   * Whether no polyhedron is open, or all that are have been refuted.
   *
   * @throws CheckEnd if the time runs out
   */
  boolean closes(NodeState state, Budget budget) {
    if (!state.open().isEmpty() && state.isDerived()) {
      SimplexRows shares = new SimplexRows(network);
      drop(state, shares::refutes);
    }
    long most = state.depth() == 0 ? MOST_COEFFICIENTS : MOST_BELOW;
    if (!state.open().isEmpty() && state.isDerived() && network.entries() <= most) {
      new ExactIntervals(network, budget).apply(state.bounds());
      ExactRows rows = new ExactRows(network, inputs, same(), state.bounds(), budget);
      drop(state, rows::refutes);
    }
    return state.open().isEmpty() || state.bounds().isEmpty();
  }

  private synchronized SameNeurons same() {
    if (same == null) {
      same = new SameNeurons(network);
    }
    return same;
  }

  private void drop(NodeState state, Predicate<Polyhedron> isRefuted) {
    for (int p : state.open().stream().toArray()) {
      if (isRefuted.test(unsafe.get(p))) {
        state.open().clear(p);
      }
    }
  }
}
