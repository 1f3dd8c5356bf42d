package org.plumbline.cli.radius;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.cli.options.ClassifierInput;
import org.plumbline.cli.options.GridOptions;
import org.plumbline.cli.options.InputRange;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.encodings.milp.AdversarialDistance.Norm;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.vnnlib.VnnLibWriter;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.certified.CertifyingVerifier;
import org.plumbline.verifier.certified.Deadline;
import org.plumbline.verifier.certified.SecondReading;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.radius.RadiusInterval;
import org.plumbline.verifier.radius.RadiusQuestion;
import org.plumbline.verifier.radius.RadiusSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline radius}: how far an input can move before it loses its class. */
@Command(
    name = "radius",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says how far an input can move before the network gives it another class.",
      "It gives a proved lower bound, and an upper bound with an input that shows it. Both get "
          + "better with time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the bounds are as near to each other as asked for",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or input",
      "4:an output could not be written",
      "20:out of time before that; the bounds hold"
    })
public final class RadiusCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Mixin private ModelOptions model;

  @Mixin private ClassifierInput input;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "Values never leave this range, for instance 0,1.")
  private BigDecimal[] range;

  @Mixin private GridOptions grid;

  @Option(
      names = "--program",
      paramLabel = "NORM",
      description =
          "Solves one mixed-integer program instead, for small networks; distances are the greatest"
              + " change of a value or the sum of all: ${COMPLETION-CANDIDATES}.")
  private Norm program;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "0.01",
      description =
          "Ends when the bounds differ by less than this share of the upper one"
              + " (default: ${DEFAULT-VALUE}).")
  private double precision;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for the whole command (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the bounds as JSON.")
  private OutputFile json;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Writes the certificate of the lower bound, if one was accepted.")
  private OutputFile certificate;

  @Option(
      names = "--property",
      paramLabel = "FILE",
      description = "Writes what that certificate proves as VNN-LIB, for plumbline check.")
  private OutputFile property;

  @Mixin private SearchOptions search;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says how the bounds come nearer, and what the search does.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    refuse(input.mistake().or(grid::mistake));
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    require(precision > 0 && precision < 1, "--precision is between 0 and 1, both excluded");
    refuse(InputRange.mistake(range));
    require(
        range == null || range[0].compareTo(range[1]) < 0,
        "--input-range leaves one value; nothing can move");
    require(program == null || certificate == null, "what --program finds has no certificate");
    require(program == null || !grid.isAsked(), "--program and --grid exclude each other");
    require(
        grid.isAsked() || grid.norm() == Distance.LINF || program == null && certificate == null,
        "--norm has no certificate, and --program names its own norm");
    require(
        grid.isAsked() || grid.norm() == Distance.LINF || range != null,
        "--norm " + grid.norm() + " wants an --input-range");
    require(
        (certificate == null) == (property == null), "--certificate and --property go together");
    require(!grid.isAsked() || certificate == null, "what --grid finds has no certificate");
    begin(files());
    return (grid.isAsked() ? searchGrid(start) : decide(start)).code();
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .reads(network)
            .replaces("--json", json, EarlierAnswer.JSON)
            .replaces("--certificate", certificate, EarlierAnswer.CERTIFICATE)
            .replaces("--property", property, EarlierAnswer.OTHER);
    model.addTo(plan);
    input.addTo(plan);
    return plan;
  }

  private ExitCode decide(long start) throws IOException {
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    VerifierOptions options = search.forVerifier(Semantics.REAL, Engine.AUTO);
    AtomicReference<NetworkFile> file = new AtomicReference<>();
    AtomicReference<SecondReading> second = new AtomicReference<>();
    CertifyingVerifier verifier =
        new CertifyingVerifier(
            VerifierFactory.createForSimilar(options),
            second::get,
            search.threads(),
            budget,
            progress::note);
    AtomicReference<RadiusInterval> found = new AtomicReference<>(RadiusInterval.UNKNOWN);
    AtomicInteger label = new AtomicInteger(-1);
    try {
      new Deadline(budget)
          .keep(
              () -> {
                file.set(model.read(network));
                second.set(file.get().secondReading());
                RadiusQuestion question = question(file.get());
                label.set(question.label());
                search(options, verifier)
                    .search(
                        question,
                        precision,
                        budget,
                        interval -> {
                          found.set(interval);
                          progress.note(line(interval));
                        },
                        progress);
                return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "the interval says all");
              });
    } finally {
      progress.clear();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    RadiusReport report =
        new RadiusReport(distance(), input.source(), label.get(), found.get(), seconds);
    input.readAs().ifPresent(spec.commandLine().getOut()::println);
    report.print(spec.commandLine().getOut());
    if (json != null) {
      report.write(json, to -> identify(to, file));
    }
    if (certificate != null) {
      writeCertificate(verifier.last(), file.get());
    }
    return report.isClosed(precision) ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private RadiusSearch search(VerifierOptions options, CertifyingVerifier verifier) {
    if (program != null) {
      return VerifierFactory.radius(options, program);
    }
    RadiusSearch boxes = VerifierFactory.radius(options, verifier);
    return grid.norm() == Distance.LINF
        ? boxes
        : VerifierFactory.radius(options, grid.norm(), boxes);
  }

  private Distance distance() {
    return program == null ? grid.norm() : Distance.valueOf(program.name());
  }

  private ExitCode searchGrid(long start) throws IOException {
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    AtomicReference<NetworkFile> file = new AtomicReference<>();
    GridReport report =
        new GridRun(grid, budget, progress)
            .report(
                input.source(),
                () -> {
                  file.set(model.read(network));
                  return question(file.get());
                },
                start);
    report.print(spec.commandLine().getOut());
    if (json != null) {
      report.write(json, to -> identify(to, file));
    }
    return report.gap() <= precision ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  /** Which files the bounds are about, as far as they were read. */
  private void identify(JsonGenerator to, AtomicReference<NetworkFile> file) throws IOException {
    to.writeStringField("network", network.toString());
    if (file.get() != null) {
      to.writeStringField("networkSha256", Digest.hex(file.get().digest()));
    }
    input.write(to);
  }

  private RadiusQuestion question(NetworkFile file) {
    Network read = file.realNetwork();
    double[] values = input.read(read);
    input.label();
    try {
      RadiusQuestion question =
          RadiusQuestion.of(
              read,
              values,
              Optional.ofNullable(range).map(r -> new LocalRobustness.Range(r[0], r[1])));
      question.within(BigDecimal.ZERO);
      boolean isCertified = program == null && !grid.isAsked() && grid.norm() == Distance.LINF;
      Optional<String> gap = isCertified ? Optional.empty() : question.gap();
      if (gap.isPresent()) {
        throw new ParseException(
            network.toString(), "nothing is proved of this model in that way: " + gap.get());
      }
      return question;
    } catch (IllegalArgumentException e) {
      throw new ParseException(input.source(), e.getMessage());
    }
  }

  private static String line(RadiusInterval now) {
    return String.format(
        Locale.ROOT,
        "the radius is at least %.6g%s",
        now.lower().doubleValue(),
        now.upper()
            .map(upper -> String.format(Locale.ROOT, ", at most %.6g", upper.doubleValue()))
            .orElse(""));
  }

  private void writeCertificate(Optional<CertifyingVerifier.Certified> last, NetworkFile file) {
    if (last.isPresent()) {
      String text = VnnLibWriter.write(last.get().query().property());
      Certificate proof =
          new Certificate(file.digest(), Digest.of(text), Semantics.REAL, last.get().proof());
      certificate.write(out -> CertificateWriter.write(proof, out));
      property.write(text);
      return;
    }
    spec.commandLine().getErr().println("plumbline: there is no certificate to write");
  }
}
