package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plays a game to its end in a simple way: the first player picks a feature by its weight; a second
 * player who wants a near adversarial image judges all moves in one batch and makes the most
 * promising; another, or one who knows labels only, draws a move by the weights of pixels. Players
 * who work together stop where they cannot beat what they have, and in a sweep look at all features
 * at once.
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
    boolean sweeping = bounds.isCooperative() && states.areRanked() && random.nextDouble() < sweeps;
    State state = start;
    for (int picked = feature; !states.isAdversarial(state); picked = -1) {
      int[] playable = picked >= 0 ? new int[] {picked} : game.playable(state);
      if (playable.length == 0 || bounds.cannotImprove(state)) {
        return game.failure();
      }
      Optional<State> next =
          sweeping ? best(movesIn(state, playable)) : next(state, drawn(playable));
      if (next.isEmpty()) {
        return game.failure();
      }
      state = next.get();
    }
    return game.distance(state);
  }

  private int drawn(int[] playable) {
    return playable[Dice.draw(Arrays.stream(playable).mapToDouble(game::weight).toArray(), random)];
  }

  private Optional<State> next(State state, int feature) {
    List<State> moves = game.moves(state, feature);
    if (game.rules().players().second() == Players.Choice.LEAST && states.areRanked()) {
      return best(moves);
    }
    double[] shares = game.probabilities(state, feature, moves);
    for (int m = 0; m < shares.length; m++) {
      shares[m] = isOffered(moves.get(m)) ? shares[m] : 0;
    }
    int drawn = Dice.draw(shares, random);
    return drawn < 0 ? Optional.empty() : Optional.of(moves.get(drawn));
  }

  private List<State> movesIn(State state, int[] features) {
    List<State> moves = new ArrayList<>();
    for (int feature : features) {
      moves.addAll(game.moves(state, feature));
    }
    return moves;
  }

  private Optional<State> best(List<State> moves) {
    List<State> offered = moves.stream().filter(this::isOffered).toList();
    states.judge(offered);
    return offered.stream().min(Comparator.comparingDouble(states::margin));
  }

  /** Players who cooperate go nowhere that is not nearer than what they have. */
  private boolean isOffered(State move) {
    return !bounds.isCooperative() || game.distance(move) < states.bestDistance();
  }
}
