package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;

/**
 * Random small networks through the verifier, against the enumeration of activation patterns (ReLU)
 * or dense sampling (other activations). A disagreement is shrunk before it is reported; what it
 * found becomes a test of its own. {@code benchmarks/fuzz SECONDS SEED} runs it for longer and
 * elsewhere.
 */
class FuzzTest {
  private static final int TRIALS = 150;
  private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
  private static final int SEED = Integer.getInteger("fuzz.seed", 1);
  private static final double TOLERANCE = 1e-6;
  private static final List<Activation> ALL =
      List.of(
          Activation.RELU,
          Activation.leakyRelu(0.25),
          Activation.clip(-1, 1),
          Activation.of(Activation.Kind.SIGN),
          Activation.of(Activation.Kind.FLOOR),
          Activation.SIGMOID,
          Activation.TANH,
          Activation.of(Activation.Kind.EXP),
          Activation.of(Activation.Kind.LOG),
          Activation.of(Activation.Kind.SQRT),
          Activation.of(Activation.Kind.RECIPROCAL),
          Activation.power(2),
          Activation.power(3),
          Activation.of(Activation.Kind.SIN),
          Activation.of(Activation.Kind.COS));

  private final BranchAndBoundVerifier[] verifiers = {
    new BranchAndBoundVerifier(1, JavaGemm::new, Splitting.INPUTS, Refuter.NONE),
    new BranchAndBoundVerifier(1, JavaGemm::new, Splitting.ACTIVATIONS, Refuter.NONE)
  };

  private Verdict verdict(int verifier, Subject subject, int millis) {
    return verifiers[verifier].verify(
        subject.query(), Budget.ofMillis(millis), ProofListener.SILENT);
  }

  private static double sampledMinimum(Subject subject) {
    ForwardPass forward = new ForwardPass(subject.network(), new JavaGemm());
    double least = Double.POSITIVE_INFINITY;
    for (int s = 0; s <= 200; s++) {
      double[] x = new double[subject.lower().length];
      for (int i = 0; i < x.length; i++) {
        double t = i == 0 ? s / 200.0 : (s * 7 % 201) / 200.0;
        x[i] =
            Math.min(
                subject.upper()[i],
                subject.lower()[i] + t * (subject.upper()[i] - subject.lower()[i]));
      }
      least = Math.min(least, forward.outputs(1, x)[0]);
    }
    return least;
  }

  private static long end() {
    return System.nanoTime() + SECONDS * 500_000_000;
  }

  private static void report(int trials, String what) {
    if (SECONDS > 0) {
      System.out.println("seed " + SEED + ": " + trials + " " + what);
    }
  }

  /** Reports the simplest subject that still fails. */
  private static void check(int trial, Subject subject, Predicate<Subject> isRight) {
    if (!isRight.test(subject)) {
      fail(
          "fuzz.seed="
              + SEED
              + " trial "
              + trial
              + " disagrees; shrunk to "
              + shrunk(subject, isRight));
    }
  }

  private static Subject shrunk(Subject subject, Predicate<Subject> isRight) {
    for (Subject candidate : subject.simpler()) {
      if (!isRight.test(candidate)) {
        return shrunk(candidate, isRight);
      }
    }
    return subject;
  }

  @Test
  void agreesWithEnumerationOfActivationPatterns() {
    long end = end();
    int trial = 0;
    for (; trial < TRIALS || System.nanoTime() < end; trial++) {
      Random random = new Random((SEED * 1_000_003L + trial) * 0x9E3779B97F4A7C15L);
      int neurons = 1 + random.nextInt(9);
      Subject subject = Subject.random(random, Activation.RELU, 1 + random.nextInt(2), neurons);
      double minimum = ArrangementMinimum.of(subject);
      double offset = random.nextGaussian() * Math.pow(10, -random.nextInt(4));
      int verifier = trial % verifiers.length;
      check(trial, subject.withLimit(minimum + offset), s -> isExactlyRight(verifier, s));
    }
    report(trial, "ReLU networks agree with the enumeration of activation patterns");
  }

  private boolean isExactlyRight(int verifier, Subject subject) {
    double minimum = ArrangementMinimum.of(subject);
    if (Math.abs(minimum - subject.limit()) < TOLERANCE * (1 + Math.abs(minimum))) {
      return true;
    }
    Verdict verdict = verdict(verifier, subject, 10_000);
    return minimum < subject.limit()
        ? verdict instanceof Verdict.Violated
        : verdict instanceof Verdict.Holds;
  }

  @Test
  void neverProvesWhatSamplingRefutesWithOtherActivations() {
    long end = end();
    int trial = 0;
    for (; trial < TRIALS || System.nanoTime() < end; trial++) {
      Random random = new Random((SEED * 2_000_003L + trial) * 0x9E3779B97F4A7C15L);
      Subject subject =
          Subject.random(
              random, () -> ALL.get(random.nextInt(ALL.size())), 1 + random.nextInt(3), 8);
      double gap = TOLERANCE * Math.pow(10, random.nextInt(5));
      int verifier = trial % verifiers.length;
      check(trial, subject.withLimit(sampledMinimum(subject) + gap), s -> isNotProved(verifier, s));
    }
    report(trial, "networks of any activation: nothing proved that sampling refutes");
  }

  private boolean isNotProved(int verifier, Subject subject) {
    double minimum = sampledMinimum(subject);
    return !Double.isFinite(minimum)
        || minimum >= subject.limit()
        || !(verdict(verifier, subject, 100) instanceof Verdict.Holds);
  }

  @Test
  void shrinksToWhatMakesTheDifference() {
    Subject subject = Subject.random(new Random(5), Activation.RELU, 2, 9);
    Predicate<Subject> hasSmallBias = s -> Math.abs(lastBias(s)) < 0.5;
    assertThat(hasSmallBias.test(subject)).as("the subject fails").isFalse();
    Subject simplest = shrunk(subject, hasSmallBias);
    assertThat(hasSmallBias.test(simplest)).isFalse();
    for (int l = 0; l + 1 < simplest.weights().length; l++) {
      assertThat(simplest.weights()[l]).hasNumberOfRows(1);
      assertThat(simplest.weights()[l][0]).containsOnly(0);
    }
    assertThat(simplest.lower()).isEqualTo(simplest.upper());
  }

  private static double lastBias(Subject subject) {
    double[] row = subject.weights()[subject.weights().length - 1][0];
    return row[row.length - 1];
  }
}
