package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.Activation;

/**
 * A short run of the fuzzer. {@code benchmarks/fuzz SECONDS SEED} runs it for longer, and shrinks
 * what it finds to be kept in {@link FoundByFuzzingTest}.
 */
class FuzzTest {
  private static final int TRIALS = 150;
  private static final int SEED = 1;
  private static final int MILLIS_PER_QUERY = 50;

  @Test
  void agreesWithEnumerationOfActivationPatterns() {
    ReluEnumeration enumeration = new ReluEnumeration();
    for (int trial = 0; trial < TRIALS; trial++) {
      assertThat(enumeration.wrong(FuzzRun.random(SEED, trial))).as("trial %d", trial).isEmpty();
    }
  }

  @Test
  void findsNothingWrongWithNetworksOfAllKinds() {
    Judge judge = new Judge(MILLIS_PER_QUERY);
    for (int trial = 0; trial < TRIALS; trial++) {
      Optional<Problem> problem = RandomProblem.draw(FuzzRun.random(SEED, trial));
      if (problem.isPresent()) {
        assertThat(judge.complaint(problem.get()))
            .as("seed %d trial %d: %s", SEED, trial, problem.get())
            .isEmpty();
      }
    }
    assertThat(judge.proofs()).isGreaterThan(TRIALS / 10);
    assertThat(judge.violations()).isGreaterThan(TRIALS / 10);
  }

  @Test
  void shrinksToWhatMakesTheDifference() {
    Subject subject = Subject.random(new Random(5), Activation.RELU, 2, 9);
    Predicate<Subject> hasSmallBias = s -> Math.abs(lastBias(s)) < 0.5;
    assertThat(hasSmallBias.test(subject)).as("the subject fails").isFalse();
    Subject simplest = subject.shrunk(hasSmallBias);
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
