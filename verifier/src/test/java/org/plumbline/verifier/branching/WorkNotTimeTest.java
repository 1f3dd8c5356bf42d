package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.ProjectedGradientAttack;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.attack.CaseByCaseAttack;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.SmallNetworks;

/** What a search does follows from the question: the same steps, whatever the time limit says. */
class WorkNotTimeTest {
  private static final int TRIALS = 12;
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;

  /** Everything that a search tells. */
  private static final class Diary implements ProofListener {
    private final List<String> entries = new ArrayList<>();
    private int nodes;

    @Override
    public void progress(int open, long evaluated, double provedShare) {
      entries.add(open + " of " + evaluated + ", " + provedShare);
    }

    @Override
    public void proved(Supplier<List<CaseProof>> cases) {
      cases.get().forEach(proof -> count(proof.root()));
    }

    private void count(ProofNode node) {
      nodes++;
      entries.add("a node of " + node.steps().size() + " steps");
      node.children().forEach(this::count);
    }

    @Override
    public void note(String what) {
      entries.add(what);
    }
  }

  @ParameterizedTest
  @EnumSource(Splitting.class)
  void sameStepsForAMinuteAndForADay(Splitting splitting) {
    int longest = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Diary minute = new Diary();
      Diary day = new Diary();
      Verdict first = verdict(trial, splitting, MINUTE, minute);
      Verdict again = verdict(trial, splitting, DAY, day);
      assertThat(again.getClass()).as("trial %d", trial).isEqualTo(first.getClass());
      assertThat(day.entries).as("trial %d", trial).isEqualTo(minute.entries);
      longest = Math.max(longest, minute.nodes);
    }
    assertThat(longest).isGreaterThan(10);
  }

  private static Verdict verdict(int trial, Splitting splitting, long millis, Diary diary) {
    Random random = RandomNetworks.random(trial);
    Query query = BelowSamples.query(SmallNetworks.relu(random, 6, 16, 16, 16, 1), random);
    CaseByCaseAttack attack =
        new CaseByCaseAttack(
            (n, all) -> new ProjectedGradientAttack(n, JavaGemm::new, 1, AttackOptions.quick()), 1);
    return new BranchAndBoundVerifier(1, JavaGemm::new, ProgramSolver.best(), splitting, attack)
        .verify(query, Budget.ofMillis(millis), diary);
  }
}
