package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces two groups' manipulations by one step of another group, trying every pair and every
 * step: those pairs first that leave the image nearest to another class. All steps for a pair are
 * judged in one batch. For the distance L0 and players who work together.
 */
final class Exchange {
  private final FeatureGame game;
  private final JudgedStates states;

  Exchange(FeatureGame game, JudgedStates states) {
    this.game = game;
    this.states = states;
  }

  /** Whether some exchange makes an adversarial state that is nearer than this one. */
  boolean improves(State adversarial) {
    List<State> rests = withoutPairs(adversarial);
    states.judge(rests);
    rests.sort(Comparator.comparingDouble(states::margin));
    for (State rest : rests) {
      states.judge(nearerSteps(rest, game.distance(adversarial)));
      if (states.bestDistance() < game.distance(adversarial)) {
        return true;
      }
    }
    return false;
  }

  private static List<State> withoutPairs(State state) {
    List<State> rests = new ArrayList<>();
    for (int n = 0; n < state.size(); n++) {
      for (int m = n + 1; m < state.size(); m++) {
        rests.add(state.with(state.group(n), 0).with(state.group(m), 0));
      }
    }
    return rests;
  }

  private List<State> nearerSteps(State rest, double than) {
    List<State> steps = new ArrayList<>();
    for (int feature : game.playable(rest)) {
      for (State step : game.moves(rest, feature)) {
        if (game.distance(step) < than) {
          steps.add(step);
        }
      }
    }
    return steps;
  }
}
