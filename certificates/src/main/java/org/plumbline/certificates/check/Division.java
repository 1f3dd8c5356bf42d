package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.network.model.Network;

/**
 * What the children of a node know. The halves of a split cover the node, since a number is at most
 * or at least any other. A conflict is proved where all its literals hold: then no counterexample
 * of the node satisfies them all, which the conflicts after it and the rest of the node may use.
 */
final class Division {
  private final int number;
  private final Network network;

  /**
   * @param number of the case
   */
  Division(int number, Network network) {
    this.number = number;
    this.network = network;
  }

  /**
   * The children of a node that is not closed.
   *
   * @throws CheckEnd if it cannot be divided so
   */
  List<ProofWalk.Branch> of(ProofNode node, NodeState state, NodePlace where) {
    if (node instanceof ProofNode.Split split) {
      return split(split, state, where);
    } else if (node instanceof ProofNode.ByPolyhedron parts) {
      return byPolyhedron(parts, state, where);
    }
    return learning((ProofNode.Learning) node, state, where);
  }

  private List<ProofWalk.Branch> split(ProofNode.Split split, NodeState state, NodePlace where) {
    if (!isThere(split.layer(), split.neuron(), split.point())) {
      throw rejected(where, "split", "there is no such neuron or point");
    }
    NodeState below = state.child(split.layer(), split.neuron(), split.point(), false);
    NodeState above = state.child(split.layer(), split.neuron(), split.point(), true);
    return List.of(
        new ProofWalk.Branch(split.below(), below, where.child(0)),
        new ProofWalk.Branch(split.above(), above, where.child(1)));
  }

  private boolean isThere(int layer, int neuron, double point) {
    return isIn(layer, network.depth())
        && isIn(neuron, network.layer(layer).size())
        && !Double.isNaN(point);
  }

  private static boolean isIn(int index, int size) {
    return index >= 0 && index < size;
  }

  private List<ProofWalk.Branch> byPolyhedron(
      ProofNode.ByPolyhedron node, NodeState state, NodePlace where) {
    int open = state.open().cardinality();
    if (node.children().size() != open) {
      String why = node.children().size() + " children for " + open + " open polyhedra";
      throw rejected(where, "by polyhedron", why);
    }
    List<ProofWalk.Branch> branches = new ArrayList<>();
    int next = 0;
    for (int p = state.open().nextSetBit(0); p >= 0; p = state.open().nextSetBit(p + 1)) {
      branches.add(
          new ProofWalk.Branch(node.children().get(next), state.only(p), where.child(next)));
      next++;
    }
    return branches;
  }

  private List<ProofWalk.Branch> learning(
      ProofNode.Learning node, NodeState state, NodePlace where) {
    List<ProofNode.Conflict> conflicts = node.conflicts();
    List<ProofWalk.Branch> branches = new ArrayList<>();
    for (int c = 0; c < conflicts.size(); c++) {
      for (ProofNode.Literal literal : conflicts.get(c).literals()) {
        if (!isThere(literal.layer(), literal.neuron(), literal.point())) {
          throw rejected(where, "learning", "there is no such neuron or point: " + literal);
        }
      }
      ProofNode.Conflict conflict = conflicts.get(c);
      Learnt before = new Learnt(state.learnt(), conflicts, c);
      Supplier<NodeState> assumed = () -> state.knowing(before, conflict.literals());
      branches.add(new ProofWalk.Branch(conflict.proof(), assumed, where.child(c)));
    }
    NodeState rest =
        state.knowing(new Learnt(state.learnt(), conflicts, conflicts.size()), List.of());
    branches.add(new ProofWalk.Branch(node.rest(), rest, where.child(conflicts.size())));
    return branches;
  }

  private CheckEnd rejected(NodePlace where, String rule, String why) {
    return where.rejected(number, rule, why);
  }
}
