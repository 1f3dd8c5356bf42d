package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a game between players who both choose, by depth-first search with a window: what
 * lies outside is not looked at further (Knuth and Moore, <em>An Analysis of Alpha-Beta
 * Pruning</em>, 1975). Since distances never fall, a position pays at least its distance. Positions
 * reached again are remembered with the window's side that they were found on. For small games;
 * nature is refused.
 */
public final class AlphaBetaSearch {
  private final FeatureGame game;
  private final JudgedStates states;
  private final TreeBounds bounds;
  private final Players players;
  private final int mostStates;
  private final Map<State, Range> known = new HashMap<>();

  private record Range(double lower, double upper) {}

  /**
   * @param mostStates a game that needs more is given up
   */
  public AlphaBetaSearch(FeatureGame game, JudgedStates states, int mostStates) {
    this.game = game;
    this.states = states;
    this.bounds = new TreeBounds(game, states);
    this.players = game.rules().players();
    this.mostStates = mostStates;
    if (players.second() == Players.Choice.MEAN) {
      throw new IllegalArgumentException("nature has no window; search exhaustively");
    }
  }

  /**
   * @throws GameTooLargeException if the game needs too many states
   */
  public GameValue value() {
    double value = value(State.start(), 0, game.failure());
    return new GameValue(value, value, states.best(), states.judged());
  }

  /** The value if it lies between α and β; else a bound of it on the same side of the window. */
  private double value(State state, double alpha, double beta) {
    if (states.isAdversarial(state)) {
      return game.distance(state);
    }
    Range range =
        known.computeIfAbsent(state, unseen -> new Range(bounds.least(state), game.failure()));
    if (known.size() > mostStates) {
      throw new GameTooLargeException("the game has more than " + mostStates + " states");
    }
    if (range.lower() >= beta || range.lower() == range.upper()) {
      return range.lower();
    } else if (range.upper() <= alpha) {
      return range.upper();
    }
    double from = Math.max(alpha, range.lower());
    double to = Math.min(beta, range.upper());
    double value = valueOfFirst(state, from, to);
    Range now = known.get(state);
    known.put(
        state,
        new Range(
            value > from ? Math.max(now.lower(), Math.min(value, to)) : now.lower(),
            value < to ? Math.min(now.upper(), Math.max(value, from)) : now.upper()));
    return value;
  }

  private double valueOfFirst(State state, double alpha, double beta) {
    boolean least = players.first() == Players.Choice.LEAST;
    double best = Double.NaN;
    double from = alpha;
    double to = beta;
    for (int feature : game.playable(state)) {
      double value = valueOfSecond(state, feature, from, to);
      best = Double.isNaN(best) || players.first().prefers(value, best) ? value : best;
      from = least ? from : Math.max(from, best);
      to = least ? Math.min(to, best) : to;
      if (from >= to) {
        return best;
      }
    }
    return Double.isNaN(best) ? game.failure() : best;
  }

  private double valueOfSecond(State state, int feature, double alpha, double beta) {
    boolean least = players.second() == Players.Choice.LEAST;
    List<State> moves = new ArrayList<>(game.moves(state, feature));
    states.judge(moves);
    Comparator<State> promise = Comparator.comparingDouble(states::margin);
    moves.sort(least ? promise : promise.reversed());
    double best = Double.NaN;
    double from = alpha;
    double to = beta;
    for (State move : moves) {
      double value = value(move, from, to);
      best = Double.isNaN(best) || players.second().prefers(value, best) ? value : best;
      from = least ? from : Math.max(from, best);
      to = least ? Math.min(to, best) : to;
      if (from >= to) {
        return best;
      }
    }
    return best;
  }
}
