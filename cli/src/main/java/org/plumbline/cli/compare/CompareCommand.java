package org.plumbline.cli.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.cli.options.BoxOptions;
import org.plumbline.cli.options.Epsilon;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.options.TemplateOptions;
import org.plumbline.cli.output.CommandLimit;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.cli.verify.AskedSearch;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.pair.OutputRelation;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.certified.Decision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline compare}: how far two networks are from each other on a set of inputs. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says how far the outputs of two networks are from each other on all inputs of a set: whether"
          + " by more than --epsilon, whether in the class (--same-class), or else how far at most.",
      "The answer is about real numbers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they do not differ in this way, or a largest difference was proved",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or input",
      "4:an output could not be written",
      "10:they differ, and here is an input",
      "20:undecided, or out of time"
    })
public final class CompareCommand extends PlumblineCommand
    implements Callable<Integer>, PlansFiles {
  @Parameters(index = "0", paramLabel = "A", description = "ONNX file or .nnet file.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The network that is compared with A.")
  private Path second;

  @Mixin private ModelOptions model;

  @Mixin private BoxOptions box;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "Asks whether some output can differ by more than this.")
  private Epsilon epsilon;

  @Option(
      names = "--same-class",
      description = "Asks whether B can prefer another class to the one that A prefers.")
  private boolean sameClass;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      description =
          "With --same-class: only where A's class leads each other by ln(C / (1 - C)), as it does"
              + " wherever its softmax is at least C; between 0.5 and 1.")
  private Double confidence;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for the whole command (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the answer as JSON.")
  private OutputFile json;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Writes the certificate of what holds, which is about what --property writes.")
  private OutputFile certificate;

  @Option(
      names = "--property",
      paramLabel = "FILE",
      description = "Writes the question in VNN-LIB 2.0, about networks f and g.")
  private OutputFile property;

  @Mixin private SearchOptions search;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says what the search does.")
  private boolean verbose;

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .replaces("--json", json, EarlierAnswer.JSON)
            .replaces("--certificate", certificate, EarlierAnswer.CERTIFICATE)
            .replaces("--property", property, EarlierAnswer.OTHER);
    plan.reads(first, second);
    model.addTo(plan);
    box.addTo(plan);
    return plan;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    refuse(box.mistake());
    require(epsilon == null || !sameClass, "--epsilon and --same-class are two questions");
    require(epsilon == null || !epsilon.isNegative(), "--epsilon " + epsilon + " is negative");
    require(confidence == null || sameClass, "--confidence goes with --same-class");
    require(
        confidence == null || confidence > 0.5 && confidence < 1,
        "--confidence " + confidence + " is not between 0.5 and 1");
    require(
        epsilon != null || sameClass || certificate == null && property == null,
        "--certificate and --property go with --epsilon or --same-class");
    begin(files());
    Budget budget = CommandLimit.ofSeconds(timeoutSeconds);
    ComparedNetworks networks = new ComparedNetworks(model.read(first), model.read(second));
    DecimalBox inputs = inputs(networks);
    return epsilon == null && !sameClass
        ? largest(networks, inputs, budget).code()
        : decide(networks, inputs, budget, start).code();
  }

  private DecimalBox inputs(ComparedNetworks networks) {
    try {
      return box.box(networks.network().inputSize());
    } catch (IllegalArgumentException e) {
      throw new ParseException(first.toString(), e.getMessage());
    }
  }

  private OutputRelation asked() {
    return epsilon != null
        ? new OutputRelation.Differs(epsilon.value())
        : new OutputRelation.OtherClass(
            confidence == null ? BigDecimal.ZERO : TemplateOptions.lead(confidence));
  }

  private ExitCode decide(ComparedNetworks networks, DecimalBox inputs, Budget budget, long start)
      throws IOException {
    String text = networks.text(inputs, asked());
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    AskedSearch search = asking();
    Decision decision = search.decide(() -> networks.files(text), budget, progress);
    Outcome outcome =
        new Outcome(decision.verdict(), (System.nanoTime() - start) / 1e9, progress.evaluated());
    report().print(words(), outcome, search.question().flatMap(ReadQuestion::joined), out());
    if (property != null) {
      property.write(text);
    }
    if (certificate != null && !search.writeCertificate(decision, certificate)) {
      spec.commandLine().getErr().println("plumbline: there is no certificate to write");
    }
    if (json != null) {
      JsonReport.write(
          json,
          to -> identify(to, networks, text),
          outcome,
          this.search.seed(),
          this.search.threads());
    }
    return outcome.exitCode();
  }

  private CompareReport report() {
    return new CompareReport(first, second);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private AskedSearch asking() {
    return new AskedSearch(search, Engine.AUTO, Optional.of(Semantics.REAL));
  }

  private void identify(JsonGenerator to, ComparedNetworks networks, String text)
      throws IOException {
    report().identify(to, networks, box);
    to.writeStringField("propertySha256", Digest.hex(Digest.of(text)));
    to.writeStringField("question", words());
  }

  private String words() {
    if (epsilon != null) {
      return "some output differs by more than " + epsilon;
    }
    return "B prefers another class than A"
        + (confidence == null ? "" : " where A is sure by " + confidence);
  }

  private ExitCode largest(ComparedNetworks networks, DecimalBox inputs, Budget budget)
      throws IOException {
    long start = System.nanoTime();
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    LargestDifference found = new LargestDifference(networks, inputs.toInnerBox());
    found.search(
        (bound, slice) -> {
          String text = networks.text(inputs, new OutputRelation.Differs(bound));
          return asking().decide(() -> networks.files(text), slice, progress).verdict();
        },
        budget,
        search.seed());
    report().print(found, (System.nanoTime() - start) / 1e9, out());
    if (json != null) {
      report().write(json, found, networks, box);
    }
    return found.proved().isPresent() ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }
}
