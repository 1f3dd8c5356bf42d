package org.plumbline.campaign;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteFiles;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;
import org.plumbline.suite.worker.WorkerSetup;

/** A suite of few questions about a network that can be checked by hand, and runs of it. */
final class Samples {
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Optional.empty());

  private Samples() {}

  /** Class 1 where x0 < x1 + 1/4; each point at two distances. */
  static Path suite(Path folder, int points) throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      lines.add(i % 2 == 0 ? "1,0.5," + (0.5 + i / 1000.0) : "0,0.75," + (0.25 + i / 1000.0));
    }
    Files.write(folder.resolve("points.csv"), lines);
    return Files.writeString(
        folder.resolve("suite.yaml"),
        "network: two.nnet\nquestions:\n"
            + "- {id: R, robustness: {dataset: points.csv, epsilons: [1/16, 1/4], range: [0, 1]}}\n");
  }

  static AskedSuite asked(Path file) {
    return AskedSuite.of(SuiteParser.parse(file, Parameters.none()));
  }

  static Executor joined(String master, Map<String, String> settings, String worker, Path file) {
    Suite suite = SuiteParser.parse(file, Parameters.none());
    return new SparkCluster(worker, Samples.classPath())
        .join(master, settings, new WorkerSetup(file, Map.of()), SuiteFiles.of(suite));
  }

  static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(part -> Path.of(part).toAbsolutePath())
        .filter(Files::exists)
        .toList();
  }

  static Map<String, SuiteAnswer> run(Executor executor, Path ledger, AskedSuite suite) {
    Map<String, SuiteAnswer> answers = new TreeMap<>();
    try (Ledger open = Ledger.open(ledger)) {
      new SuiteRun(open, executor, LIMITS, Retry.WITH_MORE_TIME, Progress.NONE)
          .answers(suite.questions())
          .forEach(answer -> answers.put(answer.question().id(), answer));
    }
    return answers;
  }
}
