package org.plumbline.cli.dlv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.cli.options.ClassifierInput;
import org.plumbline.cli.options.InputRange;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.Pictures;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.certified.Deadline;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.dlv.Conclusion;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.LayerwiseReport;
import org.plumbline.verifier.dlv.Selection;
import org.plumbline.verifier.dlv.saliency.Saliency;
import org.plumbline.verifier.dlv.search.SearchKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code plumbline dlv}: whether small manipulations of one input change its class. */
@Command(
    name = "dlv",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks for manipulations of an input that change its class, or proves that there are "
          + "none.",
      "Goes layer by layer. What is proved is about the grid of manipulations, or about the "
          + "whole region around it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every input of the region keeps the class",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or input",
      "4:an output could not be written",
      "10:an input of the region loses the class",
      "20:proved for the grid only, undecided, or out of time"
    })
public final class DlvCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Mixin private ModelOptions model;

  @Mixin private ClassifierInput input;

  @Option(
      names = "--layer",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "The layer searched first, as inspect numbers them; 0 is the input"
              + " (default: ${DEFAULT-VALUE}).")
  private int layer;

  @Option(
      names = "--to-layer",
      paramLabel = "K",
      description = "The layer searched last (default: that of --layer).")
  private Integer lastLayer;

  @Option(
      names = "--dimensions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Dimensions of a layer that are manipulated (default: ${DEFAULT-VALUE}).")
  private int dimensions;

  @Option(
      names = "--span",
      paramLabel = "S",
      required = true,
      description = "Length of a step at the input, in the unit of its values.")
  private double span;

  @Option(
      names = "--spans",
      paramLabel = "M",
      defaultValue = "1",
      description = "Steps to either side (default: ${DEFAULT-VALUE}).")
  private int spans;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "Values never leave this range, for instance 0,1.")
  private double[] range;

  @Option(
      names = "--selection",
      defaultValue = "DEVIATION",
      description =
          "Which dimensions: those furthest from the layer's mean, those that the lead depends on"
              + " most, or pixels by SIFT keypoints; ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private Selection selection;

  @Option(
      names = "--search",
      defaultValue = "MULTI",
      description =
          "All points of the grid, or one path through it; ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  private SearchKind search;

  @Option(
      names = "--feature",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Dimensions that a single path manipulates together (default: ${DEFAULT-VALUE}).")
  private int featureSize;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for the whole command (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the outcome as JSON.")
  private OutputFile json;

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      description = "Draws the input, the one that loses the class, and their difference there.")
  private Path pictures;

  @Mixin private SearchOptions common;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says what the search does.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    refuse(input.mistake());
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(InputRange.mistake(range));
    LayerwiseOptions options = options();
    begin(files());
    return decide(start, options).code();
  }

  private LayerwiseOptions options() {
    try {
      return new LayerwiseOptions(
          layer,
          lastLayer == null ? layer : lastLayer,
          dimensions,
          span,
          spans,
          range == null ? Double.NEGATIVE_INFINITY : range[0],
          range == null ? Double.POSITIVE_INFINITY : range[1],
          saliency(),
          search,
          featureSize,
          common.threads());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Saliency saliency() {
    return selection.saliency(
        input.images().layout(),
        range == null ? 0 : range[0],
        range == null ? input.images().greatest() : range[1]);
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .reads(network)
            .fills("--pictures", pictures, PicturesPage.files())
            .replaces("--json", json, EarlierAnswer.JSON);
    model.addTo(plan);
    input.addTo(plan);
    return plan;
  }

  private ExitCode decide(long start, LayerwiseOptions options) throws IOException {
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    AtomicReference<NetworkFile> read = new AtomicReference<>();
    AtomicReference<LayerwiseReport> found = new AtomicReference<>();
    Verdict verdict =
        new Deadline(budget)
            .keep(
                () -> {
                  read.set(model.read(network));
                  Network asked = read.get().realNetwork();
                  double[] values = input.read(asked);
                  input.label();
                  found.set(verify(asked, values, options, budget, progress));
                  return verdict(found.get().conclusion());
                });
    Outcome outcome = new Outcome(verdict, (System.nanoTime() - start) / 1e9, 0);
    Optional<LayerwiseReport> report = Optional.ofNullable(found.get());
    new DlvReport(spec.commandLine().getOut(), options, input).print(report, outcome);
    if (json != null) {
      DlvJson.write(
          json, network, Optional.ofNullable(read.get()), input, options, report, outcome);
    }
    if (report.isPresent()) {
      draw(read.get(), report.get());
    }
    return outcome.exitCode();
  }

  /** Options that do not fit the network are the command line's fault. */
  private LayerwiseReport verify(
      Network read, double[] values, LayerwiseOptions options, Budget budget, ProgressLine notes) {
    try {
      return VerifierFactory.layerwise(common.forVerifier(Certificate.Semantics.REAL, Engine.AUTO))
          .verify(read, values, options, budget, notes);
    } catch (LayerwiseOptions.MismatchException e) {
      throw new ParseException(network.toString(), e.getMessage());
    }
  }

  private static Verdict verdict(Conclusion conclusion) {
    if (conclusion instanceof Conclusion.Proved proved) {
      return new Verdict.Holds(proved.assurance());
    } else if (conclusion instanceof Conclusion.Violated violated) {
      return new Verdict.Violated(violated.adversarial().counterexample());
    } else if (conclusion instanceof Conclusion.Undecided undecided) {
      return new Verdict.Unknown(undecided.cause(), undecided.reason());
    }
    return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "proved for the grid only");
  }

  private void draw(NetworkFile read, LayerwiseReport report) {
    if (pictures == null || !(report.conclusion() instanceof Conclusion.Violated violated)) {
      return;
    }
    InputShape inputs = InputShape.of(read.realNetwork().input().shape(), input.images().layout());
    Optional<Pictures> frame = Pictures.of(inputs, input.images().greatest());
    if (frame.isEmpty()) {
      spec.commandLine().getErr().println("plumbline: the input is no image that could be drawn");
      return;
    }
    frame
        .get()
        .write(
            pictures,
            report.region().activation(),
            violated.adversarial().counterexample().inputs());
    OutputFile.in(pictures, PicturesPage.NAME)
        .write(new PicturesPage(read, input, frame.get()).text(report, violated.adversarial()));
  }
}
