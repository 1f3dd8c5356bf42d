package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Monte Carlo tree search for a game (Kocsis and Szepesvári, <em>Bandit Based Monte-Carlo
 * Planning</em>, 2006): UCB1 over mean rewards picks what to try, progressive widening admits moves
 * one after another (Coulom, 2007), positions reached in several ways are one node, and values are
 * backed up as each player chooses: least, greatest, or nature's mean. A position that no further
 * look can change is solved and not visited again, so that with enough simulations the root is
 * solved and its value is the game's. Until then the value of a game that is not cooperative is an
 * estimate. Players who work together give up positions that cannot beat what they found; their
 * result is an upper bound at any time.
 */
public final class TreeSearch {
  private static final int MOST_KEPT = 2_000_000;

  private final FeatureGame game;
  private final TreeOptions options;
  private final JudgedStates states;
  private final TreeBounds bounds;
  private final SplittableRandom random;
  private final Playout playout;
  private final Map<State, TreeNode> picks = new HashMap<>();
  private final Map<State, Map<Integer, TreeNode>> turns = new HashMap<>();
  private final TreeNode root;
  private int kept;
  private long simulations;

  public TreeSearch(FeatureGame game, JudgedStates states, TreeOptions options, long seed) {
    this.game = game;
    this.options = options;
    this.states = states;
    this.bounds = new TreeBounds(game, states);
    this.random = new SplittableRandom(seed);
    this.playout = new Playout(game, states, bounds, random);
    this.root = picking(State.start());
  }

  /** Simulates until the game is solved, the simulations are used up, or memory is. */
  public void run() {
    while (canSimulate()) {
      simulate();
    }
  }

  /** Whether the game is not solved, and neither simulations nor memory are used up. */
  public boolean canSimulate() {
    return !root.isSolved()
        && kept < MOST_KEPT
        && (options.simulations() < 0 || simulations < options.simulations());
  }

  /** Whether the value is the game's. */
  public boolean isSolved() {
    return root.isSolved();
  }

  /** The game's value as far as it is known. */
  public double value() {
    return bounds.isCooperative() ? Math.min(game.failure(), states.bestDistance()) : root.value();
  }

  public long simulations() {
    return simulations;
  }

  /** Plays once, from the most promising position that was not looked at. */
  public void simulate() {
    simulations++;
    List<TreeNode> path = new ArrayList<>();
    List<Integer> moves = new ArrayList<>();
    TreeNode node = root;
    while (!node.isSolved() && node.isExpanded()) {
      int move = node.select(bounds, options, random);
      if (move < 0) {
        node.refresh(bounds);
        break;
      }
      path.add(node);
      moves.add(move);
      node = child(node, move);
    }
    if (!node.isSolved() && !node.isExpanded()) {
      expand(node);
    }
    double reward = 1 - node.value() / game.failure();
    for (int k = path.size() - 1; k >= 0; k--) {
      path.get(k).tried(moves.get(k), reward);
      path.get(k).refresh(bounds);
    }
  }

  private TreeNode child(TreeNode node, int move) {
    if (node.child(move) == null) {
      node.child(
          move, node.isPick() ? moving(node.state(), node.pick(move)) : picking(node.after(move)));
    }
    return node.child(move);
  }

  private TreeNode picking(State state) {
    return picks.computeIfAbsent(
        state,
        unseen -> {
          kept++;
          TreeNode node = TreeNode.picking(state, game.rules().players());
          if (states.isAdversarial(state)) {
            node.end(game.distance(state));
          }
          return node;
        });
  }

  private TreeNode moving(State state, int feature) {
    return turns
        .computeIfAbsent(state, unseen -> new HashMap<>())
        .computeIfAbsent(
            feature,
            unseen -> {
              kept++;
              return TreeNode.moving(state, feature, game.rules().players());
            });
  }

  private void expand(TreeNode node) {
    if (node.isPick()) {
      int[] playable = game.playable(node.state());
      if (playable.length == 0) {
        node.end(game.failure());
        return;
      }
      node.expand(playable);
    } else {
      expandMoves(node);
    }
    node.played(
        playout.from(node.state(), node.feature(), simulations == 1 ? 1 : options.sweeps()));
  }

  /** In the order of promise for the player; all judged in one batch. */
  private void expandMoves(TreeNode node) {
    List<State> moves = game.moves(node.state(), node.feature());
    kept += moves.size();
    states.judge(moves);
    double[] shares = game.probabilities(node.state(), node.feature(), moves);
    boolean least = game.rules().players().second() == Players.Choice.LEAST;
    Comparator<Integer> promise =
        Comparator.comparingDouble(
            m -> least ? states.margin(moves.get(m)) : -states.margin(moves.get(m)));
    Comparator<Integer> nearness =
        Comparator.comparingDouble(
            m ->
                least && states.isAdversarial(moves.get(m))
                    ? game.distance(moves.get(m))
                    : Double.POSITIVE_INFINITY);
    int[] order =
        IntStream.range(0, moves.size())
            .boxed()
            .sorted(nearness.thenComparing(promise))
            .mapToInt(m -> m)
            .toArray();
    List<State> ordered = new ArrayList<>();
    double[] probabilities = new double[order.length];
    for (int k = 0; k < order.length; k++) {
      ordered.add(moves.get(order[k]));
      probabilities[k] = shares[order[k]];
    }
    node.expand(ordered, probabilities);
  }
}
