package org.plumbline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.specs.vnnlib.VnnLibWriter;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline verify}: decides one property of one network. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Decides whether a network has a property, and says how sure the answer is.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the property holds",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or property",
      "4:an output could not be written",
      "10:the property is violated",
      "20:undecided, or out of time"
    })
final class VerifyCommand implements Callable<Integer>, PlansFiles {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROPERTY",
      description = "VNN-LIB file, plain or gzipped; or leave it out and give --input.")
  private Path property;

  @Mixin private RobustnessOptions robustness;

  @Mixin private PatternOption patterns;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for the whole command (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(
      names = "--result-file",
      paramLabel = "FILE",
      description = "Writes the outcome as VNN-COMP asks for it.")
  private OutputFile resultFile;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the outcome as JSON.")
  private OutputFile json;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Writes the certificate of a property that holds.")
  private OutputFile certificate;

  @Option(
      names = "--semantics",
      defaultValue = "real",
      description =
          "Numbers that the network computes with: real, or float32 as it is deployed"
              + " (default: ${DEFAULT-VALUE}).")
  private Certificate.Semantics semantics;

  @Option(
      names = "--engine",
      defaultValue = "auto",
      description =
          "What searches: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which is nearly"
              + " always the fastest).")
  private Engine engine;

  @Mixin private SearchOptions search;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says what the search does.")
  private boolean verbose;

  private Premise premise = Premise.NONE;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    search.mistake().ifPresent(mistake -> require(false, mistake));
    require(
        (property == null) == robustness.isGiven(),
        "Name a PROPERTY file, or ask for local robustness with --input and --epsilon.");
    require(
        semantics == Certificate.Semantics.REAL || engine.knowsFloat32(),
        "--engine " + engine + " knows nothing of --semantics float32; leave one of them out");
    robustness.mistake().ifPresent(mistake -> require(false, mistake));
    FilePlan files = files();
    files.mistake().ifPresent(mistake -> require(false, mistake));
    files.forget();
    try {
      return decide(start).code();
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    }
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .reads(network, property)
            .replaces("--result-file", resultFile, EarlierAnswer.RESULT)
            .replaces("--json", json, EarlierAnswer.JSON)
            .replaces("--certificate", certificate, EarlierAnswer.CERTIFICATE);
    robustness.addTo(plan);
    patterns.addTo(plan);
    return plan;
  }

  private ExitCode decide(long start) throws IOException {
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    AtomicReference<Question> asked = new AtomicReference<>();
    CertificateRecorder recorder = new CertificateRecorder(progress);
    Certification certification =
        new Certification(recorder, semantics, search.threads(), progress::note);
    Verdict verdict;
    try {
      verdict =
          certification.decide(
              budget,
              () -> {
                asked.set(read());
                return asked.get();
              },
              question ->
                  VerifierFactory.partwise(search.forVerifier(semantics, engine))
                      .verify(question, budget, recorder));
    } finally {
      progress.clear();
    }
    if (certificate != null) {
      writeCertificate(certification, asked.get());
    }
    Outcome outcome = new Outcome(verdict, (System.nanoTime() - start) / 1e9, progress.evaluated());
    report(asked.get(), outcome);
    return outcome.exitCode();
  }

  private void writeCertificate(Certification certification, Question question) throws IOException {
    byte[] propertyDigest =
        property == null ? Digest.of(VnnLibWriter.write(question.property())) : Digest.of(property);
    if (!certification.write(certificate, Digest.of(network), propertyDigest, premise)) {
      spec.commandLine().getErr().println("plumbline: there is no certificate to write");
    }
  }

  private void report(Question question, Outcome outcome) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!premise.isEmpty()) {
      out.println("Of inputs on which " + premise.literals().size() + " neurons have a phase:");
    }
    new HumanReport(out).print(question, outcome);
    if (resultFile != null) {
      ResultFile.write(resultFile, outcome);
    }
    if (json != null) {
      JsonReport.write(json, network, property, question, outcome, search.seed(), search.threads());
    }
  }

  /** A mismatch found while reading is the input's fault; the same exception later is a bug. */
  private Question read() {
    try {
      return question();
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.toString(), e.getMessage());
    }
  }

  private Question question() {
    Network read;
    try {
      read = NetworkFile.read(network);
    } catch (UnsupportedOperatorException e) {
      if (property == null || patterns.isGiven()) {
        throw e;
      }
      return Question.inPieces(
          VnnLibParser.parse(property), box -> NetworkFile.pieces(network, box));
    }
    Query all =
        Query.of(read, property == null ? robustness.property(read) : VnnLibParser.parse(property));
    premise = patterns.premise(read);
    return Question.of(all.under(premise));
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
