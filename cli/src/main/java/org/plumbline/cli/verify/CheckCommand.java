package org.plumbline.cli.verify;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.NetworkOptions;
import org.plumbline.cli.options.PatternOption;
import org.plumbline.cli.options.QuestionSource;
import org.plumbline.cli.options.RobustnessOptions;
import org.plumbline.cli.options.TemplateOptions;
import org.plumbline.cli.output.CommandLimit;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.question.CertificateFile;
import org.plumbline.question.CertificateRecheck;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.certified.Deadline;
import org.plumbline.verifier.contract.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline check}: whether a certificate proves a property of a network. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a certificate, without any search and without native code.",
      "The property is that of a file, or what --input and the options of verify ask."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the certificate proves the property",
      "1:internal error",
      "2:the command line was not understood",
      "3:a file is unreadable, or no certificate, network or property",
      "4:an output could not be written",
      "11:the certificate is no proof",
      "20:the certificate leaves something open, or the time ran out"
    })
public final class CheckCommand extends PlumblineCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NETWORK", description = "The file that was verified.")
  private Path network;

  @Parameters(
      index = "1..2",
      arity = "1..2",
      paramLabel = "[PROPERTY] CERTIFICATE",
      hideParamSyntax = true,
      description = "The VNN-LIB file, unless --input asks; and what verify --certificate wrote.")
  private List<Path> files;

  @Mixin private NetworkOptions networks;

  @Mixin private ModelOptions model;

  @Mixin private RobustnessOptions robustness;

  @Mixin private TemplateOptions template;

  @Mixin private PatternOption patterns;

  @Option(
      names = "--semantics",
      description =
          "Asks for a proof about these numbers: real, or float32 as the network is deployed; the"
              + " answer says it in any case.")
  private Semantics semantics;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Time limit for the whole command (default: none).")
  private Double timeoutSeconds;

  @Option(names = "--threads", description = "Threads (default: one per core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() {
    long start = System.nanoTime();
    require(threads > 0, "--threads " + threads + " is not positive");
    require(
        timeoutSeconds == null || timeoutSeconds > 0,
        "--timeout " + timeoutSeconds + " is not positive");
    refuse(networks.mistake(files.size() == 2));
    refuse(source().mistake());
    Budget budget =
        timeoutSeconds == null ? Budget.unlimited() : CommandLimit.ofSeconds(timeoutSeconds);
    return report(new Deadline(budget).keep(() -> check(budget), Checked::unknown), start).code();
  }

  private QuestionSource source() {
    if (networks.isGiven()) {
      return new QuestionSource(networks.all(), model, network, robustness, template, patterns);
    }
    Path property = files.size() == 2 ? files.get(0) : null;
    return new QuestionSource(network, model, property, robustness, template, patterns);
  }

  /**
   * What the checker says.
   *
   * @param semantics of the certificate, if it was read
   */
  private record Checked(CheckResult result, Optional<Semantics> semantics) {
    static Checked unknown(Verdict.Unknown why) {
      return new Checked(new CheckResult.Incomplete(why.reason(), List.of()), Optional.empty());
    }
  }

  private ExitCode report(Checked checked, long start) {
    PrintWriter out = spec.commandLine().getOut();
    boolean isAccepted = checked.result() instanceof CheckResult.Accepted;
    String verdict =
        isAccepted
            ? "PROVED, " + CertificateRecheck.words(checked.semantics().orElseThrow())
            : "NOT PROVED";
    out.println(verdict + ": " + checked.result().words() + ".");
    out.printf(Locale.ROOT, "Time: %.2f s.%n", (System.nanoTime() - start) / 1e9);
    out.flush();
    if (isAccepted) {
      return ExitCode.HOLDS;
    }
    return checked.result() instanceof CheckResult.Rejected
        ? ExitCode.REJECTED
        : ExitCode.UNDECIDED;
  }

  private Checked check(Budget budget) {
    Certificate read = CertificateFile.read(files.get(files.size() - 1));
    ReadQuestion asked = source().files(Optional.of(read.semantics())).readWhole();
    LongAdder nodes = new LongAdder();
    try (CheckProgress shown = new CheckProgress(read.cases(), nodes)) {
      CheckResult result =
          new CertificateRecheck(asked, Optional.ofNullable(semantics), threads)
              .of(read, nodes, budget);
      return new Checked(result, Optional.of(read.semantics()));
    }
  }
}
