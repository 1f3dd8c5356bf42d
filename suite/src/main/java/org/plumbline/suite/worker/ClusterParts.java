package org.plumbline.suite.worker;

import org.plumbline.verifier.branching.parts.PartWorkers;

/** Workers of a cluster that was joined, for the parts of one question. */
public interface ClusterParts extends PartWorkers, AutoCloseable {
  /** Leaves the cluster. */
  @Override
  void close();
}
