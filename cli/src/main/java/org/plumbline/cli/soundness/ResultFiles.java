package org.plumbline.cli.soundness;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.run.ResultsFile;
import org.plumbline.soundness.score.Score;
import org.plumbline.soundness.score.Scoring;
import org.plumbline.soundness.score.Tolerance;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A benchmark and the results of runs, to be judged. */
final class ResultFiles {
  @Parameters(index = "0", paramLabel = "FOLDER", description = "The benchmark with its answers.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RESULTS",
      description = "Files of results, one per verifier.")
  private List<Path> files;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "1e-4",
      description = {
        "Verdicts that are off by no more are not called wrong, nor those that are right about the",
        "other arithmetic; 0 forgives nothing (default: ${DEFAULT-VALUE})."
      })
  private BigDecimal tolerance;

  /** What is wrong with the options, if anything is. */
  Optional<String> mistake() {
    return tolerance.signum() < 0
        ? Optional.of("--tolerance " + tolerance + " is negative")
        : Optional.empty();
  }

  BenchmarkFolder benchmark() {
    return new BenchmarkFolder(folder);
  }

  /**
   * @throws ParseException when a file is unreadable, or holds results of another benchmark
   */
  List<Score> scores() throws IOException {
    Scoring scoring = new Scoring(benchmark());
    List<Score> scores = new ArrayList<>();
    for (Path file : files) {
      scores.add(scoring.score(new ResultsFile(file), new Tolerance(tolerance)));
    }
    return scores;
  }

  String origin() throws IOException {
    return AnswerFile.origin(benchmark().answers());
  }

  void addTo(FilePlan plan) {
    plan.reads(folder);
    if (files != null) {
      plan.reads(files.toArray(Path[]::new));
    }
  }
}
