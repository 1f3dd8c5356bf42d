package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;

/**
 * Walks the proof of one case. What is known at a node holds for every counterexample whose neurons
 * lie within the node's splits; the children of a node cover it ({@link Division}); a closed node
 * has no counterexample, and neither has one in which a neuron has no value left. So a case without
 * an open leaf has none. The literals of the premise, which every counterexample satisfies, count
 * as splits above the root.
 */
final class CaseProofCheck {
  /** Splits and divisions by polyhedron above a node: the splits are fewer still. */
  private static final int MOST_DEPTH = RoundingCharges.MOST_SPLITS;

  private final int number;
  private final Case part;
  private final Box box;
  private final Premise premise;
  private final CheckedNetwork network;
  private final SlopeNeurons neurons;
  private final Budget budget;
  private final DeriveRule derive;
  private final PolyhedronRule rows;
  private final RangeRule ranges;
  private final ExactClosing exact;
  private final Workspaces workspaces;
  private final Division division;
  private final PropagateRule propagate;
  private final List<CheckResult.Leaf> open = new ArrayList<>();
  private final LongAdder nodes;
  private final LongAdder leaves;
  private NodeBounds root;
  private NeuronClipRule clip;

  CaseProofCheck(
      int number,
      Query query,
      CheckedNetwork network,
      SlopeNeurons slopeNeurons,
      Budget budget,
      LongAdder nodes,
      LongAdder leaves) {
    this.budget = budget;
    this.nodes = nodes;
    this.leaves = leaves;
    this.number = number;
    this.part = query.property().cases().get(number);
    this.box = query.boxes().get(number);
    this.premise = query.premise();
    this.network = network.on(box);
    this.neurons = slopeNeurons;
    this.workspaces = new Workspaces(this.network);
    RoundingCharges charges = new RoundingCharges(this.network);
    this.ranges = new RangeRule(this.network);
    this.division = new Division(number, network.network());
    boolean isAll = network.isFloat32() || !premise.isEmpty() || !ranges.isIdle();
    Needed needed = new Needed(this.network, part.unsafe(), isAll);
    this.derive = new DeriveRule(this.network, premise, charges, neurons, needed, budget);
    this.rows = new PolyhedronRule(number, part, this.network, charges, neurons, budget);
    this.propagate = new PropagateRule(this.network, part.unsafe(), rows.rows());
    this.exact = new ExactClosing(network, part);
  }

  /**
   * @param halves what becomes of leaves that stay open
   * @throws CheckEnd at the first node that breaks a rule
   */
  void check(Certificate.CaseProof proof, OpenLeaves halves) {
    int other = neurons.layerOfOthers(network.network());
    if (other >= 0) {
      throw rejected(
          NodePlace.ROOT, "slope neurons", "layer " + other + " has no such neurons with slopes");
    }
    if (!ranges.isIdle() && !premise.isEmpty()) {
      throw RangeRule.underPremise();
    }
    NodeState state = new NodeState(network.network(), part.unsafe().size());
    for (int j = 0; j < box.size(); j++) {
      state.bounds().raise(0, j, box.lower()[j]);
      state.bounds().reduce(0, j, box.upper()[j]);
    }
    for (Premise.Literal literal : premise.literals()) {
      state.assume(literal.layer(), literal.neuron(), 0, literal.isActive());
    }
    ProofWalk.Branch top = new ProofWalk.Branch(proof.root(), state, NodePlace.ROOT);
    new ProofWalk(top, branch -> visit(branch, halves)).invoke();
  }

  /** Leaves where something is left to be proved, by their paths. */
  List<CheckResult.Leaf> open() {
    open.sort((a, b) -> Arrays.compare(a.path(), b.path()));
    return open;
  }

  /** The children of a node, where its rules hold. */
  private List<ProofWalk.Branch> visit(ProofWalk.Branch branch, OpenLeaves halves) {
    ProofNode node = branch.node();
    NodeState state = branch.start().get();
    NodePlace where = branch.where();
    nodes.increment();
    requireTime(budget);
    if (state.depth() > MOST_DEPTH) {
      throw rejected(where, "split", "there are too many nodes above");
    }
    Workspaces.Workspace workspace = workspaces.take();
    List<Step> steps = node.steps();
    for (int s = 0; s < steps.size() && !state.bounds().isEmpty(); s++) {
      List<Step.Witness> refutations = refutations(steps, s);
      if (refutations.isEmpty()) {
        apply(steps.get(s), state, workspace, where);
      } else {
        refute(refutations, state, workspace, where);
        s += refutations.size() - 1;
      }
    }
    workspaces.giveBack(workspace);
    if (state.bounds().isEmpty()) {
      leaves.increment();
      return List.of();
    }
    if (root == null) {
      root = state.bounds().copy();
      if (!state.isDerived() && !node.children().isEmpty()) {
        throw rejected(where, "derive", "the root derives no bounds of neurons");
      }
    }
    if (!node.children().isEmpty() || node instanceof ProofNode.ByPolyhedron) {
      return division.of(node, state, where);
    }
    if (node instanceof ProofNode.Closed && exact.closes(state, budget)) {
      leaves.increment();
      return List.of();
    }
    return halved(node, state, where, halves);
  }

  /** The halves of an open leaf, whose steps were taken; or none, if it is to stay open. */
  private List<ProofWalk.Branch> halved(
      ProofNode leaf, NodeState state, NodePlace where, OpenLeaves halves) {
    CheckResult.Leaf place = new CheckResult.Leaf(number, where.path());
    NodeBounds bounds = state.bounds();
    Optional<OpenLeaves.Cut> cut =
        leaf instanceof ProofNode.Closed && state.isDerived()
            ? halves.cut(place, bounds.lower(0), bounds.upper(0))
            : Optional.empty();
    if (cut.isEmpty()) {
      leaves.increment();
      synchronized (open) {
        open.add(place);
      }
      return List.of();
    }
    int input = cut.get().input();
    return division.of(
        new ProofNode.Split(leaf.steps(), 0, input, cut.get().point(), leaf, leaf), state, where);
  }

  /**
   * @throws CheckEnd if there is none left
   */
  static void requireTime(Budget budget) {
    if (budget.expired()) {
      throw new CheckEnd(new CheckResult.Incomplete("the time ran out", List.of()));
    }
  }

  private void apply(Step step, NodeState state, Workspaces.Workspace workspace, NodePlace where) {
    requireTime(budget);
    if (step instanceof Step.Derive all) {
      FactorForms found = derive.apply(all, state.bounds(), workspace.lines(), root == null);
      if (!found.isEmpty()) {
        state.know(found);
      }
      derived(state);
      return;
    }
    if (step instanceof Step.Enclose enclose) {
      derive.enclose(enclose.symbols(), state.bounds(), workspace.lines(), root == null);
      derived(state);
      return;
    }
    requireDerived(state, where);
    if (step instanceof Step.Propagate some) {
      propagate(some, state, where);
      return;
    }
    if (step instanceof Step.ClipInputs) {
      workspace.lines().prepare(state.bounds(), state.factors());
      rows.clipInputs(state, workspace);
    } else if (step instanceof Step.ClipNeurons some) {
      clipNeurons(some, state, workspace, where);
    }
  }

  /** The witnesses of the refutations from a step on, which leave bounds as they are. */
  private static List<Step.Witness> refutations(List<Step> steps, int from) {
    List<Step.Witness> found = new ArrayList<>();
    for (int s = from; s < steps.size() && steps.get(s) instanceof Step.Refute refute; s++) {
      found.add(refute.witness());
    }
    return found;
  }

  private void refute(
      List<Step.Witness> witnesses,
      NodeState state,
      Workspaces.Workspace workspace,
      NodePlace where) {
    requireDerived(state, where);
    workspace.lines().prepare(state.bounds(), state.factors());
    rows.refute(witnesses, state, workspace, where);
  }

  private void requireDerived(NodeState state, NodePlace where) {
    if (!state.isDerived()) {
      throw rejected(where, "derive", "a step before the bounds of neurons are derived");
    }
  }

  private void derived(NodeState state) {
    if (!state.isDerived()) {
      ranges.check(state.bounds());
      state.setDerived();
    }
  }

  private void propagate(Step.Propagate step, NodeState state, NodePlace where) {
    String why = propagate.apply(step, state);
    if (why != null) {
      throw rejected(where, "propagate", why);
    }
  }

  private void clipNeurons(
      Step.ClipNeurons step, NodeState state, Workspaces.Workspace workspace, NodePlace where) {
    if (root == null) {
      throw rejected(where, "clip neurons", "the root's bounds are not complete at the root");
    }
    NeuronClipRule rule = clipRule(workspace);
    NeuronClipRule.Constraint constraint;
    if (step.constraint() != null) {
      int only = state.open().nextSetBit(0);
      boolean isOnly = state.open().cardinality() == 1 && step.constraint().polyhedron() == only;
      if (!isOnly) {
        throw rejected(where, "clip neurons", "the polyhedron is not the only one that is open");
      }
      workspace.lines().prepare(state.bounds(), state.factors());
      PolyhedronRule.Bounded bounded = rows.bounded(step.constraint(), state, workspace, where);
      constraint = rule.atMost(bounded.form(), bounded.limit());
    } else {
      NodeState.Path newest = state.path();
      while (newest != null && newest.layer() == 0) {
        newest = newest.before();
      }
      constraint = newest == null ? null : rule.ofSplit(newest);
      if (constraint == null) {
        throw rejected(where, "clip neurons", "the newest split is none of a slope neuron");
      }
    }
    CentredBox inputs = CentredBox.of(state.bounds());
    for (Step.Claim claim : step.claims()) {
      requireTime(budget);
      boolean isMultiplier =
          claim.multiplier() >= 0 && claim.multiplier() < Float.POSITIVE_INFINITY;
      if (!rule.isKnown(claim.position()) || !isMultiplier) {
        throw rejected(where, "clip neurons", claim + " has no neuron or multiplier");
      }
      rule.apply(claim, constraint, inputs, state.bounds());
    }
  }

  private synchronized NeuronClipRule clipRule(Workspaces.Workspace workspace) {
    if (clip == null) {
      workspace.lines().prepare(root, FactorForms.NONE);
      clip =
          new NeuronClipRule(network, neurons, root, block -> rows.forms(block, root, workspace));
    }
    return clip;
  }

  private CheckEnd rejected(NodePlace where, String rule, String why) {
    return where.rejected(number, rule, why);
  }
}
