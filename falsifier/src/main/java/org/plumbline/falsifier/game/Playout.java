package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plays a game to its end in a simple way: the first player picks a feature by its weight; a second
 * player who wants a near adversarial image judges all moves in one batch and makes the most
 * promising, another draws a move by the weights of pixels. Players who work together stop where
 * they cannot beat what they have, and in a sweep look at all features at once.
 */
final class Playout {
  private final FeatureGame game;
  private final JudgedStates states;
  private final TreeBounds bounds;
  private final SplittableRandom random;

  Playout(FeatureGame game, JudgedStates states, TreeBounds bounds, SplittableRandom random) {
    this.game = game;
    this.states = states;
    this.bounds = bounds;
    this.random = random;
  }

  /**
   * @param feature picked already, or −1
   * @return the payoff
   */
  double from(State start, int feature, double sweeps) {
    boolean sweeping = bounds.isCooperative() && random.nextDouble() < sweeps;
    State state = start;
    for (int picked = feature; !states.isAdversarial(state); picked = -1) {
      int[] playable = picked >= 0 ? new int[] {picked} : game.playable(state);
      if (playable.length == 0 || bounds.cannotImprove(state)) {
        return game.failure();
      }
      state = sweeping ? best(movesIn(state, playable)) : next(state, playable);
    }
    return game.distance(state);
  }

  private State next(State state, int[] playable) {
    double[] weights = Arrays.stream(playable).mapToDouble(game::weight).toArray();
    int feature = playable[Dice.draw(weights, random)];
    List<State> moves = game.moves(state, feature);
    return game.rules().players().second() == Players.Choice.LEAST
        ? best(moves)
        : moves.get(Dice.draw(game.probabilities(state, feature, moves), random));
  }

  private List<State> movesIn(State state, int[] features) {
    List<State> moves = new ArrayList<>();
    for (int feature : features) {
      moves.addAll(game.moves(state, feature));
    }
    return moves;
  }

  private State best(List<State> moves) {
    states.judge(moves);
    State best = moves.get(0);
    for (State move : moves) {
      best = states.margin(move) < states.margin(best) ? move : best;
    }
    return best;
  }
}
