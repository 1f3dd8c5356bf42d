package org.plumbline.suite.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.plumbline.suite.run.Executor;

/**
 * Where workers on other machines come from; found as a service, so that whoever has no cluster
 * needs none of its libraries.
 */
public interface Cluster {
  /**
   * Joins a cluster, until what is returned is closed.
   *
   * @param master its address, in its own words
   * @param settings of it, by name
   * @param setup what workers read first
   * @param files that the suite reads, absolute; where workers do not see them, they are sent
   * @throws ClusterException if it cannot be joined, in words
   */
  Executor join(String master, Map<String, String> settings, WorkerSetup setup, List<Path> files);

  /**
   * Joins a cluster for the parts of a question, until what is returned is closed.
   *
   * @param master its address, in its own words
   * @param settings of it, by name
   * @param question whose files are sent where workers do not see them
   * @throws ClusterException if it cannot be joined, or a file cannot be sent, in words
   */
  ClusterParts joinForParts(String master, Map<String, String> settings, PartQuestion question);
}
