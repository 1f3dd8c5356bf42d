package org.plumbline.falsifier.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.Ending;
import org.plumbline.falsifier.trial.Trial;

/**
 * The class leads by 1.5 less the sum of four pixels, all 0: any two of them turned to 1 change it.
 */
class GameBoundsTest {
  private static final ImageDomain IMAGES = new ImageDomain(1, 2, 2, 0, 1);

  private static Trial trial(int queries) {
    return Classifiers.question(
            Classifiers.scores(Classifiers.linear(new double[] {-1, -1, -1, -1}, 1.5), 1),
            IMAGES,
            new double[4],
            Distance.L0,
            queries)
        .open(List.of());
  }

  private static FeatureGame game(Players players) {
    GameOptions options =
        new GameOptions(
            new GridFeatures(2, 2),
            Double.POSITIVE_INFINITY,
            Channels.TOGETHER,
            Double.POSITIVE_INFINITY,
            players,
            TreeOptions.of(10));
    return new GameAttack(options).open(trial(1000), 1).game();
  }

  @ParameterizedTest
  @EnumSource(
      value = Players.class,
      names = {"COOPERATIVE", "ADVERSARIAL", "COMPETITIVE"})
  void knowTheValueOfASmallGame(Players players) {
    GameValue value = new GameBounds(1000).of(game(players), trial(1000)).orElseThrow();
    assertThat(value.lower()).isEqualTo(2);
    assertThat(value.upper()).isEqualTo(2);
  }

  /** With the original and its four neighbours judged, one pixel is known not to be enough. */
  @Test
  void holdWhenTheTrialEnds() {
    Trial trial = trial(7);
    GameValue value = new GameBounds(1000).of(game(Players.COOPERATIVE), trial).orElseThrow();
    assertThat(trial.ending()).isEqualTo(Ending.QUERIES);
    assertThat(value.lower()).isBetween(1.0, 2.0);
    assertThat(value.upper()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void sayNothingOfGamesThatAreTooLargeOrPlayedByNature() {
    Optional<GameValue> large = new GameBounds(2).of(game(Players.COMPETITIVE), trial(1000));
    assertThat(large).isEmpty();
    assertThat(new GameBounds(1000).of(game(Players.RANDOM), trial(1000))).isEmpty();
    assertThatThrownBy(() -> new GameBounds(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
