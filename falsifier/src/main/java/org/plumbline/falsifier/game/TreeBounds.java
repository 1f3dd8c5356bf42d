package org.plumbline.falsifier.game;

import org.plumbline.falsifier.image.Distance;

/** What positions can pay at least and at most, whatever the players do. */
final class TreeBounds {
  private final FeatureGame game;
  private final JudgedStates states;
  private final double step;

  TreeBounds(FeatureGame game, JudgedStates states) {
    Rules rules = game.rules();
    boolean movesCount =
        rules.distance() == Distance.L0
            && rules.channels() == Channels.TOGETHER
            && Double.isInfinite(rules.step());
    this.game = game;
    this.states = states;
    this.step = movesCount ? 1 : 0;
  }

  boolean isCooperative() {
    return game.rules().players() == Players.COOPERATIVE;
  }

  /** Distances never fall; where every move is a new pixel, one more move costs 1. */
  double least(State state) {
    double distance = game.distance(state);
    return states.isKnownAdversarial(state) ? distance : distance + step;
  }

  double greatest() {
    return game.failure();
  }

  /** Whether players who work together have found something as near as anything from here on. */
  boolean cannotImprove(State state) {
    return isCooperative() && least(state) >= states.bestDistance();
  }
}
