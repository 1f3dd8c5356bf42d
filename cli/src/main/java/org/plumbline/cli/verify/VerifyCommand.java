package org.plumbline.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.NetworkOptions;
import org.plumbline.cli.options.PatternOption;
import org.plumbline.cli.options.QuestionSource;
import org.plumbline.cli.options.RobustnessOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.options.TemplateOptions;
import org.plumbline.cli.output.CommandLimit;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.HumanReport;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.question.CertificateFile;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.PartServer;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.certified.Decision;
import org.plumbline.verifier.certified.EarlierProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
public final class VerifyCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROPERTY",
      description =
          "VNN-LIB file of version 1.0 or 2.0, plain or gzipped; or leave it out and give --input"
              + " or --template.")
  private Path property;

  @Mixin private NetworkOptions networks;

  @Mixin private ModelOptions model;

  @Mixin private RobustnessOptions robustness;

  @Mixin private TemplateOptions template;

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
      names = "--earlier",
      paramLabel = "FILE",
      description =
          "Certificate of another question, such as the same one about an earlier network: its proof"
              + " is tried before anything is searched.")
  private Path earlier;

  @Option(
      names = "--property",
      paramLabel = "FILE",
      description =
          "Writes what --input or --template asks as VNN-LIB, which the certificate is about.")
  private OutputFile writtenProperty;

  @Option(
      names = "--semantics",
      description =
          "Numbers that the network computes with: real, or float32 as it is deployed (default:"
              + " real; in VNN-LIB 2.0 what the declared types say).")
  private Certificate.Semantics semantics;

  @Option(
      names = "--engine",
      defaultValue = "auto",
      description =
          "What searches: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which is nearly"
              + " always the fastest).")
  private Engine engine;

  @Mixin private SearchOptions search;

  @Mixin private CubeOptions cubes;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says what the search does.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    refuse(networks.mistake(property != null));
    refuse(source().mistake());
    require(
        writtenProperty == null || robustness.isGiven() || template.isGiven(),
        "--property goes with --input or --template; else the question stands in PROPERTY");
    require(
        semantics != Certificate.Semantics.FLOAT32 || engine.knowsFloat32(),
        "--engine " + engine + " knows nothing of --semantics float32; leave one of them out");
    refuse(cubes.mistake(engine));
    begin(files());
    return decide(start).code();
  }

  private QuestionSource source() {
    if (networks.isGiven()) {
      return new QuestionSource(networks.all(), model, network, robustness, template, patterns);
    }
    return new QuestionSource(network, model, property, robustness, template, patterns);
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .replaces("--result-file", resultFile, EarlierAnswer.RESULT)
            .replaces("--json", json, EarlierAnswer.JSON)
            .replaces("--certificate", certificate, EarlierAnswer.CERTIFICATE)
            .replaces("--property", writtenProperty, EarlierAnswer.OTHER);
    if (earlier != null) {
      plan.reads(earlier);
    }
    source().addTo(plan);
    return plan;
  }

  private ExitCode decide(long start) throws IOException {
    try (Division division = cubes.division(arguments(), source()::read)) {
      return decide(start, division.search());
    } catch (ClusterException e) {
      tell(e.getMessage());
      return ExitCode.INTERNAL_ERROR;
    }
  }

  private ExitCode decide(long start, Optional<DividedSearch> division) throws IOException {
    Budget budget = CommandLimit.ofSeconds(timeoutSeconds);
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    Optional<Certificate.Semantics> chosen = Optional.ofNullable(semantics);
    Optional<EarlierProof> proof =
        Optional.ofNullable(earlier)
            .map(file -> new EarlierProof(CertificateFile.read(file).cases()));
    AskedSearch asked = new AskedSearch(search, engine, chosen, proof, division);
    EarlyResult early = new EarlyResult(Optional.ofNullable(resultFile));
    Decision decision =
        early.during(
            () ->
                asked.decide(
                    () -> source().files(chosen),
                    budget,
                    progress,
                    known -> early.write(known, asked.question().flatMap(ReadQuestion::joined))));
    Optional<ReadQuestion> read = asked.question();
    Outcome outcome =
        new Outcome(decision.verdict(), (System.nanoTime() - start) / 1e9, progress.evaluated());
    print(read, outcome);
    write(asked, outcome, decision);
    return outcome.exitCode();
  }

  /** As they were given, without any line break. */
  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().expandedArgs();
  }

  /**
   * Reads the question for a worker that searches parts of it.
   *
   * @throws org.plumbline.network.model.ParseException if a file cannot be read
   */
  PartServer.Parts parts() {
    Optional<Certificate.Semantics> chosen = Optional.ofNullable(semantics);
    ReadQuestion read = source().files(chosen).read();
    VerifierOptions options =
        new VerifierOptions(
            1, search.seed(), chosen.or(read::declared).orElse(Certificate.Semantics.REAL), engine);
    Query query = read.question().parts().get(0).get();
    Parallel one = new Parallel(1);
    return root -> VerifierFactory.parts(options, query, one, root);
  }

  private void print(Optional<ReadQuestion> read, Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    read.flatMap(ReadQuestion::input).ifPresent(input -> out.println(input.words()));
    read.flatMap(ReadQuestion::joined)
        .ifPresent(joined -> joined.document().warnings().forEach(this::tell));
    read.map(ReadQuestion::premise)
        .filter(premise -> !premise.isEmpty())
        .ifPresent(
            premise ->
                out.println(
                    "Of inputs on which " + premise.literals().size() + " neurons have a phase:"));
    new HumanReport(out).print(read.map(ReadQuestion::question).orElse(null), outcome);
    if (cubes.isGiven()) {
      out.println(cubes.words());
      out.flush();
    }
    read.flatMap(ReadQuestion::joined)
        .ifPresent(joined -> JoinedWitness.print(joined, outcome.verdict(), out));
  }

  private void write(AskedSearch asked, Outcome outcome, Decision decision) throws IOException {
    Optional<ReadQuestion> read = asked.question();
    if (resultFile != null) {
      ResultFile.write(resultFile, outcome, read.flatMap(ReadQuestion::joined));
    }
    if (json != null) {
      JsonReport.write(json, to -> write(to, asked), outcome, search.seed(), search.threads());
    }
    if (certificate != null && !asked.writeCertificate(decision, certificate)) {
      tell("there is no certificate to write");
    }
    if (writtenProperty != null && read.isPresent()) {
      writtenProperty.write(read.get().text());
    } else if (writtenProperty != null) {
      tell("there is no property to write: the question was not read to its end");
    }
  }

  private void write(JsonGenerator to, AskedSearch asked) throws IOException {
    source().write(to, asked.question());
    to.writeStringField("semantics", asked.numbers().name().toLowerCase(Locale.ROOT));
    cubes.write(to);
  }

  private void tell(String what) {
    spec.commandLine().getErr().println("plumbline: " + what);
  }
}
