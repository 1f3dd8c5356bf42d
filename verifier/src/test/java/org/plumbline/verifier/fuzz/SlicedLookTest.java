package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.SlicedLookVerifier;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

class SlicedLookTest {
  private static final Verdict UNKNOWN = new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "next");
  private static final Verifier NEXT = (query, budget, listener) -> UNKNOWN;

  /** A subject whose box is so many times smaller. */
  private static Subject random(Random random, int seed) {
    Activation activation = seed % 2 == 0 ? Activation.RELU : Activation.leakyRelu(0.1);
    Subject subject = Subject.random(random, activation, 3, 9);
    double scale = Math.pow(10, -random.nextInt(7));
    double[] upper = subject.upper().clone();
    for (int i = 0; i < upper.length; i++) {
      upper[i] = subject.lower()[i] + scale * (upper[i] - subject.lower()[i]);
    }
    return new Subject(subject.weights(), subject.activations(), subject.lower(), upper, 0);
  }

  private static double[] range(Subject subject, Random random) {
    ForwardPass forward = new ForwardPass(subject.network(), new JavaGemm());
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int sample = 0; sample < 200; sample++) {
      double[] x = subject.lower().clone();
      for (int i = 0; i < x.length; i++) {
        double part = sample < 64 ? sample >> i & 1 : random.nextDouble();
        x[i] = part == 1 ? subject.upper()[i] : x[i] + part * (subject.upper()[i] - x[i]);
      }
      double y = forward.outputs(1, x)[0];
      range[0] = Math.min(range[0], y);
      range[1] = Math.max(range[1], y);
    }
    return range;
  }

  /** What it proves, no sample contradicts; limits are as near as the outputs are to each other. */
  @Test
  void provesNothingThatSamplesContradict() {
    int proved = 0;
    int violated = 0;
    for (int seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      Subject subject = random(random, seed);
      double[] range = range(subject, random);
      double limit = range[0] + (random.nextInt(4) - 2.5) * (range[1] - range[0]);
      Verdict verdict =
          new SlicedLookVerifier(0, 2, JavaGemm::new, NEXT)
              .verify(subject.withLimit(limit).query(), Budget.unlimited(), ProofListener.SILENT);
      if (verdict instanceof Verdict.Holds) {
        assertThat(range[0]).as("%s", subject).isGreaterThan(limit);
        proved++;
      } else if (range[0] <= limit) {
        violated++;
      }
    }
    assertThat(proved).isBetween(30, 500);
    assertThat(violated).isBetween(100, 500);
  }

  @Test
  void saysTheSameWithAnyNumberOfThreads() {
    for (int seed = 0; seed < 30; seed++) {
      Subject subject = random(new Random(seed), seed);
      double limit = range(subject, new Random(seed))[0] - 1e-3;
      List<String> one = notes(subject.withLimit(limit), 1);
      assertThat(notes(subject.withLimit(limit), 3)).isEqualTo(one);
    }
  }

  private static List<String> notes(Subject subject, int threads) {
    List<String> notes = new ArrayList<>();
    ProofListener listener =
        new ProofListener() {
          @Override
          public void note(String what) {
            notes.add(what);
          }
        };
    new SlicedLookVerifier(0, threads, JavaGemm::new, NEXT)
        .verify(subject.query(), Budget.unlimited(), listener);
    return notes;
  }

  @Test
  void handsOnSmallNetworksAndWhatHasNoChance() {
    Subject subject = random(new Random(1), 0);
    assertThat(
            new SlicedLookVerifier(2, JavaGemm::new, NEXT)
                .verify(subject.withLimit(-1e9).query(), Budget.unlimited(), ProofListener.SILENT))
        .isEqualTo(UNKNOWN);
    assertThat(notes(subject.withLimit(1e9), 1)).isEmpty();
  }

  @Test
  void provesNothingWhenTimeIsUp() {
    Subject subject = random(new Random(1), 0).withLimit(-1e9);
    Budget none = Budget.ofMillis(0);
    assertThat(
            new SlicedLookVerifier(0, 2, JavaGemm::new, NEXT)
                .verify(subject.query(), none, ProofListener.SILENT))
        .isEqualTo(UNKNOWN);
  }
}
