package org.plumbline.falsifier.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Ending;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.specs.query.Budget;

/** Plays on images of 6 × 6 pixels at ½ whose class is the sign of a weighted sum. */
class GamePlayTest {
  private static final ImageDomain DOMAIN = new ImageDomain(1, 6, 6, 0, 1);

  /** Class 1 where Σ wᵢ·(xᵢ − ½) is over the threshold. */
  private record Plane(double[] weights, double threshold, Knowledge knowledge)
      implements BlackBox {
    @Override
    public int inputs() {
      return weights.length;
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public double[] scores(int rows, double[] x) {
      double[] scores = new double[2 * rows];
      for (int r = 0; r < rows; r++) {
        double sum = -threshold;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * (x[r * weights.length + i] - 0.5);
        }
        boolean isLabel = knowledge == Knowledge.LABELS;
        scores[2 * r + 1] = isLabel ? (sum > 0 ? 1 : 0) : sum;
        scores[2 * r] = isLabel ? (sum > 0 ? 0 : 1) : 0;
      }
      return scores;
    }
  }

  private static Plane plane(long seed, BlackBox.Knowledge knowledge) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Plane(random.doubles(DOMAIN.values(), -1, 1).toArray(), 2, knowledge);
  }

  private static Trial trial(BlackBox box, Distance distance, long most) {
    double[] grey = new double[DOMAIN.values()];
    Arrays.fill(grey, 0.5);
    return new Trial.Question(box, DOMAIN, grey, distance, most, Budget.unlimited()).open();
  }

  private static GameAttack attack(double step, Players players, long simulations) {
    return new GameAttack(
        new GameOptions(
            new GridFeatures(3, 3),
            step,
            Channels.TOGETHER,
            Double.POSITIVE_INFINITY,
            players,
            TreeOptions.of(simulations)));
  }

  /** The greatest weights first: as few pixels as possible, each at its better end. */
  private static int fewestPixels(Plane plane) {
    double[] gains = Arrays.stream(plane.weights()).map(w -> -Math.abs(w) / 2).sorted().toArray();
    double sum = 0;
    for (int k = 0; ; k++) {
      if (sum > plane.threshold()) {
        return k;
      }
      sum -= gains[k];
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsTheFewestPixelsOfAPlane(long seed) {
    Plane plane = plane(seed, BlackBox.Knowledge.SCORES);
    Trial trial = trial(plane, Distance.L0, 1_000_000);
    GamePlay play = attack(Double.POSITIVE_INFINITY, Players.COOPERATIVE, 30).open(trial, seed);
    play.run();
    assertThat(play.isMinimal()).isTrue();
    assertThat(trial.best().orElseThrow().distance()).isEqualTo(fewestPixels(plane));
    assertThat(play.value()).isEqualTo(fewestPixels(plane));
  }

  @ParameterizedTest
  @CsvSource({
    "L0, Infinity, SCORES", "L0, Infinity, LABELS", "L1, 0.25, SCORES", "L1, 0.25, LABELS",
    "L2, 0.25, SCORES", "L2, 0.25, LABELS", "LINF, 0.125, SCORES", "LINF, 0.125, LABELS"
  })
  void everyFindingIsOneMinimal(Distance distance, double step, BlackBox.Knowledge knowledge) {
    Plane plane = plane(7, knowledge);
    Trial trial = trial(plane, distance, 1_000_000);
    GamePlay play = attack(step, Players.COOPERATIVE, 20).open(trial, 3);
    play.run();
    assertThat(play.isMinimal()).isTrue();
    State best = play.best().orElseThrow();
    Adversarial found = trial.best().orElseThrow();
    assertThat(found.image()).containsExactly(play.game().ladders().image(best));
    assertThat(label(plane, found.image())).isEqualTo(1);
    for (int n = 0; n < best.size(); n++) {
      int level = best.level(n) - Integer.signum(best.level(n));
      for (State undone :
          new State[] {best.with(best.group(n), 0), best.with(best.group(n), level)}) {
        assertThat(label(plane, play.game().ladders().image(undone))).as("%s", undone).isZero();
      }
    }
  }

  private static int label(Plane plane, double[] image) {
    return BlackBox.winner(plane.scores(1, image), 0, 2);
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedAsksTheSameQuestions(Players players) {
    Plane plane = plane(2, BlackBox.Knowledge.SCORES);
    Trial first = trial(plane, Distance.L0, 3000);
    Trial second = trial(plane, Distance.L0, 3000);
    GameAttack attack = attack(Double.POSITIVE_INFINITY, players, 40);
    first.run(() -> attack.search(first, 5));
    second.run(() -> attack.search(second, 5));
    assertThat(second.queries()).isEqualTo(first.queries());
    assertThat(second.best().map(Adversarial::distance))
        .isEqualTo(first.best().map(Adversarial::distance))
        .isNotEqualTo(Optional.empty());
  }

  @Test
  void queriesAreKeptTo() {
    AttackResult result =
        AttackResult.of(
            attack(Double.POSITIVE_INFINITY, Players.COOPERATIVE, 1000),
            new Trial.Question(
                plane(1, BlackBox.Knowledge.SCORES),
                DOMAIN,
                new double[DOMAIN.values()],
                Distance.L0,
                50,
                Budget.unlimited()),
            List.of(),
            1);
    assertThat(result.queries()).isLessThanOrEqualTo(50);
    assertThat(result.ending()).isEqualTo(Ending.QUERIES);
  }

  /** Every second answer is another class. */
  @Test
  void aBlackBoxThatContradictsItselfFails() {
    BlackBox moody =
        new BlackBox() {
          private int asked;

          @Override
          public int inputs() {
            return DOMAIN.values();
          }

          @Override
          public int classes() {
            return 2;
          }

          @Override
          public Knowledge knowledge() {
            return Knowledge.LABELS;
          }

          @Override
          public double[] scores(int rows, double[] x) {
            double[] scores = new double[2 * rows];
            for (int r = 0; r < rows; r++) {
              scores[2 * r + asked++ % 2] = 1;
            }
            return scores;
          }
        };
    Trial trial = trial(moody, Distance.L0, 100);
    trial.run(() -> attack(1, Players.COOPERATIVE, 10).search(trial, 1));
    assertThat(trial.ending()).isEqualTo(Ending.FAILURE);
    assertThat(trial.failure()).contains("answered differently");
  }
}
