package org.plumbline.falsifier.game;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a game by looking at every play (minimax; the mean where nature plays). Time and
 * memory grow with the number of states within the limit: for small games, and for tests of other
 * searches.
 */
public final class ExhaustiveSearch {
  private final FeatureGame game;
  private final JudgedStates states;
  private final int mostStates;
  private final Map<State, Double> values = new HashMap<>();

  /**
   * @param mostStates a game with more is refused
   */
  public ExhaustiveSearch(FeatureGame game, Margins judge, int mostStates) {
    this.game = game;
    this.states = new JudgedStates(game, judge);
    this.mostStates = mostStates;
  }

  /**
   * @throws IllegalStateException if the game has too many states
   */
  public GameValue value() {
    double value = value(State.start());
    return new GameValue(value, value, states.best(), states.judged());
  }

  private double value(State state) {
    Double known = values.get(state);
    if (known != null) {
      return known;
    }
    double value = states.isAdversarial(state) ? game.distance(state) : valueOfFirst(state);
    values.put(state, value);
    if (values.size() > mostStates) {
      throw new IllegalStateException("the game has more than " + mostStates + " states");
    }
    return value;
  }

  private double valueOfFirst(State state) {
    Players.Choice choice = game.rules().players().first();
    double best = Double.NaN;
    for (int feature : game.playable(state)) {
      double value = valueOfSecond(state, feature);
      best = Double.isNaN(best) || choice.prefers(value, best) ? value : best;
    }
    return Double.isNaN(best) ? game.failure() : best;
  }

  private double valueOfSecond(State state, int feature) {
    Players.Choice choice = game.rules().players().second();
    List<State> moves = game.moves(state, feature);
    states.judge(moves);
    double[] shares = game.probabilities(state, feature, moves);
    double mean = 0;
    double best = Double.NaN;
    for (int m = 0; m < shares.length; m++) {
      double value = value(moves.get(m));
      mean += shares[m] * value;
      best = Double.isNaN(best) || choice.prefers(value, best) ? value : best;
    }
    return choice == Players.Choice.MEAN ? mean : best;
  }
}
