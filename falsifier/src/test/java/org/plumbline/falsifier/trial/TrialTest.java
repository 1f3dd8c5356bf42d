package org.plumbline.falsifier.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.specs.query.Budget;

class TrialTest {
  private static final ImageDomain PAIR = new ImageDomain(1, 1, 2, 0, 1);

  /** Scores (a, b, ½) of two values a and b; fails for a = 0.9. */
  private static final class Pairs implements BlackBox {
    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int classes() {
      return 3;
    }

    @Override
    public Knowledge knowledge() {
      return Knowledge.SCORES;
    }

    @Override
    public double[] scores(int rows, double[] x) {
      double[] scores = new double[3 * rows];
      for (int r = 0; r < rows; r++) {
        if (x[2 * r] == 0.9) {
          throw new BlackBoxException("nine");
        }
        scores[3 * r] = x[2 * r];
        scores[3 * r + 1] = x[2 * r + 1];
        scores[3 * r + 2] = 0.5;
      }
      return scores;
    }
  }

  private static Trial.Question question(long most, Budget budget) {
    return new Trial.Question(new Pairs(), PAIR, new double[] {1, 0}, Distance.L1, most, budget);
  }

  @Test
  void countsJudgesAndKeepsTheNearest() {
    Trial trial = question(100, Budget.unlimited()).open();
    assertThat(trial.label()).isZero();
    double[] x = {1, 0.75, 0, 1, 0.25, 0, 0.5, 0.5, 0.5, 0.25};
    assertThat(trial.margins(5, x))
        .containsExactly(new double[] {0.25, -1, -0.25, 0, 0}, within(1e-300));
    assertThat(trial.queries()).isEqualTo(6);
    assertThat(trial.best().orElseThrow().image()).containsExactly(0.25, 0);
    assertThat(trial.best().orElseThrow().label()).isEqualTo(2);
    assertThat(trial.best().orElseThrow().distance()).isEqualTo(0.75);
  }

  @Test
  void aTargetIsReachedByItsClassOnly() {
    Trial trial = question(100, Budget.unlimited()).open(Optional.of(1));
    assertThat(trial.margins(3, new double[] {1, 0.75, 0, 1, 0.25, 0}))
        .containsExactly(0.25, -0.5, 0.5);
    assertThat(trial.best().orElseThrow().image()).containsExactly(0, 1);
    assertThatThrownBy(() -> question(9, Budget.unlimited()).open(Optional.of(0)))
        .hasMessage("the image has the class 0 already");
  }

  @Test
  void whatIsFoundBeforeTheQueriesEndIsKept() {
    Trial trial = question(3, Budget.unlimited()).open();
    trial.run(() -> trial.margins(3, new double[] {1, 0.75, 0, 1, 0.25, 0}));
    assertThat(trial.ending()).isEqualTo(Ending.QUERIES);
    assertThat(trial.queries()).isEqualTo(3);
    assertThat(trial.best().orElseThrow().image()).containsExactly(0, 1);
  }

  @Test
  void timeEndsASearch() {
    Trial trial = question(100, Budget.ofMillis(0)).open();
    trial.run(() -> trial.margins(1, new double[] {0, 1}));
    assertThat(trial.ending()).isEqualTo(Ending.TIME);
    assertThat(trial.best()).isEmpty();
  }

  @Test
  void aFailureEndsASearchAndIsKept() {
    Trial trial = question(100, Budget.unlimited()).open();
    trial.run(
        () -> {
          trial.margins(1, new double[] {0, 1});
          trial.margins(1, new double[] {0.9, 0});
        });
    assertThat(trial.ending()).isEqualTo(Ending.FAILURE);
    assertThat(trial.failure()).isEqualTo("nine");
    assertThat(trial.best()).isPresent();
  }

  /** ln 0.999 − ln 0.001 = 6.9; at a tie the first wins; NaN reaches nothing. */
  @Test
  void marginsAreNegativeExactlyWhereTheGoalIsReached() {
    Goal away = Goal.otherThan(1);
    assertThat(away.margin(new double[] {0.001, 0.999}, 0, 2, true))
        .isCloseTo(Math.log(999), within(1e-9));
    assertThat(away.margin(new double[] {0, 1}, 0, 2, true)).isGreaterThan(700).isFinite();
    assertThat(away.margin(new double[] {0.5, 0.5}, 0, 2, false)).isNegative();
    assertThat(Goal.otherThan(0).margin(new double[] {0.5, 0.5}, 0, 2, false)).isZero();
    assertThat(away.margin(new double[] {Double.NaN, 0}, 0, 2, false)).isPositive();
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(away.margin(new double[] {infinite, infinite}, 0, 2, false)).isNegative();
  }

  @Test
  void imagesHaveToFit() {
    Trial.Question outside =
        new Trial.Question(
            new Pairs(), PAIR, new double[] {1, 2}, Distance.L1, 1, Budget.unlimited());
    assertThatThrownBy(outside::open).hasMessageContaining("value 2.0 (number 1)");
    ImageDomain other = new ImageDomain(1, 1, 3, 0, 1);
    Trial.Question longer =
        new Trial.Question(new Pairs(), other, new double[3], Distance.L1, 1, Budget.unlimited());
    assertThatThrownBy(longer::open).hasMessage("images of 3 values for a black box of 2");
  }
}
