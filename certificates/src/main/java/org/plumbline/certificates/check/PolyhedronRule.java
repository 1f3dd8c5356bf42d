package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.certificates.proof.Step;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

/**
 * What backward passes for rows of unsafe polyhedra say over a node: a sum of rows with weights ≥ 0
 * whose lower bound exceeds its limit refutes its polyhedron; others cut the input box. Neither
 * changes the bounds that the passes start from, so that those of several polyhedra go together.
 */
final class PolyhedronRule {
  private final int number;
  private final List<Polyhedron> unsafe;
  private final CheckedNetwork network;
  private final RoundingCharges charges;
  private final SlopeNeurons neurons;
  private final Budget budget;
  private final UnsafeRows rows;

  /**
   * @param number of the case
   */
  PolyhedronRule(
      int number,
      Case part,
      CheckedNetwork network,
      RoundingCharges charges,
      SlopeNeurons neurons,
      Budget budget) {
    this.number = number;
    this.unsafe = part.unsafe();
    this.network = network;
    this.charges = charges;
    this.neurons = neurons;
    this.budget = budget;
    this.rows = new UnsafeRows(network, unsafe);
  }

  /** The rows of the polyhedra. */
  UnsafeRows rows() {
    return rows;
  }

  /** A weighted sum of rows over a node: at least the form, at most the limit. */
  record Bounded(BackwardPass.Form form, double limit) {}

  /**
   * Closes the polyhedra of witnesses.
   *
   * @param workspace whose lines are those of the node
   * @throws CheckEnd if a bound does not exceed its limit
   */
  void refute(
      List<Step.Witness> witnesses,
      NodeState state,
      Workspaces.Workspace workspace,
      NodePlace where) {
    int width = CoefficientBlock.WIDTH;
    for (int from = 0; from < witnesses.size(); from += width) {
      List<Step.Witness> some = witnesses.subList(from, Math.min(witnesses.size(), from + width));
      List<UnsafeRows.Sum> sums = new ArrayList<>();
      for (Step.Witness witness : some) {
        sums.add(sum(witness, state, where));
      }
      List<BackwardPass.Form> forms = forms(requests(sums), state.bounds(), workspace);
      for (int r = 0; r < some.size(); r++) {
        double lower = forms.get(r).lower();
        if (!(lower > sums.get(r).limit())) {
          String why = "polyhedron %d is bounded by %s, which does not exceed %s";
          Object[] values = {some.get(r).polyhedron(), lower, sums.get(r).limit()};
          throw where.rejected(number, "refute", String.format(why, values));
        }
        state.open().clear(some.get(r).polyhedron());
      }
    }
  }

  /** What a witness of a polyhedron says. */
  Bounded bounded(
      Step.Witness witness, NodeState state, Workspaces.Workspace workspace, NodePlace where) {
    UnsafeRows.Sum sum = sum(witness, state, where);
    return new Bounded(
        forms(List.of(sum.request()), state.bounds(), workspace).get(0), sum.limit());
  }

  private UnsafeRows.Sum sum(Step.Witness witness, NodeState state, NodePlace where) {
    if (!isIn(witness.polyhedron(), unsafe.size())) {
      String why = "there is no polyhedron " + witness.polyhedron();
      throw where.rejected(number, "witness", why);
    }
    Polyhedron polyhedron = unsafe.get(witness.polyhedron());
    requireSum(polyhedron, witness.rows(), witness.weights(), where);
    Slopes slopes = witness.slopes() == null ? null : new Slopes(neurons, witness.slopes());
    BoundRequest.SplitTerm[] terms = terms(witness.multipliers(), state, where);
    UnsafeRows.Sum sum = rows.sum(polyhedron, witness.rows(), witness.weights());
    return new UnsafeRows.Sum(sum.request().with(slopes, terms), sum.limit());
  }

  private static boolean isIn(int index, int size) {
    return index >= 0 && index < size;
  }

  private void requireSum(Polyhedron polyhedron, int[] some, double[] weights, NodePlace where) {
    int count = polyhedron.inequalities().size();
    if (some.length != weights.length || some.length > count) {
      String why = some.length + " rows, " + weights.length + " weights";
      throw where.rejected(number, "witness", why);
    }
    for (int k = 0; k < some.length; k++) {
      if (!isIn(some[k], count) || !(weights[k] >= 0 && Double.isFinite(weights[k]))) {
        throw where.rejected(number, "witness", "row or weight " + k + " is none");
      }
    }
  }

  private BoundRequest.SplitTerm[] terms(float[] multipliers, NodeState state, NodePlace where) {
    if (multipliers == null) {
      return null;
    }
    BoundRequest.SplitTerm[] terms = new BoundRequest.SplitTerm[multipliers.length];
    int next = multipliers.length;
    for (NodeState.Path s = state.path(); s != null; s = s.before()) {
      if (s.layer() == 0) {
        continue;
      }
      float beta = next == 0 ? Float.NaN : multipliers[--next];
      if (!(beta >= 0 && beta < Float.POSITIVE_INFINITY)) {
        String why = "multiplier " + next + " is " + beta;
        throw where.rejected(number, "witness", why);
      }
      terms[next] =
          new BoundRequest.SplitTerm(s.layer(), s.neuron(), s.point(), s.isAbove() ? -1 : 1, beta);
    }
    if (next != 0) {
      throw where.rejected(number, "witness", "more multipliers than splits of neurons");
    }
    return terms;
  }

  /** The forms of requests, in blocks. */
  List<BackwardPass.Form> forms(
      List<BoundRequest> requests, NodeBounds bounds, Workspaces.Workspace own) {
    List<BackwardPass.Form> forms = new ArrayList<>();
    for (int from = 0; from < requests.size(); from += CoefficientBlock.WIDTH) {
      CaseProofCheck.requireTime(budget);
      int end = Math.min(requests.size(), from + CoefficientBlock.WIDTH);
      List<BoundRequest> block = requests.subList(from, end);
      forms.addAll(
          new BackwardPass(network, bounds, charges, own.lines(), own, block, false).forms());
    }
    return forms;
  }

  private static List<BoundRequest> requests(List<UnsafeRows.Sum> sums) {
    return sums.stream().map(UnsafeRows.Sum::request).toList();
  }

  /**
   * Closes open polyhedra that some row refutes, and removes from the box what all others exclude.
   *
   * @param workspace whose lines are those of the node
   */
  void clipInputs(NodeState state, Workspaces.Workspace workspace) {
    BitSet numbers = new BitSet();
    state.open().stream().forEach(p -> rows.of(p).forEach(numbers::set));
    int[] asked = numbers.stream().toArray();
    List<BoundRequest> requests =
        Arrays.stream(asked).mapToObj(row -> rows.row(row).request()).toList();
    List<BackwardPass.Form> forms = forms(requests, state.bounds(), workspace);
    InputClipRule hull = null;
    for (int p = state.open().nextSetBit(0); p >= 0; p = state.open().nextSetBit(p + 1)) {
      InputClipRule remaining = clipped(rows.of(p), asked, forms, state.bounds());
      if (remaining == null) {
        state.open().clear(p);
      } else if (hull == null) {
        hull = remaining;
      } else {
        hull.include(remaining);
      }
    }
    if (hull != null) {
      hull.narrow(state.bounds());
    }
  }

  /**
   * What a polyhedron leaves of the box, or null if it is refuted.
   *
   * @param own numbers of its rows
   * @param asked numbers of the rows that have forms, ascending
   */
  private InputClipRule clipped(
      List<Integer> own, int[] asked, List<BackwardPass.Form> forms, NodeBounds bounds) {
    InputClipRule remaining = new InputClipRule(bounds);
    for (int row : own) {
      BackwardPass.Form form = forms.get(Arrays.binarySearch(asked, row));
      double limit = rows.row(row).limit();
      if (form.lower() > limit || !remaining.clip(form.coefficients(), form.constant(), limit)) {
        return null;
      }
    }
    return remaining;
  }
}
