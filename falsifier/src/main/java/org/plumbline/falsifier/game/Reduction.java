package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Undoes manipulations that an adversarial state does not need, those first whose loss costs least,
 * until it is 1-minimal: undoing any single one, by one step or by all steps of its group, restores
 * the class. It ends only after every such state was judged not to be adversarial.
 */
public final class Reduction {
  private static final int FEW = 16;

  private final JudgedStates states;

  public Reduction(JudgedStates states) {
    this.states = states;
  }

  /**
   * @param adversarial a state that is
   * @return a 1-minimal one whose manipulations are among its
   */
  public State reduced(State adversarial) {
    State current = withoutParts(adversarial);
    for (State next = leastLoss(current); next != null; next = leastLoss(current)) {
      current = next;
    }
    return current;
  }

  /** Undoes whole parts of a large state that it does not need: halves, then ever smaller ones. */
  private State withoutParts(State adversarial) {
    State current = adversarial;
    for (int part = current.size() / 2; part > FEW; part /= 2) {
      for (int n = current.size(); n > 0; n -= part) {
        State fewer = without(current, Math.max(0, n - part), n);
        current = fewer.size() > 0 && states.isAdversarial(fewer) ? fewer : current;
      }
    }
    return current;
  }

  private static State without(State state, int from, int to) {
    State fewer = state;
    for (int n = to - 1; n >= from; n--) {
      fewer = fewer.with(state.group(n), 0);
    }
    return fewer;
  }

  /** Whether no single manipulation can be undone. */
  public boolean isMinimal(State adversarial) {
    return leastLoss(adversarial) == null;
  }

  private State leastLoss(State state) {
    List<State> undone = undone(state);
    states.judge(undone);
    State best = null;
    for (State fewer : undone) {
      if (states.isAdversarial(fewer)
          && (best == null || states.margin(fewer) < states.margin(best))) {
        best = fewer;
      }
    }
    return best;
  }

  private static List<State> undone(State state) {
    Set<State> undone = new LinkedHashSet<>();
    for (int n = 0; n < state.size(); n++) {
      int group = state.group(n);
      int level = state.level(n);
      undone.add(state.with(group, 0));
      undone.add(state.with(group, level - Integer.signum(level)));
    }
    undone.remove(State.start());
    return new ArrayList<>(undone);
  }
}
