package org.plumbline.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.gate.Baseline;
import org.plumbline.suite.gate.Gate;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.report.Reports;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;
import org.plumbline.suite.run.ThisMachine;

/** A run of a suite file, as {@code plumbline suite run} does it. */
final class SuiteFileRun {
  private static final String LEDGER = ".plumbline";

  private SuiteFileRun() {}

  static SuiteResult of(PlumblineSuite named) throws IOException {
    Path file = Path.of(named.value());
    Path beside = file.toAbsolutePath().normalize().resolveSibling(LEDGER);
    Path folder = named.ledger().isEmpty() ? beside : Path.of(named.ledger());
    Suite suite = SuiteParser.parse(file, Parameters.of(Map.of()));
    SuiteResult result = result(suite, folder);
    Reports.write(result, suite.reports());
    return result;
  }

  private static SuiteResult result(Suite suite, Path folder) {
    AskedSuite asked = AskedSuite.of(suite);
    Optional<Baseline> baseline = suite.baseline().filter(Files::exists).map(Baseline::read);
    LocalThreads executor = new LocalThreads(Runtime.getRuntime().availableProcessors());
    Instant begun = Instant.now();
    try (Ledger ledger = Ledger.open(folder)) {
      List<SuiteAnswer> answers =
          new SuiteRun(ledger, executor, suite.limits(), Retry.WITH_MORE_TIME, Progress.NONE)
              .answers(asked.questions());
      Gate gate = Gate.of(asked.requirements(), answers, baseline);
      return new SuiteResult(
          suite.file(),
          asked.requirements(),
          answers,
          gate.outcomes(),
          gate.difference(),
          gate.standing(),
          ThisMachine.environment(executor.width()),
          ledger.notes(),
          begun,
          Instant.now());
    }
  }
}
