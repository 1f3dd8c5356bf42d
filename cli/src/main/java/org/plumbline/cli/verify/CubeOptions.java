package org.plumbline.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.worker.PartProcesses;
import org.plumbline.suite.worker.WorkerCommand;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.branching.parts.PartTally;
import picocli.CommandLine.Option;

/** One question cut into cubes: parts that processes of their own search. */
final class CubeOptions {
  private static final int MOST = 100_000;

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

  private final PartTally tally = new PartTally();

  /** What is wrong with the options, if anything is. */
  Optional<String> mistake(Engine engine) {
    if (cubes == null) {
      return workers == null
          ? Optional.empty()
          : Optional.of("--workers goes with --cubes; else --threads says how many search");
    } else if (cubes < 2 || cubes > MOST) {
      return Optional.of("--cubes " + cubes + " is not between 2 and " + MOST);
    } else if (workers != null && workers < 1) {
      return Optional.of("--workers " + workers + " is below 1");
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
   */
  Optional<DividedSearch> division(List<String> arguments) {
    return isGiven()
        ? Optional.of(new DividedSearch(processes(arguments), cubes, tally))
        : Optional.empty();
  }

  private PartProcesses processes(List<String> arguments) {
    WorkerCommand like = WorkerCommand.likeThis();
    int cores = Runtime.getRuntime().availableProcessors();
    return new PartProcesses(
        workers == null ? cores : workers,
        new WorkerCommand(like.program(), CubeWorker.class.getName(), like.heap()),
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
