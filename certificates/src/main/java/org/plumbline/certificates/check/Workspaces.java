package org.plumbline.certificates.check;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many workspaces as threads use at a time. */
final class Workspaces {
  private final CheckedNetwork network;
  private final int width;
  private final Deque<Workspace> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param width functions that go through a pass together at most
   */
  Workspaces(CheckedNetwork network, int width) {
    this.network = network;
    this.width = width;
  }

  /**
   * What one thread works with.
   *
   * @param coefficients of each layer, for {@link BackwardPass}
   * @param width of these
   */
  record Workspace(Relaxations lines, CoefficientBlock[] coefficients, int width) {}

  int width() {
    return width;
  }

  Workspace take() {
    Workspace workspace = idle.poll();
    return workspace == null
        ? new Workspace(new Relaxations(network), new CoefficientBlock[network.depth()], width)
        : workspace;
  }

  void giveBack(Workspace workspace) {
    idle.push(workspace);
  }
}
