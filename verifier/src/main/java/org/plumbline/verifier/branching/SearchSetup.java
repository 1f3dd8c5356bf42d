package org.plumbline.verifier.branching;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.proof.RootRows;

/**
 * The two searches over one space, each with its plan, roots and evaluators.
 *
 * @param asked the network that was asked about
 * @param attack a thorough search for counterexamples
 * @param confirmation replays a candidate input
 */
record SearchSetup(
    Network network,
    Asked asked,
    SearchSpace space,
    ErrorCharges charges,
    Supplier<Gemm> gemm,
    ProgramSolver programs,
    Parallel parallel,
    Supplier<Optional<Counterexample>> attack,
    Function<double[], Optional<Counterexample>> confirmation,
    ProofListener listener) {
  /**
   * The network that was asked about.
   *
   * @param origin of the neurons of the network that is searched
   */
  record Asked(int depth, Origin origin) {}

  /** Multiply-adds of root bounds that are cheaper than a thorough attack. */
  private static final double AFFORDABLE_PRODUCTS = 2e11;

  SubproblemSearch splitInputs() {
    SearchPlan plan = SearchPlan.ofInputSplits(network, space.varying().length);
    listener.note("splitting " + space.varying().length + " varying inputs, " + plan);
    List<Evaluator> evaluators = new ArrayList<>();
    for (int t = 0; t < parallel.threads(); t++) {
      evaluators.add(
          new InputSplitEvaluator(
              network, space, charges, gemm.get(), plan.symbolLimit(), report(asked.origin())));
    }
    List<Subproblem> roots = space.roots();
    return new SubproblemSearch(
        new Workers(parallel, plan.chunk(), evaluators),
        roots,
        plan,
        attack,
        confirmation,
        listener,
        () -> roots.stream().map(this::proof).toList());
  }

  private CaseProof proof(Subproblem root) {
    return new CaseProof(SlopeNeurons.none(0), root.trace().toProof());
  }

  BoundReport report(Origin origin) {
    return new BoundReport(listener, space, origin);
  }

  /** Bounds all neurons first; empty if the time ran out. */
  Optional<ActivationSearch> splitActivations(Budget budget) {
    RootBounds rootBounds = new RootBounds(network, space.premise(), gemm, parallel);
    BitSet empty = new BitSet();
    List<BatchBounds> roots = new ArrayList<>();
    List<RootRows> rows = new ArrayList<>();
    for (int s = 0; s < space.sets(); s++) {
      rows.add(new RootRows(asked.depth(), asked.origin()));
      BatchBounds bounds = rootBounds.of(space.set(s), space.varying(), rows.get(s), budget);
      if (bounds == null) {
        return Optional.empty();
      }
      report(asked.origin()).ofRoot(bounds);
      roots.add(bounds);
      empty.set(s, rootBounds.isEmpty());
    }
    listener.note("bounds of all neurons are there");
    return Optional.of(
        new ActivationSearch(
            this, roots, empty, rows, rootBounds.derivation(), rootBounds.isOptimised()));
  }

  /** Whether the bounds of all neurons cost more than a thorough attack. */
  boolean areRootsExpensive() {
    double products = 0;
    double below = 0;
    for (Layer layer : network.layers()) {
      below += layer.size();
      if (layer instanceof AffineLayer affine) {
        below += affine.terms().stream().mapToDouble(t -> t.map().products()).sum();
      } else {
        products += layer.size() * below;
      }
    }
    return products * space.sets() > AFFORDABLE_PRODUCTS;
  }
}
