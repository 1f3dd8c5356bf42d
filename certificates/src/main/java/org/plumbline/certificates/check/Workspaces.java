package org.plumbline.certificates.check;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many workspaces as threads use at a time. */
final class Workspaces {
  private final CheckedNetwork network;
  private final Deque<Workspace> idle = new ConcurrentLinkedDeque<>();

  Workspaces(CheckedNetwork network) {
    this.network = network;
  }

  /**
   * What one thread works with.
   *
   * @param coefficients of each layer, for {@link BackwardPass}
   */
  record Workspace(Relaxations lines, CoefficientBlock[] coefficients) {}

  Workspace take() {
    Workspace workspace = idle.poll();
    return workspace == null
        ? new Workspace(new Relaxations(network), new CoefficientBlock[network.depth()])
        : workspace;
  }

  void giveBack(Workspace workspace) {
    idle.push(workspace);
  }
}
