package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.PremiseRows;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.float32.DeployedVerifier;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * Premises about the neurons of the network as deployed: what is certified for binary32 leaves room
 * for its rounding, and what is violated follows the premise in binary32.
 */
class DeployedPremiseTest {
  private static final int TRIALS = 60;
  private static final int MILLIS = 3_000;
  private static final int SAMPLES = 400;

  private final Verifier deployed =
      new DeployedVerifier(
          Refuter.NONE,
          new BranchAndBoundVerifier(
              1, JavaGemm::new, ProgramSolver.best(), Splitting.ACTIVATIONS, Refuter.NONE),
          JavaGemm::new);

  private record Asked(Subject subject, Query query, Query rows) {
    /**
     * @param offset how far the limit is below the minimum
     * @param share of the minimum by which it is further below
     */
    static Asked draw(int trial, double offset, double share) {
      Random random = FuzzRun.random(99, trial);
      int neurons = 2 + random.nextInt(7);
      Subject drawn = Subject.random(random, Activation.RELU, 2, neurons);
      double[] x = inside(drawn, random);
      Premise premise = RandomPremise.draw(random, drawn.network(), x);
      double minimum = ArrangementMinimum.of(drawn, premise);
      Subject subject =
          drawn.withLimit(
              Double.isInfinite(minimum) ? 0 : minimum - offset - share * Math.abs(minimum));
      Query query = subject.query().under(premise);
      return new Asked(subject, query, PremiseRows.of(query));
    }

    /** Whether the output is a bias, which nothing rounds. */
    boolean isConstant() {
      double[][][] weights = subject.weights();
      double[] last = weights[weights.length - 1][0];
      return Arrays.stream(last, 0, last.length - 1).allMatch(w -> w == 0);
    }

    boolean isUnsafe(float[] outputs) {
      return rows.property().cases().get(0).unsafe().stream()
          .anyMatch(p -> p.inequalities().stream().allMatch(row -> isMet(row, outputs)));
    }

    private static boolean isMet(LinearInequality row, float[] outputs) {
      double sum = 0;
      for (int t = 0; t < row.outputIndices().length; t++) {
        sum += row.outputCoefficients()[t].doubleValue() * outputs[row.outputIndices()[t]];
      }
      return sum <= row.rhs().doubleValue();
    }
  }

  private static double[] inside(Subject subject, Random random) {
    double[] x = new double[subject.lower().length];
    for (int i = 0; i < x.length; i++) {
      x[i] = subject.lower()[i] + random.nextDouble() * (subject.upper()[i] - subject.lower()[i]);
    }
    return x;
  }

  private boolean isCertified(Asked asked, CertificateRecorder recorder) {
    return recorder.proof().isPresent()
        && new CertificateChecker(1)
                .check(
                    asked.query, recorder.proof().get(), Semantics.FLOAT32, Budget.ofMillis(MILLIS))
            instanceof CheckResult.Accepted;
  }

  @Test
  void noRunInBinary32ContradictsACertificate() {
    int certified = 0;
    int violated = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Asked asked = Asked.draw(trial, trial % 3 == 0 ? -0.05 : 0.05, 0);
      CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
      Verdict verdict = deployed.verify(asked.query, Budget.ofMillis(MILLIS), recorder);
      Float32ForwardPass pass = new Float32ForwardPass(asked.rows.network());
      String what = "trial " + trial + ": " + verdict + " of " + asked.subject;
      if (verdict instanceof Verdict.Violated found) {
        violated++;
        assertThat(found.counterexample().inFloat32()).as(what).isTrue();
        assertThat(asked.isUnsafe(pass.outputs(floats(found.counterexample().inputs()))))
            .as(what)
            .isTrue();
      } else if (verdict instanceof Verdict.Holds && isCertified(asked, recorder)) {
        certified++;
        Random random = FuzzRun.random(100, trial);
        for (int s = 0; s < SAMPLES; s++) {
          float[] x = floats(inside(asked.subject, random));
          assertThat(asked.isUnsafe(pass.outputs(x))).as(what).isFalse();
        }
      }
    }
    System.out.println(
        certified + " certified for binary32 under premises; " + violated + " violated");
    assertThat(certified).isGreaterThan(TRIALS / 4);
    assertThat(violated).isGreaterThan(TRIALS / 8);
  }

  /** What holds by less than the rounding of a sum of its size is certified for reals only. */
  @Test
  void roundingLeavesNoRoomForNarrowMargins() {
    int real = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Asked asked = Asked.draw(trial, 0, 0x1p-30);
      if (asked.subject.limit() == 0 || asked.isConstant()) {
        continue;
      }
      CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
      Verdict verdict =
          new BranchAndBoundVerifier(
                  1, JavaGemm::new, ProgramSolver.best(), Splitting.ACTIVATIONS, Refuter.NONE)
              .verify(asked.query, Budget.ofMillis(MILLIS), recorder);
      if (verdict instanceof Verdict.Holds) {
        real++;
        assertThat(isCertified(asked, recorder)).as("trial " + trial).isFalse();
      }
    }
    assertThat(real).isGreaterThan(TRIALS / 4);
  }

  private static float[] floats(double[] x) {
    float[] rounded = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      rounded[i] = (float) x[i];
    }
    return rounded;
  }
}
