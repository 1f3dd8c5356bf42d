package org.plumbline.falsifier.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;

/** A classifier of two values whose first class wins where the first value is at least 0. */
class AttackResultTest {
  private static final ImageDomain PAIR = new ImageDomain(1, 1, 2, -1, 1);
  private static final double[] ORIGINAL = {0.5, 0};
  private static final BlackBox SIGN =
      Classifiers.scores(Classifiers.linear(new double[] {1, 0}, 0), 1);

  private static Trial.Question question(BlackBox box, long queries) {
    return Classifiers.question(box, PAIR, ORIGINAL, Distance.L2, queries);
  }

  private static void ask(Trial trial, double first) {
    trial.margins(1, new double[] {first, 0});
  }

  @Test
  void theNearestIsReplayedAndCounted() {
    AttackResult result =
        AttackResult.of(
            (trial, seed) -> {
              ask(trial, -0.5);
              ask(trial, -0.25);
              ask(trial, 0.25);
            },
            question(SIGN, 5),
            List.of(),
            0);
    assertThat(result.adversarial().orElseThrow().image()).containsExactly(-0.25, 0);
    assertThat(result.adversarial().orElseThrow().distance()).isEqualTo(0.75);
    assertThat(result.queries()).isEqualTo(5);
    assertThat(result.ending()).isEqualTo(Ending.FINISHED);
  }

  @Test
  void oneQueryIsKeptForTheReplay() {
    AttackResult result =
        AttackResult.of(
            (trial, seed) -> {
              ask(trial, -0.5);
              ask(trial, -0.25);
            },
            question(SIGN, 3),
            List.of(),
            0);
    assertThat(result.adversarial().orElseThrow().image()).containsExactly(-0.5, 0);
    assertThat(result.queries()).isEqualTo(3);
    assertThat(result.ending()).isEqualTo(Ending.QUERIES);
    assertThatThrownBy(() -> AttackResult.of((t, s) -> {}, question(SIGN, 2), List.of(), 0))
        .hasMessage("an attack needs 3 queries or more, not 2");
  }

  /** It answers 1 to the third question only. */
  @Test
  void whatTheBlackBoxDoesNotRepeatIsNotReported() {
    int[] asked = {0};
    BlackBox fickle =
        Classifiers.answering(
            SIGN,
            BlackBox.Knowledge.SCORES,
            (rows, x) -> ++asked[0] == 2 ? new double[] {0, 1} : new double[] {1, 0});
    AttackResult result =
        AttackResult.of((trial, seed) -> ask(trial, -0.5), question(fickle, 9), List.of(), 0);
    assertThat(result.adversarial()).isEmpty();
    assertThat(result.ending()).isEqualTo(Ending.FAILURE);
    assertThat(result.failure())
        .isEqualTo(
            "asked again about the image that it answered 1, the black box answered something"
                + " else");
  }

  @Test
  void aReplayThatFailsIsNoFinding() {
    int[] asked = {0};
    BlackBox dying =
        Classifiers.answering(
            SIGN,
            BlackBox.Knowledge.SCORES,
            (rows, x) -> {
              if (++asked[0] == 3) {
                throw new BlackBoxException("gone");
              }
              return SIGN.scores(rows, x);
            });
    AttackResult result =
        AttackResult.of((trial, seed) -> ask(trial, -0.5), question(dying, 9), List.of(), 0);
    assertThat(result.adversarial()).isEmpty();
    assertThat(result.ending()).isEqualTo(Ending.FAILURE);
    assertThat(result.failure()).isEqualTo("gone");
  }
}
