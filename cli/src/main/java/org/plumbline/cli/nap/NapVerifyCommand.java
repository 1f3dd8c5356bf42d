package org.plumbline.cli.nap;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
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
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PatternsFile;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.Literal;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.vnnlib.VnnLibWriter;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.certified.AsRead;
import org.plumbline.verifier.certified.Asked;
import org.plumbline.verifier.certified.CertifiedSearch;
import org.plumbline.verifier.certified.Decision;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.pattern.Vacuity;
import org.plumbline.verifier.proof.CertificateRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline nap verify}: what all inputs that follow a pattern have in common. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Decides whether all inputs that follow the pattern of a class are of that class.",
      "With options: whether they are never taken for another class, or whether no input "
          + "follows the patterns of two classes."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it holds",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network, patterns or data",
      "4:an output could not be written",
      "10:it does not: a counterexample was replayed",
      "20:undecided, or out of time"
    })
final class NapVerifyCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  /** Of the time that is left, for the question whether anything follows at all. */
  private static final double SHARE_FOR_VACUITY = 0.1;

  @Parameters(index = "0", paramLabel = "NETWORK", description = "ONNX or .nnet file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "PATTERNS", description = "What nap mine wrote.")
  private Path patternFile;

  @Option(names = "--class", required = true, paramLabel = "N", description = "The class, from 0.")
  private int label;

  @Option(
      names = "--target",
      paramLabel = "N",
      description = "Asks only whether it is never taken for this class.")
  private Integer target;

  @Option(
      names = "--against",
      paramLabel = "N",
      description = "Asks whether no input follows the pattern of this class as well.")
  private Integer against;

  @Mixin private ModelOptions model;

  @Mixin private PatternRegion region;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for the whole command (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the outcome as JSON.")
  private OutputFile json;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Writes the certificate of what holds, for plumbline check --pattern.")
  private OutputFile certificate;

  @Option(
      names = "--property",
      paramLabel = "FILE",
      description = "Writes what was asked, without the pattern, as VNN-LIB.")
  private OutputFile property;

  @Option(names = "--engine", defaultValue = "auto", description = "As for verify.")
  private Engine engine;

  @Mixin private SearchOptions search;

  @Option(
      names = {"-v", "--verbose"},
      description = "Says what the search does.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    require(target == null || against == null, "--target and --against are different questions");
    require(against == null || against != label, "a pattern is not asked against itself");
    require(target == null || target != label, "--target is another class than --class");
    refuse(region.mistake());
    begin(files());
    return decide(System.nanoTime()).code();
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .reads(file, patternFile)
            .replaces("--json", json, EarlierAnswer.JSON)
            .replaces("--certificate", certificate, EarlierAnswer.CERTIFICATE)
            .replaces("--property", property, EarlierAnswer.OTHER);
    model.addTo(plan);
    region.addTo(plan);
    return plan;
  }

  private ExitCode decide(long start) throws IOException {
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    PatternFile patterns = PatternsFile.read(patternFile, networkFile, network);
    List<ActivationPattern> followed = new ArrayList<>(List.of(pattern(patterns, label)));
    if (against != null) {
      followed.add(pattern(patterns, against));
    }
    requireClass(label, network);
    requireClass(target == null ? label : target, network);
    Premise premise = Premise.of(network, followed.toArray(ActivationPattern[]::new));
    Optional<Observation> centre = region.centre(network);
    PatternQuestion question = new PatternQuestion(network, region.box(network, centre), premise);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Of "
            + region
            + ", those on which "
            + premise.literals().size()
            + " neurons have a phase:");
    centre.ifPresent(
        c -> out.println("The centre violates " + violations(followed, c) + " literals."));
    Optional<Literal> conflict =
        followed.size() == 2
            ? followed.get(0).conflicts(followed.get(1)).stream().findFirst()
            : Optional.empty();
    if (conflict.isPresent()) {
      out.println("HOLDS: of one pattern " + conflict.get() + ", of the other it is not.");
      out.flush();
      return ExitCode.HOLDS;
    }
    return decide(question, networkFile, followed, budget, start);
  }

  private static int violations(List<ActivationPattern> followed, Observation centre) {
    return followed.stream().mapToInt(p -> p.violations(centre.active())).sum();
  }

  private ExitCode decide(
      PatternQuestion question,
      NetworkFile networkFile,
      List<ActivationPattern> followed,
      Budget budget,
      long start)
      throws IOException {
    Query query = query(question);
    KnownFollowers known =
        region.data().isGiven()
            ? KnownFollowers.among(
                region.data(), question, followed, query, suspect(), search.threads())
            : KnownFollowers.NONE;
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    CertificateRecorder recorder = new CertificateRecorder(progress);
    Verifier verifier = VerifierFactory.create(search.forVerifier(Semantics.REAL, engine));
    Decision decision;
    Vacuity vacuity;
    try {
      decision =
          known.counterexample().isPresent()
              ? decided(query, new Verdict.Violated(known.counterexample().get()))
              : new CertifiedSearch(Semantics.REAL, search.threads(), progress::note)
                  .decide(
                      budget,
                      () -> new Asked(Question.of(query), networkFile.secondReading()),
                      recorder,
                      asked -> verifier.verify(query, budget, recorder));
      vacuity = vacuity(question, known, decision.verdict(), verifier, budget);
    } finally {
      progress.clear();
    }
    write(decision, networkFile, query);
    Outcome outcome =
        new Outcome(decision.verdict(), (System.nanoTime() - start) / 1e9, progress.evaluated());
    report(query, networkFile, known, vacuity, outcome);
    return outcome.exitCode();
  }

  private Query query(PatternQuestion question) {
    if (against != null) {
      return question.empty();
    }
    return target == null ? question.robust(label) : question.neverTakenFor(target);
  }

  /** Followers that may be counterexamples. */
  private Predicate<Observation> suspect() {
    if (against != null) {
      return sample -> true;
    }
    return target == null
        ? sample -> sample.predicted() != label
        : sample -> sample.predicted() == target;
  }

  private Vacuity vacuity(
      PatternQuestion question,
      KnownFollowers known,
      Verdict verdict,
      Verifier verifier,
      Budget budget) {
    if (known.follower().isPresent()) {
      return Vacuity.of(known.follower().get().input());
    } else if (verdict instanceof Verdict.Violated violated) {
      return Vacuity.of(violated.counterexample().inputs());
    } else if (against != null) {
      return new Vacuity(Optional.empty(), verdict instanceof Verdict.Holds);
    }
    long millis = Math.max(1000, (long) (SHARE_FOR_VACUITY * budget.remainingMillis()));
    return Vacuity.of(question, new AsRead(verifier), Budget.ofMillis(millis));
  }

  private static Decision decided(Query query, Verdict verdict) {
    return new Decision(verdict, Optional.of(Question.of(query)), Optional.empty());
  }

  private void write(Decision decision, NetworkFile networkFile, Query query) {
    String text = VnnLibWriter.write(query.property());
    if (property != null) {
      property.write(text);
    }
    if (certificate != null && decision.proof().isPresent()) {
      Certificate proof =
          new Certificate(
              networkFile.digest(),
              Digest.of(text),
              Digest.of(query.premise()),
              Semantics.REAL,
              decision.proof().get());
      certificate.write(out -> CertificateWriter.write(proof, out));
    } else if (certificate != null) {
      spec.commandLine().getErr().println("plumbline: there is no certificate to write");
    }
  }

  private void report(
      Query query, NetworkFile networkFile, KnownFollowers known, Vacuity vacuity, Outcome outcome)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    new HumanReport(out).print(Question.of(query), outcome);
    known.violator().ifPresent(n -> out.println("The counterexample is sample " + n + "."));
    out.println(VacuityWords.of(vacuity, known, region.data().isGiven()));
    out.flush();
    if (json != null) {
      JsonReport.write(
          json, to -> write(to, networkFile, query), outcome, search.seed(), search.threads());
    }
  }

  /** What identifies the question. */
  private void write(JsonGenerator json, NetworkFile networkFile, Query query) throws IOException {
    json.writeStringField("network", file.toString());
    json.writeStringField("networkSha256", Digest.hex(networkFile.digest()));
    json.writeStringField("property", patternFile.toString());
    json.writeNumberField("patternClass", label);
    if (target != null) {
      json.writeNumberField("target", target);
    }
    if (against != null) {
      json.writeNumberField("against", against);
    }
    json.writeStringField("region", region.toString());
    json.writeStringField("premiseSha256", Digest.hex(Digest.of(query.premise())));
    json.writeStringField(
        "propertySha256", Digest.hex(Digest.of(VnnLibWriter.write(query.property()))));
    json.writeStringField("question", query.property().describe());
    json.writeStringField("semantics", "real");
  }

  private ActivationPattern pattern(PatternFile patterns, int of) {
    return patterns
        .of(of)
        .map(ClassPattern::pattern)
        .orElseThrow(
            () -> new ParseException(patternFile.toString(), "there is no pattern of class " + of));
  }

  private void requireClass(int asked, Network network) {
    require(
        asked >= 0 && asked < network.outputSize(),
        "class " + asked + " is none of the network's, 0 to " + (network.outputSize() - 1));
  }
}
