package org.plumbline.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.cli.options.ClusterService;
import org.plumbline.suite.worker.ClusterParts;
import org.plumbline.suite.worker.PartProcesses;
import org.plumbline.suite.worker.PartQuestion;
import org.plumbline.suite.worker.WorkerCommand;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.branching.parts.PartTally;
import picocli.CommandLine.Option;

/** One question cut into cubes: parts that processes of their own search. */
final class CubeOptions {
  private static final int MOST = 100_000;
  private static final String WORKER = CubeWorker.class.getName();

  @Option(
      names = "--cubes",
      paramLabel = "N",
      description =
          "Cuts the question into N parts, which processes of their own search; their proofs become"
              + " one, which is checked here.")
  private Integer cubes;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that search parts at a time, with --cubes (default: one per core).")
  private Integer workers;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Has the parts searched on Apache Spark, and checks their proof here: local[*],"
              + " spark://HOST:7077, k8s://… or yarn.")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "NAME=VALUE",
      description = "A setting of Spark, or one of spark.plumbline; may be given more than once.")
  private Map<String, String> settings = Map.of();

  private final PartTally tally = new PartTally();

  /** What is wrong with the options, if anything is. */
  Optional<String> mistake(Engine engine) {
    if (master == null && !settings.isEmpty()) {
      return Optional.of("--conf is for --master");
    } else if (cubes == null && master != null) {
      return Optional.of(
          "--master goes with --cubes, which says into how many parts the question is cut");
    } else if (cubes == null) {
      return workers == null
          ? Optional.empty()
          : Optional.of("--workers goes with --cubes; else --threads says how many search");
    } else if (cubes < 2 || cubes > MOST) {
      return Optional.of("--cubes " + cubes + " is not between 2 and " + MOST);
    } else if (workers != null && workers < 1) {
      return Optional.of("--workers " + workers + " is below 1");
    } else if (workers != null && master != null) {
      return Optional.of(
          "with --master the cluster says how many parts are searched at once: without --workers");
    } else if (!ClusterService.mistake(settings).isEmpty()) {
      return ClusterService.mistake(settings);
    }
    return engine.isBranching()
        ? Optional.empty()
        : Optional.of("--engine " + engine + " cannot be cut; leave --cubes out");
  }

  /** Whether the question is to be cut. */
  boolean isGiven() {
    return cubes != null;
  }

  /**
   * Has parts searched elsewhere, if that is asked for.
   *
   * @param arguments of this command, by which workers read the same question
   * @param files that the question is read from
   * @throws org.plumbline.suite.worker.ClusterException if a cluster cannot be joined
   */
  Division division(List<String> arguments, Supplier<List<Path>> files) {
    if (!isGiven()) {
      return Division.NONE;
    } else if (master == null) {
      return new Division(
          Optional.of(new DividedSearch(processes(arguments), cubes, tally)), () -> {});
    }
    PartQuestion question = new PartQuestion(WORKER, arguments, files.get());
    ClusterParts joined =
        ClusterService.joined(cluster -> cluster.joinForParts(master, settings, question));
    return new Division(Optional.of(new DividedSearch(joined, cubes, tally)), joined::close);
  }

  private PartProcesses processes(List<String> arguments) {
    WorkerCommand like = WorkerCommand.likeThis();
    int cores = Runtime.getRuntime().availableProcessors();
    return new PartProcesses(
        workers == null ? cores : workers,
        new WorkerCommand(like.program(), WORKER, like.heap()),
        arguments);
  }

  /** What became of the parts, for people. */
  String words() {
    if (tally.cut() == 0) {
      return "Parts: none; the question was decided before it was cut, or cannot be.";
    }
    StringBuilder words = new StringBuilder("Parts: " + tally.cut());
    if (tally.again() > 0) {
      words.append(", ").append(tally.again()).append(" cut again");
    }
    if (tally.failures() > 0) {
      words.append("; workers failed ").append(tally.failures()).append(" times");
    }
    if (tally.here() > 0) {
      words.append("; ").append(tally.here()).append(" searched here");
    }
    return words.append('.').toString();
  }

  /** The same for programs, if the question was to be cut. */
  void write(JsonGenerator json) throws IOException {
    if (!isGiven()) {
      return;
    }
    json.writeObjectFieldStart("cubes");
    json.writeNumberField("parts", tally.cut());
    json.writeNumberField("cutAgain", tally.again());
    json.writeNumberField("failures", tally.failures());
    json.writeNumberField("searchedHere", tally.here());
    json.writeArrayFieldStart("subproblems");
    for (long evaluated : tally.evaluated()) {
      json.writeNumber(evaluated);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
