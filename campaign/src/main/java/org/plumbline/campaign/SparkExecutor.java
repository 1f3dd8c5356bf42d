package org.plumbline.campaign;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Result;
import org.plumbline.suite.run.Task;
import org.plumbline.suite.worker.Known;

/** Answers the questions of a suite on Spark, and checks every answer itself. */
final class SparkExecutor implements Executor {
  private static final double MEGABYTE = 1e6;

  private final SparkJobs jobs;
  private final ClusterState state;
  private final Traffic traffic = new Traffic();
  private final int checks = Runtime.getRuntime().availableProcessors();

  SparkExecutor(SparkJobs jobs, ClusterState state) {
    this.jobs = jobs;
    this.state = state;
  }

  @Override
  public int width() {
    return Math.max(1, jobs.slots());
  }

  @Override
  public String state() {
    return String.format(
        Locale.ROOT,
        "%s, %.1f MB sent, %.1f MB received",
        state.words(),
        traffic.sent() / MEGABYTE,
        traffic.received() / MEGABYTE);
  }

  @Override
  public void answer(List<Task> tasks, Consumer<Result> results) {
    ExecutorService checking = LocalThreads.pool(checks);
    try {
      List<Task> unknown = Known.elsewhere(tasks, checks, results);
      new Dispatch(jobs, this::width, checking, traffic).answer(unknown, results);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "the run was interrupted; the ledger has what was answered", e);
    } finally {
      checking.shutdownNow();
    }
  }

  @Override
  public void close() {
    jobs.close();
  }
}
