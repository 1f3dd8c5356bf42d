package org.plumbline.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.gate.Baseline;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.report.Reports;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;

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
    try (Ledger ledger = Ledger.open(folder)) {
      return new SuiteRun(ledger, executor, suite.limits(), Retry.WITH_MORE_TIME, Progress.NONE)
          .result(suite, asked, baseline, List.of());
    }
  }
}
