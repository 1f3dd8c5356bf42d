package org.plumbline.cli.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.gate.Baseline;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerException;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.report.ReportKind;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumbline suite report}: reports on what the ledger shows now. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes reports on what the ledger of a suite shows.",
      "Evidence is checked again and nothing is searched; an answer without evidence that stands is"
          + " reported as open."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the reports were written, whatever they say",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable suite, network, property or data",
      "4:a report could not be written, or the ledger cannot be read"
    })
final class SuiteReportCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Mixin private SuiteOptions options;

  @Option(names = "--junit", paramLabel = "FILE", description = "JUnit XML.")
  private OutputFile junit;

  @Option(names = "--sarif", paramLabel = "FILE", description = "SARIF 2.1.0.")
  private OutputFile sarif;

  @Option(names = "--html", paramLabel = "FILE", description = "One page for people.")
  private OutputFile html;

  @Option(names = "--markdown", paramLabel = "FILE", description = "For summaries of jobs.")
  private OutputFile markdown;

  @Option(names = "--annotations", paramLabel = "FILE", description = "GitHub annotations.")
  private OutputFile annotations;

  @Option(names = "--gitlab", paramLabel = "FILE", description = "GitLab code quality.")
  private OutputFile gitlab;

  @Option(names = "--openmetrics", paramLabel = "FILE", description = "OpenMetrics.")
  private OutputFile openmetrics;

  @Option(names = "--json", paramLabel = "FILE", description = "All that is known, as JSON.")
  private OutputFile json;

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "An archive of evidence, for plumbline suite check.")
  private OutputFile evidence;

  private Map<ReportKind, Path> reports() {
    Map<ReportKind, Path> files = new EnumMap<>(ReportKind.class);
    for (ReportKind kind : ReportKind.values()) {
      OutputFile file = file(kind);
      if (file != null) {
        files.put(kind, file.named());
      }
    }
    return files;
  }

  private OutputFile file(ReportKind kind) {
    return switch (kind) {
      case JUNIT -> junit;
      case SARIF -> sarif;
      case HTML -> html;
      case MARKDOWN -> markdown;
      case ANNOTATIONS -> annotations;
      case GITLAB -> gitlab;
      case OPENMETRICS -> openmetrics;
      case JSON -> json;
      case EVIDENCE -> evidence;
    };
  }

  @Override
  public FilePlan files() {
    return new FilePlan()
        .reads(options.file())
        .replaces("--junit", junit, EarlierAnswer.OTHER)
        .replaces("--sarif", sarif, EarlierAnswer.OTHER)
        .replaces("--html", html, EarlierAnswer.PAGE)
        .replaces("--markdown", markdown, EarlierAnswer.OTHER)
        .replaces("--annotations", annotations, EarlierAnswer.OTHER)
        .replaces("--gitlab", gitlab, EarlierAnswer.OTHER)
        .replaces("--openmetrics", openmetrics, EarlierAnswer.OTHER)
        .replaces("--json", json, EarlierAnswer.JSON)
        .replaces("--evidence", evidence, EarlierAnswer.OTHER);
  }

  @Override
  public Integer call() {
    Map<ReportKind, Path> reports = reports();
    require(!reports.isEmpty(), "name a report to write, such as --html FILE");
    begin(files());
    Suite suite = options.suite();
    AskedSuite asked = options.asked(suite, List.of(), List.of());
    Optional<Baseline> baseline = suite.baseline().filter(Files::exists).map(Baseline::read);
    SuiteResult result;
    try (Ledger ledger = Ledger.read(options.ledger())) {
      LocalThreads executor = new LocalThreads(Runtime.getRuntime().availableProcessors());
      result =
          new SuiteRun(ledger, executor, suite.limits(), Retry.NEVER, Progress.NONE)
              .result(suite, asked, baseline, List.of());
    } catch (LedgerException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.LOST_OUTPUT.code();
    }
    SuiteOptions.write(result, reports);
    reports.values().forEach(file -> spec.commandLine().getOut().println(file + " is written."));
    spec.commandLine().getOut().flush();
    return ExitCode.HOLDS.code();
  }
}
