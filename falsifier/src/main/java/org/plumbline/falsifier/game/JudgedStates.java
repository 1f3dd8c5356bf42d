package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.falsifier.image.Distance;

/**
 * Remembers how states were judged, so that none is judged twice, and the adversarial one nearest
 * to the original: among equals that which changes least in sum, then the earliest. Once it holds
 * as many as it may, it forgets those that are not adversarial.
 */
public final class JudgedStates {
  private static final int MOST_STATES = 2_000_000;

  private final FeatureGame game;
  private final Margins judge;
  private final Map<State, Double> margins = new HashMap<>();
  private State best;
  private double bestDistance = Double.POSITIVE_INFINITY;
  private double bestChange = Double.POSITIVE_INFINITY;
  private long judged;

  public JudgedStates(FeatureGame game, Margins judge) {
    this.game = game;
    this.judge = judge;
  }

  /** As {@link Margins#areRanked}. */
  boolean areRanked() {
    return judge.areRanked();
  }

  /** Judges those of them that are new, in one batch. */
  public void judge(List<State> states) {
    Set<State> unseen = new LinkedHashSet<>();
    for (State state : states) {
      if (!margins.containsKey(state)) {
        unseen.add(state);
      }
    }
    if (unseen.isEmpty()) {
      return;
    }
    if (margins.size() + unseen.size() > MOST_STATES) {
      margins.values().removeIf(margin -> margin >= 0);
      unseen.addAll(states);
    }
    List<State> batch = new ArrayList<>(unseen);
    double[] found = judge.of(batch);
    judged += found.length;
    for (int k = 0; k < found.length; k++) {
      keep(batch.get(k), found[k]);
    }
  }

  private void keep(State state, double margin) {
    margins.put(state, margin);
    if (margin < 0) {
      compare(state);
    }
  }

  /** In the order of {@link org.plumbline.falsifier.trial.Trial#best}, with the same rounding. */
  private void compare(State state) {
    Ladders ladders = game.ladders();
    double distance = ladders.distanceOfImage(state, game.rules().distance());
    double change = ladders.distanceOfImage(state, Distance.L1);
    if (distance < bestDistance || distance == bestDistance && change < bestChange) {
      best = state;
      bestDistance = distance;
      bestChange = change;
    }
  }

  /** Negative exactly if the state is adversarial; judges it if need be. */
  public double margin(State state) {
    Double known = margins.get(state);
    if (known == null) {
      judge(List.of(state));
      known = margins.get(state);
    }
    return known;
  }

  public boolean isAdversarial(State state) {
    return margin(state) < 0;
  }

  /** Whether the state is known to be adversarial; judges nothing. */
  boolean isKnownAdversarial(State state) {
    Double known = margins.get(state);
    return known != null && known < 0;
  }

  public Optional<State> best() {
    return Optional.ofNullable(best);
  }

  /** The distance of the best, infinite where there is none. */
  public double bestDistance() {
    return bestDistance;
  }

  /** How many states were judged. */
  public long judged() {
    return judged;
  }
}
