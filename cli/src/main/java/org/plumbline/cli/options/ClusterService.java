package org.plumbline.cli.options;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.plumbline.suite.worker.Cluster;
import org.plumbline.suite.worker.ClusterException;

/** The cluster that {@code --master} joins, with settings that {@code --conf} gives. */
public final class ClusterService {
  private static final String WANTED =
      "--master wants plumbline-campaign and Spark on the class path, as the launcher plumbline"
          + " puts them there";

  private ClusterService() {}

  /** What is wrong with settings for a cluster, if anything is. */
  public static Optional<String> mistake(Map<String, String> settings) {
    return settings.keySet().stream()
        .filter(name -> !name.startsWith("spark."))
        .findFirst()
        .map(name -> "--conf " + name + ": settings of Spark begin with 'spark.'");
  }

  /**
   * Joins the cluster that there is.
   *
   * @throws ClusterException if there is none, or it cannot be joined
   */
  public static <T> T joined(Function<Cluster, T> join) {
    try {
      return join.apply(
          ServiceLoader.load(Cluster.class)
              .findFirst()
              .orElseThrow(() -> new ClusterException(WANTED)));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ClusterException(WANTED + ": " + e.getMessage(), e);
    }
  }
}
