package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.ProjectedGradientAttack;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.attack.AttackFirstVerifier;
import org.plumbline.verifier.attack.CaseByCaseAttack;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.solvers.SolverVerifier;

/**
 * Small networks under random premises: no engine may contradict the enumeration of activation
 * patterns, counterexamples follow the premise, and proofs are certified. {@code
 * -Dplumbline.premises=N} makes it N networks.
 */
class PremiseFuzzTest {
  private static final int TRIALS = Integer.getInteger("plumbline.premises", 120);
  private static final int MILLIS = 3_000;
  private static final double NEAR = 1e-6;

  /** One network in so many is shown to the solvers, which are slower. */
  private static final int SOLVED = 10;

  private final Map<String, Verifier> engines = new LinkedHashMap<>();
  private final CertificateChecker checker = new CertificateChecker(1);
  private int proofs;
  private int certified;
  private int violations;
  private int undecided;

  PremiseFuzzTest() {
    for (Splitting splitting : Splitting.values()) {
      engines.put(
          splitting.name(),
          new BranchAndBoundVerifier(
              1, JavaGemm::new, ProgramSolver.best(), splitting, Refuter.NONE));
    }
    Refuter attack =
        new CaseByCaseAttack(
            (network, cases) ->
                new ProjectedGradientAttack(network, JavaGemm::new, 1, AttackOptions.quick()),
            1);
    engines.put("ATTACK", new AttackFirstVerifier(attack, engines.get("ACTIVATIONS")));
    engines.put("SMT", SolverVerifier.exact(SmtSolvers.require(SmtEngine.Z3), JavaGemm::new, 1));
    engines.put(
        "MILP",
        SolverVerifier.inDoubles(
            ProgramSolver.require().constraints(), ProgramSolver.require(), JavaGemm::new, 1));
  }

  @Test
  void noEngineContradictsTheEnumeration() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = FuzzRun.random(97, trial);
      int neurons = 1 + random.nextInt(9);
      Subject drawn = Subject.random(random, Activation.RELU, 1 + random.nextInt(2), neurons);
      Premise premise = RandomPremise.draw(random, drawn.network(), inside(drawn, random));
      double minimum = ArrangementMinimum.of(drawn, premise);
      double offset = random.nextGaussian() * Math.pow(10, -random.nextInt(4));
      Subject subject = drawn.withLimit(Double.isInfinite(minimum) ? 0 : minimum + offset);
      if (Math.abs(offset) > NEAR * (1 + Math.abs(subject.limit()))) {
        judge(trial, subject, premise, minimum);
      }
    }
    System.out.println(
        proofs
            + " proofs, "
            + certified
            + " certified; "
            + violations
            + " violations; "
            + undecided
            + " undecided");
    assertThat(certified).isGreaterThanOrEqualTo(proofs * 9 / 10);
    assertThat(violations).isGreaterThan(TRIALS / 2);
    assertThat(proofs).isGreaterThan(TRIALS / 2);
    assertThat(undecided).isLessThan(TRIALS);
  }

  /** Whether a region is empty is a question like any other. */
  @Test
  void emptyRegionsAreProved() {
    int empty = 0;
    int proved = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = FuzzRun.random(98, trial);
      int neurons = 1 + random.nextInt(9);
      Subject drawn = Subject.random(random, Activation.RELU, 1 + random.nextInt(2), neurons);
      Premise premise = RandomPremise.draw(random, drawn.network(), inside(drawn, random));
      boolean isEmpty = Double.isInfinite(ArrangementMinimum.of(drawn, premise));
      Query query =
          new PatternQuestion(
                  drawn.network(), drawn.query().property().cases().get(0).inputs(), premise)
              .empty();
      for (Splitting splitting : Splitting.values()) {
        CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
        Verdict verdict =
            engines.get(splitting.name()).verify(query, Budget.ofMillis(MILLIS), recorder);
        String what = splitting + ", trial " + trial + " of " + drawn + premise;
        if (verdict instanceof Verdict.Holds) {
          assertThat(isEmpty).as(what).isTrue();
          assertThat(isAccepted(query, recorder.proof())).as(what).isTrue();
        } else if (verdict instanceof Verdict.Violated) {
          assertThat(isEmpty).as(what).isFalse();
        }
        empty += isEmpty ? 1 : 0;
        proved += verdict instanceof Verdict.Holds ? 1 : 0;
      }
    }
    assertThat(empty).isGreaterThan(TRIALS / 8);
    assertThat(proved).isGreaterThanOrEqualTo(empty * 9 / 10);
  }

  private static double[] inside(Subject subject, Random random) {
    double[] x = new double[subject.lower().length];
    for (int i = 0; i < x.length; i++) {
      x[i] = subject.lower()[i] + random.nextDouble() * (subject.upper()[i] - subject.lower()[i]);
    }
    return x;
  }

  private void judge(int trial, Subject subject, Premise premise, double minimum) {
    Query query = subject.query().under(premise);
    engines.forEach(
        (name, engine) -> {
          boolean isSolver = engine instanceof SolverVerifier;
          if (isSolver && trial % SOLVED != 0) {
            return;
          }
          CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
          Verdict verdict = engine.verify(query, Budget.ofMillis(MILLIS), recorder);
          String what = name + ", trial " + trial + ": " + verdict + " of " + subject + premise;
          if (verdict instanceof Verdict.Holds) {
            proofs += isSolver ? 0 : 1;
            assertThat(minimum).as(what).isGreaterThan(subject.limit());
            certified += !isSolver && isAccepted(query, recorder.proof()) ? 1 : 0;
          } else if (verdict instanceof Verdict.Violated violated) {
            violations++;
            assertThat(minimum).as(what).isLessThan(subject.limit());
            assertFollows(query, violated.counterexample().inputs(), what);
          } else {
            undecided++;
          }
        });
  }

  private boolean isAccepted(Query query, Optional<List<Certificate.CaseProof>> proof) {
    return proof.isPresent()
        && checker.check(query, proof.get(), Certificate.Semantics.REAL, Budget.ofMillis(MILLIS))
            instanceof CheckResult.Accepted;
  }

  private static void assertFollows(Query query, double[] x, String what) {
    double[][] values = new ForwardPass(query.network(), new JavaGemm()).trace(1, x);
    for (Premise.Literal literal : query.premise().literals()) {
      double z = values[literal.layer()][literal.neuron()];
      assertThat(literal.isActive() ? z : -z).as(what).isGreaterThan(-1e-12);
    }
  }
}
