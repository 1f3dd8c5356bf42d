package org.plumbline.verifier.branching.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch.End;
import org.plumbline.verifier.branching.search.SubproblemSearch.Result;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.SmallNetworks;

/** What a search by halves proves, its certificate proves; what is false it does not prove. */
class HalvedSearchTest {
  private static final int TRIALS = 30;

  private static Query query(int trial) {
    Random random = RandomNetworks.random(trial);
    return BelowSamples.query(SmallNetworks.relu(random, 5, 12, 12, 12, 12, 1), random);
  }

  private static Result searched(Query query) {
    Network network = query.network();
    SearchSpace space = new SearchSpace(UnsafeSets.of(query.property()), Premise.NONE);
    CounterexampleChecker checker = new CounterexampleChecker(query);
    try (Parallel parallel = new Parallel(1)) {
      SearchSetup setup =
          new SearchSetup(
              network,
              new SearchSetup.Asked(
                  network.depth(), Origin.identity(network.depth()), network.reading()),
              space,
              new ErrorCharges(network, space.hull()),
              JavaGemm::new,
              ProgramSolver.best(),
              parallel,
              new KnownTrees(),
              Optional::empty,
              x -> checker.check(x).filter(Counterexample::isViolation),
              ProofListener.SILENT);
      Budget budget = Budget.ofMillis(10_000);
      ActivationSearch root = ActivationSearch.of(setup, budget).orElseThrow();
      return HalvedSearch.run(setup, root, budget);
    }
  }

  private static int inputSplits(ProofNode node) {
    int own = node instanceof ProofNode.Split split && split.layer() == 0 ? 1 : 0;
    return own + node.children().stream().mapToInt(HalvedSearchTest::inputSplits).sum();
  }

  private static CheckResult check(Query query, List<CaseProof> proof) {
    return new CertificateChecker(1).check(query, proof, Semantics.REAL, Budget.unlimited());
  }

  @Test
  void proofsAreAccepted() {
    List<String> refused = new ArrayList<>();
    int proved = 0;
    int mostSplits = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Query query = query(trial);
      Result result = searched(query);
      if (result.end() == End.PROVED) {
        proved++;
        List<CaseProof> proof = result.proof().get();
        mostSplits = Math.max(mostSplits, inputSplits(proof.get(0).root()));
        CheckResult checked = check(query, proof);
        if (!(checked instanceof CheckResult.Accepted)) {
          refused.add(trial + ": " + checked);
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(proved).isGreaterThan(TRIALS / 2);
    assertThat(mostSplits).isGreaterThan(3);
  }

  @Test
  void aProofThatLeavesAHalfOutIsRefused() {
    int refused = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Query query = query(trial);
      Result result = searched(query);
      if (result.end() != End.PROVED) {
        continue;
      }
      CaseProof proof = result.proof().get().get(0);
      ProofNode.Split split = (ProofNode.Split) proof.root();
      ProofNode.Split other =
          new ProofNode.Split(
              split.steps(),
              0,
              split.neuron(),
              split.point(),
              split.below(),
              new ProofNode.Closed(List.of()));
      CheckResult checked = check(query, List.of(new CaseProof(proof.slopeNeurons(), other)));
      assertThat(checked).isNotInstanceOf(CheckResult.Accepted.class);
      refused++;
    }
    assertThat(refused).isGreaterThan(TRIALS / 2);
  }
}
