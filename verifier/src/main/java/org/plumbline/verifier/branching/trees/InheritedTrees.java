package org.plumbline.verifier.branching.trees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.GeneratorSpace;
import org.plumbline.verifier.branching.space.KnownTrees;

/**
 * Trees of splits that were grown for another box of inputs, to go on with instead of growing them
 * again (the idea of Ugare et al., <em>Incremental Verification of Neural Networks</em>, PLDI 2023,
 * for the trees of single neurons). Where a neuron that a tree splits is no longer open, one of its
 * children is empty; the larger one takes its place, whichever it is. <b>Theorem.</b> What is left
 * is a tree all the same, so that each point lies in a leaf whose splits hold, and the least bound
 * of its leaves is one; no choice here can be unsound.
 */
final class InheritedTrees {
  private final KnownTrees known;
  private final Network network;
  private final Origin origin;
  private final Map<Long, Place> here = new HashMap<>();

  /** A ReLU of the network that is searched. */
  private record Place(int relu, int neuron) {}

  /** A node of a tree, a leaf where it has no children; multipliers of the splits above it. */
  private record Node(Place place, Node below, Node above, float[] multipliers, int leaves) {}

  /**
   * @param network whose neurons are bounded
   * @param origin of these in the network that trees speak of
   */
  InheritedTrees(KnownTrees known, Network network, Origin origin) {
    this.known = known;
    this.network = network;
    this.origin = origin;
    for (int k = 1; k < network.depth() && !known.isEmpty(); k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        for (int i = 0; i < network.layer(k).size(); i++) {
          here.put(key(origin.layer(k), origin.neuron(k, i)), new Place(k, i));
        }
      }
    }
  }

  private static long key(int layer, int neuron) {
    return ((long) layer << 32) | neuron;
  }

  private KnownTrees.Bound bound(int k, int i, boolean isNegated) {
    return new KnownTrees.Bound(origin.layer(k), origin.neuron(k, i), isNegated);
  }

  /** How many leaves the tree of a bound has; 0 if there is none. */
  int leaves(int k, int i, boolean isNegated) {
    return known.of(bound(k, i, isNegated)).map(tree -> (tree.relu().length + 1) / 2).orElse(0);
  }

  /** The ReLUs that the tree of a bound splits, as far as they are in the network, as keys. */
  Set<Long> split(int k, int i, boolean isNegated) {
    Set<Long> split = new HashSet<>();
    known
        .of(bound(k, i, isNegated))
        .ifPresent(
            tree -> {
              for (int t = 0; t < tree.relu().length; t++) {
                Place place = here.get(key(tree.relu()[t], tree.neuron()[t]));
                if (place != null) {
                  split.add(key(place.relu(), place.neuron()));
                }
              }
            });
    return split;
  }

  /** Whether a ReLU is one of those. */
  static boolean isIn(Set<Long> split, int relu, int neuron) {
    return split.contains(key(relu, neuron));
  }

  /** The tree of a bound, of places of a space; a single leaf if there is none. */
  SplitTree in(GeneratorSpace space, int k, int i, boolean isNegated) {
    Optional<KnownTrees.Tree> tree = known.of(bound(k, i, isNegated));
    if (tree.isEmpty()) {
      return new SplitTree(new int[] {-1}, new float[0]);
    }
    Map<Place, Integer> places = new HashMap<>();
    for (int c = 0; c < space.generator().length; c++) {
      places.put(new Place(space.relu()[c], space.neuron()[c]), c);
    }
    return new Reading(tree.get(), places).tree();
  }

  /** Keeps a tree for the questions that follow. */
  void keep(GeneratorSpace space, int k, int i, boolean isNegated, SplitTree tree) {
    int[] nodes = tree.nodes();
    int[] relu = new int[nodes.length];
    int[] neuron = new int[nodes.length];
    for (int t = 0; t < nodes.length; t++) {
      int at = nodes[t] < 0 ? -1 : space.relu()[nodes[t]];
      relu[t] = at < 0 ? -1 : origin.layer(at);
      neuron[t] = at < 0 ? -1 : origin.neuron(at, space.neuron()[nodes[t]]);
    }
    known.keep(bound(k, i, isNegated), new KnownTrees.Tree(relu, neuron, tree.multipliers()));
  }

  /** Reads one tree. */
  private final class Reading {
    private final KnownTrees.Tree tree;
    private final Map<Place, Integer> places;
    private int node;
    private int multiplier;

    Reading(KnownTrees.Tree tree, Map<Place, Integer> places) {
      this.tree = tree;
      this.places = places;
    }

    SplitTree tree() {
      Node root = read(List.of());
      List<Integer> nodes = new ArrayList<>();
      List<Float> multipliers = new ArrayList<>();
      write(root, nodes, multipliers);
      float[] all = new float[multipliers.size()];
      for (int m = 0; m < all.length; m++) {
        all[m] = multipliers.get(m);
      }
      return new SplitTree(nodes.stream().mapToInt(Integer::intValue).toArray(), all);
    }

    /**
     * @param isHere of each split above, whether it is still one
     */
    private Node read(List<Boolean> isHere) {
      int relu = tree.relu()[node];
      int neuron = tree.neuron()[node++];
      if (relu < 0) {
        List<Float> left = new ArrayList<>();
        for (boolean is : isHere) {
          float own = tree.multipliers()[multiplier++];
          if (is) {
            left.add(own);
          }
        }
        float[] own = new float[left.size()];
        for (int m = 0; m < own.length; m++) {
          own[m] = left.get(m);
        }
        return new Node(null, null, null, own, 1);
      }
      Place place = here.get(key(relu, neuron));
      boolean isOpen = place != null && places.containsKey(place);
      List<Boolean> longer = new ArrayList<>(isHere);
      longer.add(isOpen);
      Node below = read(longer);
      Node above = read(longer);
      if (!isOpen) {
        return below.leaves() > above.leaves() ? below : above;
      }
      return new Node(place, below, above, null, below.leaves() + above.leaves());
    }

    private void write(Node from, List<Integer> nodes, List<Float> multipliers) {
      if (from.place() == null) {
        nodes.add(-1);
        for (float own : from.multipliers()) {
          multipliers.add(own);
        }
        return;
      }
      nodes.add(places.get(from.place()));
      write(from.below(), nodes, multipliers);
      write(from.above(), nodes, multipliers);
    }
  }
}
