package org.plumbline.certificates.check;

import java.util.BitSet;
import java.util.List;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.network.model.Network;

/** What is known at a node of a proof while its steps are taken. Children start from copies. */
final class NodeState {
  private final NodeBounds bounds;
  private final BitSet open;
  private final Learnt learnt;
  private final int depth;
  private Path path;
  private boolean isDerived;
  private FactorForms factors = FactorForms.NONE;

  /** The literals of the premise and the splits from the root to here, newest first. */
  record Path(Path before, int layer, int neuron, double point, boolean isAbove) {}

  /** The root of a case. */
  NodeState(Network network, int polyhedra) {
    this.bounds = new NodeBounds(network);
    this.open = new BitSet();
    open.set(0, polyhedra);
    this.learnt = Learnt.NONE;
    this.depth = 0;
  }

  private NodeState(NodeState parent, BitSet open, Learnt learnt, int deeper) {
    this.bounds = parent.bounds.copy();
    this.open = open;
    this.learnt = learnt;
    this.path = parent.path;
    this.depth = parent.depth + deeper;
    this.isDerived = parent.isDerived;
    this.factors = parent.factors;
  }

  /** Takes for granted that a neuron is at least, or at most, a point. */
  void assume(int layer, int neuron, double point, boolean isAbove) {
    path = new Path(path, layer, neuron, point, isAbove);
    narrow(layer, neuron, point, isAbove);
  }

  private void narrow(int layer, int neuron, double point, boolean isAbove) {
    if (isAbove) {
      bounds.raise(layer, neuron, point);
    } else {
      bounds.reduce(layer, neuron, point);
    }
  }

  NodeState child(int layer, int neuron, double point, boolean isAbove) {
    NodeState child = new NodeState(this, (BitSet) open.clone(), learnt, 1);
    child.assume(layer, neuron, point, isAbove);
    return child;
  }

  NodeState only(int polyhedron) {
    BitSet one = new BitSet();
    one.set(polyhedron);
    return new NodeState(this, one, learnt, 1);
  }

  /**
   * Where conflicts are known, and literals are taken for granted, each of which counts as a node.
   */
  NodeState knowing(Learnt conflicts, List<ProofNode.Literal> literals) {
    NodeState child = new NodeState(this, (BitSet) open.clone(), conflicts, 1 + literals.size());
    for (ProofNode.Literal literal : literals) {
      child.assume(literal.layer(), literal.neuron(), literal.point(), literal.isAbove());
    }
    return child;
  }

  /** Conflicts that were learnt above. */
  Learnt learnt() {
    return learnt;
  }

  NodeBounds bounds() {
    return bounds;
  }

  /** Polyhedra that are not refuted. */
  BitSet open() {
    return open;
  }

  Path path() {
    return path;
  }

  /** Number of nodes above. */
  int depth() {
    return depth;
  }

  /** Of the last node above where bounds of neurons were derived from both sides. */
  FactorForms factors() {
    return factors;
  }

  void know(FactorForms found) {
    factors = found;
  }

  boolean isDerived() {
    return isDerived;
  }

  void setDerived() {
    isDerived = true;
  }
}
