package org.plumbline.falsifier.game;

import java.util.Optional;
import org.plumbline.falsifier.contract.BlackBoxException;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.trial.Trial;

/**
 * A game on one image and what came of it. Whatever tree search finds is reduced to a 1-minimal
 * state at once. Players who work together start with one greedy play over all features; its
 * distance is the limit of the game that is searched. In L0 they try in the end to do with fewer
 * manipulations by {@link Exchange}.
 */
public final class GamePlay {
  private final FeatureGame game;
  private final FeatureMap features;
  private final JudgedStates states;
  private final Reduction reduction;
  private final TreeOptions options;
  private final long seed;
  private TreeSearch tree;
  private long simulations;
  private State minimal;

  GamePlay(FeatureGame game, FeatureMap features, Trial trial, TreeOptions options, long seed) {
    this.game = game;
    this.features = features;
    this.states = new JudgedStates(game, new TrialMargins(game.ladders(), trial));
    this.reduction = new Reduction(states);
    this.options = options;
    this.seed = seed;
  }

  /** Plays to the end, or until the trial ends it. */
  public void run() {
    if (states.isAdversarial(State.start())) {
      throw new BlackBoxException("asked twice about the original, it answered differently");
    }
    tree = new TreeSearch(game, states, options, seed);
    boolean cooperative = game.rules().players() == Players.COOPERATIVE;
    if (cooperative) {
      simulate();
      states
          .best()
          .ifPresent(
              found ->
                  tree = new TreeSearch(game.within(game.distance(found)), states, options, seed));
    }
    while (tree.canSimulate()) {
      simulate();
    }
    if (cooperative && game.rules().distance() == Distance.L0 && !tree.isSolved()) {
      Exchange exchange = new Exchange(game, states);
      while (minimal != null && exchange.improves(minimal)) {
        reduce();
      }
    }
  }

  private void simulate() {
    simulations++;
    tree.simulate();
    reduce();
  }

  /** The best state changes with every step but the last. */
  private void reduce() {
    while (states.best().isPresent() && !states.best().get().equals(minimal)) {
      minimal = reduction.reduced(states.best().get());
    }
  }

  public FeatureMap features() {
    return features;
  }

  public FeatureGame game() {
    return game;
  }

  /** The adversarial state nearest to the original, as {@link Trial#best}. */
  public Optional<State> best() {
    return states.best();
  }

  /** Whether the best was checked to be 1-minimal: no manipulation of it can be undone. */
  public boolean isMinimal() {
    return minimal != null && states.best().equals(Optional.of(minimal));
  }

  /** The game's value as far as it is known, see {@link TreeSearch}. */
  public double value() {
    return tree == null ? game.failure() : tree.value();
  }

  /** Whether the value is the game's. */
  public boolean isSolved() {
    return tree != null && tree.isSolved();
  }

  public long simulations() {
    return simulations;
  }
}
