package org.plumbline.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.question.Selection;
import org.plumbline.suite.report.ReportKind;
import org.plumbline.suite.report.Reports;
import org.plumbline.suite.worker.WorkerSetup;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which suite is meant, and where its ledger is. */
final class SuiteOptions {
  private static final String LEDGER = ".plumbline";

  @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "The suite, in YAML.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Gives a parameter of the suite a value; counts before the environment. May be given more"
              + " than once.")
  private Map<String, String> set = Map.of();

  @Option(
      names = "--ledger",
      paramLabel = "FOLDER",
      description = "Where answers and evidence are kept (default: .plumbline beside FILE).")
  private Path ledger;

  Path file() {
    return file;
  }

  /** What a process that answers questions of the suite has to read. */
  WorkerSetup setup() {
    return new WorkerSetup(file, set);
  }

  /** The same for one that has another environment: with all values that are not in the file. */
  WorkerSetup setupElsewhere() {
    Parameters parameters = Parameters.of(set);
    SuiteParser.parse(file, parameters);
    return new WorkerSetup(file, parameters.outside());
  }

  /**
   * Reads the file.
   *
   * @throws org.plumbline.network.model.ParseException if it is not understood
   */
  Suite suite() {
    return SuiteParser.parse(file, Parameters.of(set));
  }

  /** The reports that the file names, whatever else is wrong with it. */
  Map<ReportKind, Path> reports() {
    return SuiteParser.reports(file, Parameters.of(set));
  }

  /** The questions that are meant, with all files read. */
  AskedSuite asked(Suite suite, List<String> tags, List<String> ids) {
    return new Selection(tags, ids).of(AskedSuite.of(suite), file.toString());
  }

  boolean hasLedger() {
    return ledger != null;
  }

  /**
   * Writes reports; folders that are missing are made.
   *
   * @throws OutputException naming the first that cannot be written, after the others
   */
  static void write(SuiteResult result, Map<ReportKind, Path> reports) {
    try {
      Reports.write(result, reports, SuiteOptions::write);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try {
      OutputFile.in(file.toAbsolutePath().getParent(), file.getFileName().toString())
          .write(out -> out.write(content));
    } catch (OutputException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  Path ledger() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return Optional.ofNullable(ledger).orElseGet(() -> folder.resolve(LEDGER));
  }
}
