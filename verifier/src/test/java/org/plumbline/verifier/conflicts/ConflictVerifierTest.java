package org.plumbline.verifier.conflicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.samples.SmallNetworks;

/** Formulas in the guise of networks, whose truth all assignments tell. */
class ConflictVerifierTest {
  private static final int TRIALS = 60;
  private static final Verdict ANOTHER =
      new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "the next verifier was asked");
  private static final Verifier NEXT = (query, budget, listener) -> ANOTHER;

  private static Verdict verdict(Query query, CertificateRecorder recorder) {
    return new ConflictVerifier(1, NEXT).verify(query, Budget.ofMillis(60_000), recorder);
  }

  private static CertificateRecorder recorder() {
    return new CertificateRecorder(ProofListener.SILENT);
  }

  private static CheckResult check(Query query, List<CaseProof> proof) {
    return new CertificateChecker(1).check(query, proof, Semantics.REAL, Budget.unlimited());
  }

  private static void assertRight(boolean isSatisfiable, Query query, String what) {
    CertificateRecorder recorder = recorder();
    Verdict verdict = verdict(query, recorder);
    if (isSatisfiable) {
      assertThat(verdict).as(what).isInstanceOf(Verdict.Violated.class);
    } else {
      assertThat(verdict).as(what).isInstanceOf(Verdict.Holds.class);
      assertThat(check(query, recorder.proof().orElseThrow()))
          .as(what)
          .isInstanceOf(CheckResult.Accepted.class);
    }
  }

  /** Of about as many clauses as satisfy and exclude all assignments equally often. */
  @ParameterizedTest
  @CsvSource({"5, 2, 9", "8, 3, 40", "12, 3, 58", "10, 5, 230"})
  void clausesAreDecidedAsAllAssignmentsDecideThem(int bits, int k, int clauses) {
    int satisfiable = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Formula formula = Formula.clauses(RandomNetworks.random(trial), bits, clauses, k);
      boolean isSatisfiable = formula.isSatisfiable();
      satisfiable += isSatisfiable ? 1 : 0;
      assertRight(isSatisfiable, formula.query(0, 1, "0", "0"), "trial " + trial);
    }
    assertThat(satisfiable).isBetween(TRIALS / 8, TRIALS * 7 / 8);
  }

  @Test
  void sumsOfWeightsAreDecidedAsAllAssignmentsDecideThem() {
    int satisfiable = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Formula formula = Formula.knapsacks(RandomNetworks.random(trial), 10, 5);
      boolean isSatisfiable = formula.isSatisfiable();
      satisfiable += isSatisfiable ? 1 : 0;
      assertRight(isSatisfiable, formula.query(-1.5, 2.5, "0", "0"), "trial " + trial);
    }
    assertThat(satisfiable).isBetween(TRIALS / 8, TRIALS * 7 / 8);
  }

  /** A limit that may be exceeded by a little, and bits that may be off by as much. */
  @ParameterizedTest
  @CsvSource({"0.0001, 0", "0, 0.00000001", "0.0001, 0.00000001"})
  void slackDoesNotMatter(String limit, String distance) {
    for (int trial = 0; trial < TRIALS; trial++) {
      Formula formula = Formula.clauses(RandomNetworks.random(trial), 8, 40, 3);
      assertRight(formula.isSatisfiable(), formula.query(0, 1, limit, distance), "trial " + trial);
    }
  }

  @Test
  void everyPolyhedronIsDecided() {
    Random random = RandomNetworks.random(3);
    int holds = 0;
    for (int trial = 0; trial < 10; trial++) {
      Formula formula = Formula.clauses(random, 8, 60, 3);
      Query query =
          Formula.query(
              formula.network(0, 1),
              0,
              1,
              List.of(Formula.kept("-1", "0"), Formula.kept("0", "0")));
      assertRight(formula.isSatisfiable(), query, "trial " + trial);
      holds += formula.isSatisfiable() ? 0 : 1;
    }
    assertThat(holds).isPositive();
  }

  /** The same question twice has the same answer and the same proof. */
  @Test
  void searchesAreDeterministic() {
    Query query = Formula.clauses(RandomNetworks.random(1), 12, 80, 3).query(0, 1, "0", "0");
    CertificateRecorder first = recorder();
    CertificateRecorder second = recorder();
    assertThat(verdict(query, first)).isInstanceOf(Verdict.Holds.class);
    new ConflictVerifier(2, NEXT).verify(query, Budget.ofMillis(60_000), second);
    assertThat(second.proof().orElseThrow().get(0).root())
        .isEqualTo(first.proof().orElseThrow().get(0).root());
  }

  /** Between its ends an input may be anything there, so that nothing is known of its bit. */
  @Test
  void inputsThatMayBeAnythingAreLeftToTheNext() {
    Query query = Formula.clauses(RandomNetworks.random(1), 8, 80, 3).query(0, 1, "0", "0.6");
    assertThat(verdict(query, recorder())).isSameAs(ANOTHER);
  }

  @Test
  void otherQuestionsAreLeftToTheNext() {
    for (int trial = 0; trial < 20; trial++) {
      Random random = RandomNetworks.random(trial);
      Query query =
          Formula.query(
              SmallNetworks.relu(random, 6, 12, 12, 2), 0, 1, List.of(Formula.kept("0", "0")));
      assertThat(verdict(query, recorder())).isSameAs(ANOTHER);
    }
  }

  /** Proofs of one formula prove nothing of another one. */
  @Test
  void proofsOfOneFormulaAreNoneOfASatisfiableOne() {
    int tried = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = RandomNetworks.random(trial);
      Formula one = Formula.clauses(random, 8, 60, 3);
      Formula other = Formula.clauses(random, 8, 60, 3);
      CertificateRecorder recorder = recorder();
      if (other.isSatisfiable()
          && verdict(one.query(0, 1, "0", "0"), recorder) instanceof Verdict.Holds) {
        tried++;
        assertThat(check(other.query(0, 1, "0", "0"), recorder.proof().orElseThrow()))
            .isNotInstanceOf(CheckResult.Accepted.class);
      }
    }
    assertThat(tried).isPositive();
  }
}
