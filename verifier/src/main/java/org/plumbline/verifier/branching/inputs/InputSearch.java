package org.plumbline.verifier.branching.inputs;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.search.Workers;
import org.plumbline.verifier.branching.space.Evaluator;
import org.plumbline.verifier.branching.space.Subproblem;

/** A search that halves inputs: its plan, roots and evaluators. */
public final class InputSearch {
  private InputSearch() {}

  /** A search that has not begun. */
  public static SubproblemSearch of(SearchSetup setup) {
    return of(setup, setup.space().roots());
  }

  /**
   * A search of some subproblems.
   *
   * @param roots where it makes a proof of each case, that of the whole case
   */
  public static SubproblemSearch of(SearchSetup setup, List<Subproblem> roots) {
    SearchPlan plan = SearchPlan.ofInputSplits(setup.network(), setup.space().varying().length);
    setup
        .listener()
        .note("splitting " + setup.space().varying().length + " varying inputs, " + plan.words());
    List<Evaluator> evaluators = new ArrayList<>();
    for (int t = 0; t < setup.parallel().threads(); t++) {
      evaluators.add(
          new InputSplitEvaluator(
              setup.network(),
              setup.space(),
              setup.charges(),
              setup.gemm().get(),
              plan.symbolLimit(),
              setup.domains(setup.network(), setup.asked().origin()),
              setup.report(setup.asked().origin())));
    }
    return new SubproblemSearch(
        new Workers(setup.parallel(), plan.chunk(), evaluators),
        roots,
        plan,
        setup.attack(),
        setup.confirmation(),
        setup.listener(),
        () -> roots.stream().map(InputSearch::proof).toList());
  }

  private static CaseProof proof(Subproblem root) {
    return new CaseProof(SlopeNeurons.none(0), root.trace().toProof());
  }
}
