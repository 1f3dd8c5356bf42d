package org.plumbline.cli.suite;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.gate.Baseline;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerException;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.question.Shard;
import org.plumbline.suite.report.ReportKind;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;
import org.plumbline.suite.worker.ClusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code plumbline suite run}: asks what is not answered yet, and judges. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Answers all questions of a suite and says whether its requirements are met.",
      "What the ledger has is checked again, by its certificate or its counterexample, and asked anew"
          + " where it does not stand."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all requirements are met, or fail only by known failures",
      "1:internal error, or the cluster cannot be joined or was lost",
      "2:the command line was not understood",
      "3:unreadable suite, network, property or data",
      "4:the ledger or a report could not be written",
      "10:a requirement is not met, because of violations",
      "20:a requirement is not met, because of what is undecided or broke down"
    })
final class SuiteRunCommand extends PlumblineCommand implements Callable<Integer> {
  @Mixin private SuiteOptions options;

  @Option(
      names = "--select",
      paramLabel = "TAG",
      description = "Only questions with this tag; may be given more than once.")
  private List<String> tags = List.of();

  @Option(
      names = "--only",
      paramLabel = "ID",
      description = "Only this requirement or question; may be given more than once.")
  private List<String> ids = List.of();

  @Mixin private ExecutorOptions executors;

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description =
          "Answers only the K-th of N equal parts, into a ledger of its own, and does not judge: for"
              + " arrays of jobs, whose ledgers suite merge brings together.")
  private String shardText;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "Time limit for the whole run, instead of the suite's; what has not begun by then is not"
              + " asked.")
  private Double timeoutSeconds;

  @Option(
      names = "--retry",
      description =
          "Asks again what stayed undecided; without it only if there is more time than there was.")
  private boolean retry;

  @Option(
      names = "--update-baseline",
      description = "Writes the failures of this run into the suite's baseline.")
  private boolean updateBaseline;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says each answer as it is found.")
  private boolean verbose;

  @Override
  public Integer call() {
    refuse(executors.mistake());
    require(
        timeoutSeconds == null || timeoutSeconds > 0 && timeoutSeconds < 1e9,
        "--timeout " + timeoutSeconds + " is not positive");
    Optional<Shard> shard = shard();
    require(
        shard.isEmpty() || options.hasLedger(),
        "--shard wants a --ledger of its own, such as --ledger ledger-" + shardText);
    begin(new FilePlan().reads(options.file()).fills("--ledger", options.ledger()));
    Map<ReportKind, Path> reports = options.reports();
    begin(plan(reports.values()));
    Suite suite = options.suite();
    require(
        !updateBaseline || suite.baseline().isPresent(),
        "--update-baseline wants a 'baseline' in the suite");
    if (updateBaseline) {
      OutputFile known = new OutputFile(suite.baseline().orElseThrow());
      begin(new FilePlan().reads(options.file()).continues("--update-baseline", known));
    }
    AskedSuite asked = options.asked(suite, tags, ids);
    if (shard.isPresent()) {
      return answerShard(suite, shard.get().of(asked.questions()), shard.get()).code();
    }
    Optional<Baseline> baseline = suite.baseline().filter(Files::exists).map(Baseline::read);
    SuiteResult result;
    try (Ledger ledger = Ledger.open(options.ledger())) {
      result = result(suite, asked, ledger, baseline);
    } catch (LedgerException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.LOST_OUTPUT.code();
    } catch (ClusterException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.INTERNAL_ERROR.code();
    }
    SuiteWords words = new SuiteWords(result, options.file());
    PrintWriter out = spec.commandLine().getOut();
    words.print(out);
    SuiteOptions.write(result, reports);
    if (updateBaseline) {
      update(suite.baseline().orElseThrow(), baseline, result);
      out.println("Baseline: " + suite.baseline().get() + " has the failures of this run now.");
    }
    out.flush();
    return code(result.gate()).code();
  }

  private Optional<Shard> shard() {
    try {
      return Optional.ofNullable(shardText).map(Shard::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--shard: " + e.getMessage());
    }
  }

  /** Questions are answered; whether requirements are met is said where all answers are. */
  private ExitCode answerShard(Suite suite, List<Asked> questions, Shard shard) {
    List<SuiteAnswer> answers;
    try (Ledger ledger = Ledger.open(options.ledger())) {
      answers = run(suite, ledger, run -> run.answers(questions));
    } catch (LedgerException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.LOST_OUTPUT;
    } catch (ClusterException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.INTERNAL_ERROR;
    }
    long missing =
        answers.stream()
            .filter(a -> a.verdict() == Verdict.ERROR || a.origin() == Origin.NOT_ASKED)
            .count();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "Part %s: %d questions; %s.%n",
        shard,
        answers.size(),
        Counts.of(answers).words());
    out.println("The answers are in " + options.ledger() + "; nothing was judged.");
    out.flush();
    return missing == 0 ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private <T> T run(Suite suite, Ledger ledger, Function<SuiteRun, T> work) {
    Retry asking = retry ? Retry.ALWAYS : Retry.WITH_MORE_TIME;
    try (Executor executor = executors.executor(options, suite);
        SuiteProgress progress =
            new SuiteProgress(verbose, spec.commandLine().getErr(), executor::state)) {
      return work.apply(new SuiteRun(ledger, executor, limits(suite.limits()), asking, progress));
    }
  }

  /** Reports may be in folders that are missing, which are made. */
  private FilePlan plan(Collection<Path> reports) {
    FilePlan plan = new FilePlan().reads(options.file());
    Map<Path, List<String>> names = new TreeMap<>();
    for (Path report : reports) {
      Path file = report.toAbsolutePath().normalize();
      names
          .computeIfAbsent(file.getParent(), folder -> new ArrayList<>())
          .add(file.getFileName().toString());
    }
    names.forEach((folder, all) -> plan.fills("reports", folder, all.toArray(String[]::new)));
    return plan;
  }

  private SuiteResult result(
      Suite suite, AskedSuite asked, Ledger ledger, Optional<Baseline> baseline) {
    List<String> notes =
        tags.isEmpty() && ids.isEmpty()
            ? List.of()
            : List.of("Only the questions that were selected were asked.");
    return run(suite, ledger, run -> run.result(suite, asked, baseline, notes));
  }

  private Limits limits(Limits ofSuite) {
    return timeoutSeconds == null
        ? ofSuite
        : new Limits(
            ofSuite.question(), Optional.of(Duration.ofMillis((long) (timeoutSeconds * 1000))));
  }

  private static void update(Path file, Optional<Baseline> known, SuiteResult result) {
    Baseline updated =
        known
            .orElseGet(() -> new Baseline(Map.of()))
            .updated(result.requirements(), result.answers());
    new OutputFile(file).write(updated.text());
  }

  private static ExitCode code(Outcome.Standing standing) {
    return switch (standing) {
      case MET -> ExitCode.HOLDS;
      case NOT_MET -> ExitCode.VIOLATED;
      case CANNOT_BE_SAID -> ExitCode.UNDECIDED;
    };
  }
}
