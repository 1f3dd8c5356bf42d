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
   * @param ofOne coefficients of each layer in a {@link BackwardPass} for one function
   * @param ofMany the same for several
   */
  record Workspace(Relaxations lines, CoefficientBlock[] ofOne, CoefficientBlock[] ofMany) {
    Workspace(CheckedNetwork network) {
      this(
          new Relaxations(network),
          new CoefficientBlock[network.depth()],
          new CoefficientBlock[network.depth()]);
    }
  }

  Workspace take() {
    Workspace workspace = idle.poll();
    return workspace == null ? new Workspace(network) : workspace;
  }

  void giveBack(Workspace workspace) {
    idle.push(workspace);
  }
}
