package org.plumbline.campaign;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import scala.jdk.javaapi.CollectionConverters;

/** Which executors there are, and how many were lost. Safe for use by several threads. */
final class ClusterState extends SparkListener {
  private final Set<String> present = new HashSet<>();
  private final boolean isLocal;
  private int lost;

  private ClusterState(boolean isLocal) {
    this.isLocal = isLocal;
  }

  /** Of a driver that has just begun; some may be there already. */
  static ClusterState of(SparkContext spark) {
    ClusterState state = new ClusterState(spark.isLocal());
    spark.addSparkListener(state);
    if (!spark.isLocal()) {
      state.add(CollectionConverters.asJava(spark.getExecutorIds()));
    }
    return state;
  }

  private synchronized void add(Iterable<String> ids) {
    ids.forEach(present::add);
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    present.add(added.executorId());
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    if (present.remove(removed.executorId())) {
      lost++;
    }
  }

  /** For people. */
  synchronized String words() {
    return isLocal
        ? "on this machine"
        : present.size() + (present.size() == 1 ? " worker, " : " workers, ") + lost + " lost";
  }
}
