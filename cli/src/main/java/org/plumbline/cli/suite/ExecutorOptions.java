package org.plumbline.cli.suite;

import java.util.Map;
import java.util.Optional;
import org.plumbline.cli.options.ClusterService;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteFiles;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.LocalProcesses;
import org.plumbline.suite.worker.WorkerCommand;
import picocli.CommandLine.Option;

/** Who answers the questions of a suite. */
final class ExecutorOptions {
  @Option(
      names = "--threads",
      description = "Questions that are answered at once (default: one per core).")
  private Integer threads;

  @Option(
      names = "--in-process",
      description =
          "Answers all questions in this process, which saves the start of others: for few and small"
              + " ones.")
  private boolean inProcess;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Has the questions answered on Apache Spark, and checks every answer here: local[*],"
              + " spark://HOST:7077, k8s://… or yarn.")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "NAME=VALUE",
      description = "A setting of Spark, or one of spark.plumbline; may be given more than once.")
  private Map<String, String> settings = Map.of();

  /** What does not go together. */
  Optional<String> mistake() {
    if (threads != null && threads < 1) {
      return Optional.of("--threads " + threads + " is below 1");
    } else if (master == null) {
      return settings.isEmpty() ? Optional.empty() : Optional.of("--conf is for --master");
    } else if (threads != null || inProcess) {
      return Optional.of(
          "with --master the cluster says how many questions are answered at once, and where:"
              + " without --threads and --in-process");
    }
    return ClusterService.mistake(settings);
  }

  /**
   * Whoever is chosen.
   *
   * @throws ClusterException if a cluster cannot be joined
   */
  Executor executor(SuiteOptions options, Suite suite) {
    if (master != null) {
      return ClusterService.joined(
          cluster ->
              cluster.join(master, settings, options.setupElsewhere(), SuiteFiles.of(suite)));
    }
    int width = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return inProcess
        ? new LocalThreads(width)
        : new LocalProcesses(width, WorkerCommand.likeThis(), options.setup());
  }
}
