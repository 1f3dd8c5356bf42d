package org.plumbline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks by queries on class 1, which is where {@code x0 < x1 + 0.25}. */
class FalsificationTest {
  private static final Model TWO =
      Model.of(
          "two.nnet",
          "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n"
              .getBytes(StandardCharsets.UTF_8));

  private static final LocalRobustness NEAR =
      LocalRobustness.around(0.5, 0.5).range("0", "1").label(1);

  private static Answer attacked(LocalRobustness near, Falsification.Method method, long queries) {
    return Verification.of(TWO, near).threads(1).falsify(new Falsification(method, queries));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFoundIsReplayed(Falsification.Method method) {
    Answer answer = attacked(NEAR.epsilon("0.25"), method, 500);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Violated.class,
            violated -> {
              List<Double> x = violated.counterexample().inputs();
              assertThat(x).allSatisfy(v -> assertThat(v).isBetween(0.25, 0.75));
              assertThat(x.get(0) - x.get(1)).isGreaterThanOrEqualTo(0.25);
              assertThat(Verification.of(TWO, NEAR.epsilon("0.25")).replay(x))
                  .isInstanceOf(Violated.class);
              assertThat(violated.cost().subproblems()).isBetween(3L, 500L);
            });
    assertThat(((Violated) attacked(NEAR.epsilon("0.25"), method, 500)).counterexample())
        .as("one seed, one answer")
        .isEqualTo(((Violated) answer).counterexample());
  }

  @ParameterizedTest
  @CsvSource({"SQUARE, 0.1", "BAYES, 0.1", "SQUARE, 0"})
  void findingNothingProvesNothing(Falsification.Method method, String epsilon) {
    assertThat(attacked(NEAR.epsilon(epsilon), method, 50))
        .isInstanceOfSatisfying(
            Undecided.class,
            open -> {
              assertThat(open.reason()).matches("no adversarial within \\d+ queries, .*nothing");
              assertThat(open.cause()).isEqualTo(Undecided.Cause.INCOMPLETE);
              assertThat(open.cost().subproblems()).isLessThanOrEqualTo(50);
            });
  }

  @Test
  void anInputOfAnotherClassIsItsOwnCounterexample() {
    assertThat(attacked(NEAR.label(0).epsilon("0.01"), Falsification.Method.SQUARE, 3))
        .isInstanceOfSatisfying(
            Violated.class,
            found -> assertThat(found.counterexample().inputs()).containsExactly(0.5, 0.5));
  }

  /** The network sees moves four times as long: the edge is at 0.03125 instead of 0.125. */
  @Test
  void normalisationIsKept() {
    LocalRobustness scaled =
        LocalRobustness.around(0.5, 0.5)
            .normalised(new String[] {"0.5"}, new String[] {"0.25"})
            .label(1);
    assertThat(attacked(scaled.epsilon("0.03125"), Falsification.Method.SQUARE, 200))
        .isInstanceOf(Violated.class);
    assertThat(attacked(scaled.epsilon("0.03"), Falsification.Method.SQUARE, 200))
        .isInstanceOf(Undecided.class);
  }

  @Test
  void whatCannotBeAttackedIsRefused() {
    assertThatThrownBy(() -> new Falsification(Falsification.Method.SQUARE, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 3");
    VnnLib other = VnnLib.of("p.vnnlib", "(declare-const X_0 Real)");
    assertThatThrownBy(
            () ->
                Verification.of(TWO, other)
                    .falsify(new Falsification(Falsification.Method.SQUARE, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("near an input");
  }
}
