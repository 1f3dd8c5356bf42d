package org.plumbline.verifier.branching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.contract.ProofListener;

/** The two searches over one space, each with its plan, roots and evaluators. */
record SearchSetup(
    Network network,
    SearchSpace space,
    ErrorCharges charges,
    Supplier<Gemm> gemm,
    Parallel parallel,
    ProofListener listener) {

  SubproblemSearch.Result splitInputs(
      Function<double[], Optional<Counterexample>> confirmation, Budget budget) {
    SearchPlan plan = SearchPlan.ofInputSplits(network);
    listener.note("splitting " + space.varying().length + " varying inputs, " + plan);
    List<Evaluator> evaluators = new ArrayList<>();
    for (int t = 0; t < parallel.threads(); t++) {
      evaluators.add(
          new InputSplitEvaluator(network, space, charges, gemm.get(), plan.symbolLimit()));
    }
    return search(plan, evaluators, confirmation).search(space.roots(), budget);
  }

  SubproblemSearch.Result splitActivations(
      Function<double[], Optional<Counterexample>> confirmation, Budget budget) {
    SearchPlan plan = SearchPlan.ofActivationSplits(network);
    RootBounds rootBounds = new RootBounds(network, charges, gemm, parallel);
    List<OpenNeurons> roots = new ArrayList<>();
    for (int s = 0; s < space.sets(); s++) {
      BatchBounds bounds = rootBounds.of(space.set(s), space.varying(), budget);
      if (bounds == null) {
        return new SubproblemSearch.Result(SubproblemSearch.End.OUT_OF_TIME, Optional.empty());
      }
      roots.add(new OpenNeurons(network, bounds));
    }
    listener.note(
        "splitting activations, "
            + roots.get(0).count()
            + " open at the root after "
            + budget.elapsedMillis()
            + " ms, "
            + plan);
    List<Evaluator> evaluators = new ArrayList<>();
    for (int t = 0; t < parallel.threads(); t++) {
      evaluators.add(new ActivationSplitEvaluator(network, space, roots, charges, gemm.get()));
    }
    return search(plan, evaluators, confirmation).search(space.rootsByPolyhedron(), budget);
  }

  private SubproblemSearch search(
      SearchPlan plan,
      List<Evaluator> evaluators,
      Function<double[], Optional<Counterexample>> confirmation) {
    Workers workers = new Workers(parallel, plan.chunk(), evaluators);
    return new SubproblemSearch(workers, plan.round(), confirmation, listener);
  }
}
