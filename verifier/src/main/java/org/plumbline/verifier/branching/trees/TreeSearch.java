package org.plumbline.verifier.branching.trees;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.verifier.bounds.GeneratorSpace;

/**
 * Grows a tree of splits for one bound: always the worst leaf is split, at the neuron whose
 * children promise most. What the tree is worth a sound pass has to say.
 */
final class TreeSearch {
  /** By how much the better child counts. */
  private static final double BETTER = 0.3;

  private static final SplitTree LEAF = new SplitTree(new int[] {-1}, new float[0]);

  private final Pricing pricing;
  private final int mostLeaves;
  private final int mostProbes;

  /** A node, with its children once it was split. */
  private static final class Node {
    private final Pricing.Point point;
    private int place = -1;
    private Node below;
    private Node above;

    Node(Pricing.Point point) {
      this.point = point;
    }
  }

  TreeSearch(GeneratorSpace space, int mostLeaves, int mostProbes) {
    this.pricing = new Pricing(space);
    this.mostLeaves = mostLeaves;
    this.mostProbes = mostProbes;
  }

  /**
   * A tree whose positions are places in the space; a single leaf if no split promises anything.
   *
   * @param enough a bound that needs no better one
   */
  SplitTree grow(double enough) {
    return grow(LEAF, enough);
  }

  /**
   * The same, from a tree that is there, whose leaves are priced anew.
   *
   * @param from of places in the space
   */
  SplitTree grow(SplitTree from, double enough) {
    PriorityQueue<Node> open =
        new PriorityQueue<>(Comparator.comparingDouble(node -> node.point.bound()));
    Node root = priced(from.nodes(), from.leaves().iterator(), new int[1], open);
    for (int leaves = open.size();
        leaves < mostLeaves && open.element().point.bound() < enough;
        leaves++) {
      Node worst = open.remove();
      if (!split(worst, enough)) {
        break;
      }
      open.add(worst.below);
      open.add(worst.above);
    }
    return tree(root);
  }

  /**
   * The nodes from one on, in preorder.
   *
   * @param next of the nodes
   * @param open gets the leaves
   */
  private Node priced(
      int[] nodes, Iterator<SplitTree.Leaf> leaves, int[] next, PriorityQueue<Node> open) {
    int place = nodes[next[0]++];
    if (place < 0) {
      Node leaf = new Node(pricing.improved(point(leaves.next())));
      open.add(leaf);
      return leaf;
    }
    Node node = new Node(null);
    node.place = place;
    node.below = priced(nodes, leaves, next, open);
    node.above = priced(nodes, leaves, next, open);
    return node;
  }

  private static Pricing.Point point(SplitTree.Leaf leaf) {
    int[] split = leaf.position().clone();
    Arrays.sort(split);
    boolean[] isAbove = new boolean[split.length];
    double[] beta = new double[split.length];
    for (int s = 0; s < split.length; s++) {
      int at = Arrays.binarySearch(split, leaf.position()[s]);
      isAbove[at] = leaf.isAbove()[s];
      beta[at] = leaf.multipliers()[s];
    }
    return new Pricing.Point(split, isAbove, beta, Double.NEGATIVE_INFINITY);
  }

  private boolean split(Node node, double enough) {
    Pricing.Probe chosen = null;
    double best = 0;
    for (Pricing.Probe probe : pricing.probes(node.point, mostProbes)) {
      double low = Math.min(probe.below().bound(), probe.above().bound());
      double high = Math.max(probe.below().bound(), probe.above().bound());
      double score = Math.min(enough, low) + BETTER * Math.min(enough, high);
      if (chosen == null || score > best) {
        chosen = probe;
        best = score;
      }
    }
    if (chosen == null) {
      return false;
    }
    node.place = chosen.place();
    node.below = new Node(pricing.improved(chosen.below()));
    node.above = new Node(pricing.improved(chosen.above()));
    return true;
  }

  private static SplitTree tree(Node root) {
    List<Integer> nodes = new ArrayList<>();
    List<Float> multipliers = new ArrayList<>();
    Deque<Node> left = new ArrayDeque<>();
    Deque<int[]> paths = new ArrayDeque<>();
    left.push(root);
    paths.push(new int[0]);
    while (!left.isEmpty()) {
      Node node = left.pop();
      int[] path = paths.pop();
      nodes.add(node.place);
      if (node.place < 0) {
        for (int place : path) {
          int s = Arrays.binarySearch(node.point.split(), place);
          multipliers.add((float) node.point.beta()[s]);
        }
        continue;
      }
      int[] longer = Arrays.copyOf(path, path.length + 1);
      longer[path.length] = node.place;
      left.push(node.above);
      left.push(node.below);
      paths.push(longer);
      paths.push(longer);
    }
    float[] all = new float[multipliers.size()];
    for (int m = 0; m < all.length; m++) {
      all[m] = multipliers.get(m);
    }
    return new SplitTree(nodes.stream().mapToInt(Integer::intValue).toArray(), all);
  }
}
