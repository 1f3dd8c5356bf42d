package org.plumbline.certificates.check;

import java.util.BitSet;
import org.plumbline.network.model.Network;

/** What is known at a node of a proof while its steps are taken. Children start from copies. */
final class NodeState {
  private final NodeBounds bounds;
  private final BitSet open;
  private Path path;
  private final int depth;
  private boolean isDerived;

  /** The literals of the premise and the splits from the root to here, newest first. */
  record Path(Path before, int layer, int neuron, double point, boolean isAbove) {}

  /** The root of a case. */
  NodeState(Network network, int polyhedra) {
    this.bounds = new NodeBounds(network);
    this.open = new BitSet();
    open.set(0, polyhedra);
    this.depth = 0;
  }

  private NodeState(NodeState parent, BitSet open, Path path) {
    this.bounds = parent.bounds.copy();
    this.open = open;
    this.path = path;
    this.depth = parent.depth + 1;
    this.isDerived = parent.isDerived;
  }

  /** Takes for granted that a neuron is at least, or at most, 0. */
  void assume(int layer, int neuron, boolean isActive) {
    path = new Path(path, layer, neuron, 0, isActive);
    narrow(layer, neuron, 0, isActive);
  }

  private void narrow(int layer, int neuron, double point, boolean isAbove) {
    if (isAbove) {
      bounds.raise(layer, neuron, point);
    } else {
      bounds.reduce(layer, neuron, point);
    }
  }

  NodeState child(int layer, int neuron, double point, boolean isAbove) {
    Path longer = new Path(path, layer, neuron, point, isAbove);
    NodeState child = new NodeState(this, (BitSet) open.clone(), longer);
    child.narrow(layer, neuron, point, isAbove);
    return child;
  }

  NodeState only(int polyhedron) {
    BitSet one = new BitSet();
    one.set(polyhedron);
    return new NodeState(this, one, path);
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

  boolean isDerived() {
    return isDerived;
  }

  void setDerived() {
    isDerived = true;
  }
}
