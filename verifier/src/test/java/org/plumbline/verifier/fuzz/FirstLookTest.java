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
import org.plumbline.verifier.branching.FirstLookVerifier;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

class FirstLookTest {
  private static final Verifier NEXT =
      (query, budget, listener) -> new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "next");

  private static double least(Subject subject, Random random) {
    ForwardPass forward = new ForwardPass(subject.network(), new JavaGemm());
    double least = Double.POSITIVE_INFINITY;
    for (int sample = 0; sample < 200; sample++) {
      double[] x = subject.lower().clone();
      for (int i = 0; i < x.length; i++) {
        double part = sample < 64 ? sample >> i & 1 : random.nextDouble();
        x[i] = part == 1 ? subject.upper()[i] : x[i] + part * (subject.upper()[i] - x[i]);
      }
      least = Math.min(least, forward.outputs(1, x)[0]);
    }
    return least;
  }

  /** What it proves, no sample contradicts; what is clear by far, it mostly proves. */
  @Test
  void provesNothingThatSamplesContradict() {
    int proved = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Activation activation =
          List.of(Activation.RELU, Activation.TANH, Activation.leakyRelu(0.1)).get(seed % 3);
      Subject subject = Subject.random(random, activation, 3, 9);
      double least = least(subject, random);
      double limit = least + (random.nextInt(3) - 1.5) * Math.abs(random.nextGaussian());
      Verdict verdict =
          new FirstLookVerifier(0, JavaGemm::new, NEXT)
              .verify(subject.withLimit(limit).query(), Budget.unlimited(), ProofListener.SILENT);
      if (verdict instanceof Verdict.Holds) {
        assertThat(least).as("%s", subject).isGreaterThan(limit);
        proved++;
      }
    }
    assertThat(proved).isBetween(30, 250);
  }

  @Test
  void handsOnWhatItDoesNotLookAt() {
    Subject subject = Subject.random(new Random(1), Activation.RELU, 3, 9).withLimit(-1e9);
    List<String> notes = new ArrayList<>();
    ProofListener listener =
        new ProofListener() {
          @Override
          public void note(String what) {
            notes.add(what);
          }
        };
    assertThat(
            new FirstLookVerifier(JavaGemm::new, NEXT)
                .verify(subject.query(), Budget.unlimited(), listener))
        .isEqualTo(new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "next"));
    assertThat(notes).isEmpty();
    assertThat(
            new FirstLookVerifier(0, JavaGemm::new, NEXT)
                .verify(subject.withLimit(1e9).query(), Budget.unlimited(), listener))
        .isInstanceOf(Verdict.Unknown.class);
    assertThat(notes).hasSize(1).first().asString().startsWith("the first look misses by");
  }
}
