package org.plumbline.falsifier.game;

import java.util.Optional;
import org.plumbline.falsifier.trial.Trial;

/**
 * Between what the value of a game is certain to lie: by admissible best-first search ({@link
 * BestFirstSearch}) where the players cooperate, so that no play at all pays less; by {@link
 * AlphaBetaSearch} where one works against the other, so that perfect players get no less. Certain
 * for images that moves can make, not for those between. What nature's players get has no bounds.
 *
 * @param mostStates judged at most; a game between opponents that needs more has no bounds
 */
public record GameBounds(int mostStates) {
  public GameBounds {
    if (mostStates < 1) {
      throw new IllegalArgumentException(mostStates + " states");
    }
  }

  /** Empty where nothing is known; what ends the trial ends the search, and what it knows holds. */
  public Optional<GameValue> of(FeatureGame game, Trial trial) {
    JudgedStates states = new JudgedStates(game, new TrialMargins(game.ladders(), trial));
    return switch (game.rules().players()) {
      case COOPERATIVE -> ofCooperation(game, states, trial);
      case ADVERSARIAL, COMPETITIVE -> ofOpponents(game, states, trial);
      case RANDOM -> Optional.empty();
    };
  }

  private Optional<GameValue> ofCooperation(FeatureGame game, JudgedStates states, Trial trial) {
    BestFirstSearch[] search = new BestFirstSearch[1];
    trial.run(
        () -> {
          search[0] = new BestFirstSearch(game, states, FlipDistance.NONE, mostStates);
          search[0].run();
        });
    return Optional.ofNullable(search[0]).map(BestFirstSearch::value);
  }

  private Optional<GameValue> ofOpponents(FeatureGame game, JudgedStates states, Trial trial) {
    GameValue[] value = new GameValue[1];
    trial.run(
        () -> {
          try {
            value[0] = new AlphaBetaSearch(game, states, mostStates).value();
          } catch (GameTooLargeException e) {
            value[0] = null;
          }
        });
    return Optional.ofNullable(value[0]);
  }
}
