package org.plumbline.certificates.check;

/** The buffers of one thread. */
final class Workspace {
  private final CheckedNetwork network;
  private final BackwardPass pass;
  private final Relaxations lines;

  Workspace(CheckedNetwork network) {
    this.network = network;
    this.pass = new BackwardPass(network);
    this.lines = new Relaxations(network);
  }

  BackwardPass pass() {
    return pass;
  }

  Relaxations lines() {
    return lines;
  }

  /** Makes all lines from the bounds of a node. */
  void prepare(NodeBounds bounds) {
    for (int k = 1; k < network.depth(); k++) {
      lines.prepare(k, bounds, false);
    }
  }
}
