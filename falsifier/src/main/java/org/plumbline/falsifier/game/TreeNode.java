package org.plumbline.falsifier.game;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One position of a game in a search tree: the first player's turn, or the second's after a feature
 * was picked. It knows how often each move was tried and how well, and what it is worth by the
 * values of the moves that were tried. A node is solved when no further look can change its value.
 */
final class TreeNode {
  private final State state;
  private final int feature;
  private final Players.Choice choice;
  private List<State> moves = List.of();
  private int[] picks = {};
  private TreeNode[] children = {};
  private double[] rewards = {};
  private int[] counts = {};
  private double[] shares = {};
  private int visits;
  private double value;
  private double ownPayoff = Double.NaN;
  private boolean solved;
  private boolean expanded;

  private TreeNode(State state, int feature, Players.Choice choice) {
    this.state = state;
    this.feature = feature;
    this.choice = choice;
  }

  /** The first player's turn. */
  static TreeNode picking(State state, Players players) {
    return new TreeNode(state, -1, players.first());
  }

  /** The second player's turn, in a feature. */
  static TreeNode moving(State state, int feature, Players players) {
    return new TreeNode(state, feature, players.second());
  }

  State state() {
    return state;
  }

  int feature() {
    return feature;
  }

  boolean isPick() {
    return feature < 0;
  }

  double value() {
    return value;
  }

  boolean isSolved() {
    return solved;
  }

  boolean isExpanded() {
    return expanded;
  }

  /** The game is over here. */
  void end(double payoff) {
    value = payoff;
    solved = true;
  }

  /** Offers features to pick, the first first. */
  void expand(int[] features) {
    picks = features;
    open(features.length);
  }

  /**
   * Offers moves, the first first.
   *
   * @param probabilities with which nature makes them
   */
  void expand(List<State> ordered, double[] probabilities) {
    moves = ordered;
    shares = probabilities;
    open(ordered.size());
  }

  private void open(int count) {
    children = new TreeNode[count];
    rewards = new double[count];
    counts = new int[count];
    expanded = true;
  }

  /** What a play from here paid; until a move was tried it is the node's value. */
  void played(double payoff) {
    ownPayoff = payoff;
    value = payoff;
  }

  TreeNode child(int move) {
    return children[move];
  }

  void child(int move, TreeNode child) {
    children[move] = child;
  }

  int pick(int move) {
    return picks[move];
  }

  State after(int move) {
    return isPick() ? state : moves.get(move);
  }

  /** Counts one more try of a move. */
  void tried(int move, double reward) {
    visits++;
    counts[move]++;
    rewards[move] += reward;
  }

  /**
   * A move to try: by nature's dice, or the first untried of those that are admitted by now, or the
   * one with the greatest upper confidence bound (UCB1; Auer, Cesa-Bianchi and Fischer, 2002): mean
   * reward plus {@code c·√(ln N / n)}.
   *
   * @return −1 if every move is closed
   */
  int select(TreeBounds bounds, TreeOptions options, SplittableRandom random) {
    if (choice == Players.Choice.MEAN) {
      return draw(bounds, random);
    }
    int admitted = options.admitted(visits);
    int best = -1;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int move = 0; move < children.length && (move < admitted || best < 0); move++) {
      if (isClosed(move, bounds)) {
        continue;
      } else if (counts[move] == 0) {
        return move;
      }
      double mean = rewards[move] / counts[move];
      double own = choice == Players.Choice.LEAST ? mean : 1 - mean;
      double bound = own + options.exploration() * Math.sqrt(Math.log(visits) / counts[move]);
      if (bound > greatest) {
        best = move;
        greatest = bound;
      }
    }
    return best;
  }

  private int draw(TreeBounds bounds, SplittableRandom random) {
    double[] open = new double[children.length];
    for (int move = 0; move < open.length; move++) {
      open[move] = isClosed(move, bounds) ? 0 : shares[move];
    }
    return Dice.draw(open, random);
  }

  private boolean isClosed(int move, TreeBounds bounds) {
    return children[move] != null && children[move].solved
        || choice == Players.Choice.MEAN && shares[move] == 0
        || bounds.cannotImprove(after(move));
  }

  /** Backs up the values of the moves, and sees whether they settle this node's. */
  void refresh(TreeBounds bounds) {
    double best = Double.NaN;
    double mean = 0;
    double share = 0;
    boolean allClosed = true;
    for (int move = 0; move < children.length; move++) {
      allClosed &= isClosed(move, bounds);
      if (children[move] != null) {
        double known = children[move].value;
        best = Double.isNaN(best) || choice.prefers(known, best) ? known : best;
        mean += shares.length == 0 ? 0 : shares[move] * known;
        share += shares.length == 0 ? 0 : shares[move];
      }
    }
    if (choice == Players.Choice.MEAN) {
      best = share > 0 ? mean / share : Double.NaN;
    }
    if (Double.isNaN(best) || bounds.isCooperative() && ownPayoff < best) {
      best = ownPayoff;
    }
    value = best;
    solved = allClosed || isSettled(bounds);
  }

  /** Whether some solved move is as good for the player as any other can become. */
  private boolean isSettled(TreeBounds bounds) {
    if (choice == Players.Choice.MEAN) {
      return false;
    }
    return Arrays.stream(children)
        .filter(child -> child != null && child.solved)
        .anyMatch(child -> isUnbeatable(child.value, bounds));
  }

  private boolean isUnbeatable(double settled, TreeBounds bounds) {
    for (int move = 0; move < children.length; move++) {
      TreeNode child = children[move];
      double hope =
          child != null && child.solved
              ? child.value
              : choice == Players.Choice.LEAST ? bounds.least(after(move)) : bounds.greatest();
      if (choice.prefers(hope, settled)) {
        return false;
      }
    }
    return true;
  }
}
