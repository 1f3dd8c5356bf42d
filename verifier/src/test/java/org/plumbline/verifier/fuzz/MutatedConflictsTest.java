package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.conflicts.ConflictVerifier;
import org.plumbline.verifier.conflicts.Formula;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * Changes proofs of formulas that nothing satisfies, and has them checked against the formula
 * without one of its sums, which something satisfies: no change may make a proof of that.
 */
class MutatedConflictsTest {
  private static final int FORMULAS = 20;
  private static final int PER_FORMULA = Integer.getInteger("plumbline.mutants", 4000) / FORMULAS;

  private final CertificateChecker checker = new CertificateChecker(1);
  private int accepted;

  @Test
  void noMutantProvesWhatIsFalse() {
    int formulas = 0;
    for (int trial = 0; formulas < FORMULAS; trial++) {
      Random random = RandomNetworks.random(trial);
      Formula contradiction = Formula.clauses(random, 7, 45, 3);
      Formula satisfiable = contradiction;
      while (!satisfiable.isSatisfiable() && satisfiable.limits().length > 1) {
        contradiction = satisfiable;
        satisfiable = satisfiable.relaxed(random.nextInt(satisfiable.limits().length));
      }
      if (!contradiction.isSatisfiable()) {
        formulas++;
        mutate(trial, random, query(contradiction), query(satisfiable));
      }
    }
    assertThat(accepted).as("mutants that are proofs of what is true").isPositive();
  }

  private static Query query(Formula formula) {
    return formula.query(0, 1, "0", "0");
  }

  private void mutate(int trial, Random random, Query isTrue, Query isFalse) {
    CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
    Verdict verdict =
        new ConflictVerifier(
                1,
                (query, budget, listener) ->
                    new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "it was not decided"))
            .verify(isTrue, Budget.unlimited(), recorder);
    assertThat(verdict).as("trial %d", trial).isInstanceOf(Verdict.Holds.class);
    List<CaseProof> proof = recorder.proof().orElseThrow();
    assertThat(check(isFalse, proof)).isNotInstanceOf(CheckResult.Accepted.class);
    for (int m = 0; m < PER_FORMULA; m++) {
      List<CaseProof> mutant = new Mutation(random).of(proof);
      assertThat(check(isFalse, mutant))
          .as("trial %d, mutant %d", trial, m)
          .isNotInstanceOf(CheckResult.Accepted.class);
      accepted += check(isTrue, mutant) instanceof CheckResult.Accepted ? 1 : 0;
    }
  }

  private CheckResult check(Query query, List<CaseProof> proof) {
    return checker.check(query, proof, Semantics.REAL, Budget.unlimited());
  }
}
