package org.plumbline.certificates.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A tree of splits of slope neurons at 0, for the bound of one neuron: in the first child the
 * neuron that the ReLU reads is at most 0, in the second at least 0. Each leaf has a multiplier for
 * every split above it.
 */
public final class SplitTree {
  /** Splits above a leaf. */
  public static final int MOST_DEPTH = 64;

  private static final int LEAF = -1;

  private final int[] nodes;
  private final float[] multipliers;
  private final List<Leaf> leaves;

  /**
   * @param nodes in preorder: the position of the neuron that is split, or −1 for a leaf
   * @param multipliers of all leaves, one after the other, the root's split first
   * @throws IllegalArgumentException if that is no tree, and says why
   */
  public SplitTree(int[] nodes, float[] multipliers) {
    this.nodes = nodes.clone();
    this.multipliers = multipliers.clone();
    this.leaves = leaves(this.nodes, this.multipliers);
  }

  /**
   * A leaf.
   *
   * @param position of the neurons that are split above, among the slope neurons, the root first
   * @param isAbove whether each is at least 0 here, else at most
   * @param multipliers one for each
   */
  public record Leaf(int[] position, boolean[] isAbove, float[] multipliers) {}

  /** A split whose second child is not begun, or is. */
  private static final class Split {
    private final int position;
    private boolean isAbove;

    Split(int position) {
      this.position = position;
    }
  }

  private static List<Leaf> leaves(int[] nodes, float[] multipliers) {
    List<Leaf> leaves = new ArrayList<>();
    Deque<Split> path = new ArrayDeque<>();
    int used = 0;
    boolean isComplete = false;
    for (int node : nodes) {
      if (isComplete) {
        throw new IllegalArgumentException("a tree that goes on behind its last leaf");
      }
      if (node != LEAF) {
        path.addLast(new Split(node));
        if (node < LEAF || path.size() > MOST_DEPTH) {
          throw new IllegalArgumentException("a tree with more than 64 splits above a leaf");
        }
        continue;
      }
      int end = used + path.size();
      if (end > multipliers.length) {
        throw new IllegalArgumentException("a tree with fewer multipliers than its leaves take");
      }
      leaves.add(leaf(path, Arrays.copyOfRange(multipliers, used, end)));
      used = end;
      while (!path.isEmpty() && path.peekLast().isAbove) {
        path.removeLast();
      }
      isComplete = path.isEmpty();
      if (!isComplete) {
        path.peekLast().isAbove = true;
      }
    }
    if (!isComplete || used < multipliers.length) {
      throw new IllegalArgumentException("a tree that lacks leaves, or has multipliers for more");
    }
    return List.copyOf(leaves);
  }

  private static Leaf leaf(Deque<Split> path, float[] multipliers) {
    int[] position = path.stream().mapToInt(split -> split.position).toArray();
    boolean[] isAbove = new boolean[position.length];
    int s = 0;
    for (Split split : path) {
      isAbove[s++] = split.isAbove;
    }
    return new Leaf(position, isAbove, multipliers);
  }

  /** In preorder: the position of the neuron that is split, or −1 for a leaf. */
  public int[] nodes() {
    return nodes.clone();
  }

  /** Of all leaves, one after the other. */
  public float[] multipliers() {
    return multipliers.clone();
  }

  /** The leaves, which together cover everything. */
  public List<Leaf> leaves() {
    return leaves;
  }
}
