package org.plumbline.verifier.branching.space;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.network.model.Network;

/**
 * The trees of splits by which searches of similar questions bounded single neurons, for the next
 * one to begin with. A tree covers everything whatever box it was grown for, since every number is
 * at most 0 or at least 0; so it bounds the neuron on any other box, too, and only how well depends
 * on where it comes from. Its multipliers are guesses.
 */
public final class KnownTrees {
  private final Map<Bound, Tree> trees = new ConcurrentHashMap<>();
  private Network network;
  private boolean isFollowing;

  /** A lower bound of a neuron, or of its negation. */
  public record Bound(int layer, int neuron, boolean isNegated) {}

  /**
   * A tree in preorder, of neurons of the network that was asked about.
   *
   * @param relu layer of the ReLU that is split, or −1 for a leaf
   * @param neuron in that layer
   * @param multipliers of all leaves, one after the other, the root's split first
   */
  public record Tree(int[] relu, int[] neuron, float[] multipliers) {}

  /** Forgets everything unless the next question is about the same network as the last one. */
  public void begin(Network asked) {
    isFollowing = network == asked;
    if (!isFollowing) {
      trees.clear();
      network = asked;
    }
  }

  /** Whether the question follows a similar one. */
  public boolean isFollowing() {
    return isFollowing;
  }

  public boolean isEmpty() {
    return trees.isEmpty();
  }

  /** How many leaves a tree has, on average; 0 if there is none. */
  public double leaves() {
    return trees.values().stream()
        .mapToInt(tree -> (tree.relu().length + 1) / 2)
        .average()
        .orElse(0);
  }

  public Optional<Tree> of(Bound bound) {
    return Optional.ofNullable(trees.get(bound));
  }

  public void keep(Bound bound, Tree tree) {
    trees.put(bound, tree);
  }
}
