package org.plumbline.cli.nap;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PatternsFile;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.pattern.PatternPair;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.certified.Asked;
import org.plumbline.verifier.certified.CertifiedSearch;
import org.plumbline.verifier.certified.SecondReading;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.proof.CertificateRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline nap pairs}: which patterns have followers in common. */
@Command(
    name = "pairs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Decides for every pair of patterns whether some input follows both.",
      "Opposite literals say no, and a sample that follows both says yes. For the others a "
          + "search looks for an input, or proves that there is none."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every pair was decided",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network, patterns or data",
      "4:an output could not be written",
      "20:some pair was not"
    })
final class NapPairsCommand extends PlumblineCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NETWORK", description = "ONNX or .nnet file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "PATTERNS", description = "What nap mine wrote.")
  private Path patternFile;

  @Mixin private ModelOptions model;

  @Mixin private PatternRegion region;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for each pair (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(names = "--engine", defaultValue = "auto", description = "As for verify.")
  private Engine engine;

  @Mixin private SearchOptions search;

  @Override
  public Integer call() throws IOException {
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    refuse(region.mistake());
    return decide().code();
  }

  /** What was found of the pairs, one kind after the other. */
  private static final class Counts {
    private int opposite;
    private int shared;
    private int found;
    private int proved;
    private int open;
  }

  private ExitCode decide() throws IOException {
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    PatternFile patterns = PatternsFile.read(patternFile, networkFile, network);
    PatternQuestion all =
        new PatternQuestion(network, region.box(network, region.centre(network)), Premise.NONE);
    List<PatternPair> pairs = PatternPair.of(patterns.patterns());
    Map<PatternPair, Observation> common = common(all, patterns, pairs);
    Verifier verifier = VerifierFactory.create(search.forVerifier(Semantics.REAL, engine));
    SecondReading second = networkFile.secondReading();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Of " + region + ":");
    Counts counts = new Counts();
    for (PatternPair pair : pairs) {
      long start = System.nanoTime();
      String answer = answer(all, patterns, pair, common.get(pair), second, verifier, counts);
      double seconds = (System.nanoTime() - start) / 1e9;
      out.printf(Locale.ROOT, "%d-%d  %s; %.2f s%n", pair.first(), pair.second(), answer, seconds);
      out.flush();
    }
    out.printf(
        "%d pairs: %d with opposite literals, %d proved to have no follower in common,"
            + " %d with a sample that follows both, %d with another input that does, %d open.%n",
        pairs.size(), counts.opposite, counts.proved, counts.shared, counts.found, counts.open);
    out.flush();
    return counts.open == 0 ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private String answer(
      PatternQuestion all,
      PatternFile patterns,
      PatternPair pair,
      Observation sample,
      SecondReading second,
      Verifier verifier,
      Counts counts) {
    if (pair.isDisjoint()) {
      counts.opposite++;
      return "none: " + pair.conflicts() + " opposite literals";
    }
    Query query = query(all, patterns, pair);
    if (sample != null && isFollower(query, sample)) {
      counts.shared++;
      return "ambiguous: sample " + sample.number() + " follows both";
    }
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    ProgressLine progress = new ProgressLine(false, spec.commandLine().getErr());
    CertificateRecorder recorder = new CertificateRecorder(progress);
    Verdict verdict =
        new CertifiedSearch(Semantics.REAL, search.threads(), progress::note)
            .decide(
                budget,
                () -> new Asked(Question.of(query), second),
                recorder,
                asked -> verifier.verify(query, budget, recorder))
            .verdict();
    progress.clear();
    if (verdict instanceof Verdict.Holds holds) {
      counts.proved++;
      return "none: " + (holds.assurance() == Assurance.CERTIFIED ? "certified" : "proved");
    } else if (verdict instanceof Verdict.Violated) {
      counts.found++;
      return "ambiguous: an input that follows both was found";
    }
    counts.open++;
    return "open: " + ((Verdict.Unknown) verdict).reason();
  }

  private static boolean isFollower(Query query, Observation sample) {
    return new CounterexampleChecker(query)
        .check(sample.input())
        .filter(Counterexample::isViolation)
        .isPresent();
  }

  private static Query query(PatternQuestion all, PatternFile patterns, PatternPair pair) {
    Premise premise =
        Premise.of(
            all.network(), pattern(patterns, pair.first()), pattern(patterns, pair.second()));
    return new PatternQuestion(all.network(), all.box(), premise).empty();
  }

  private static ActivationPattern pattern(PatternFile patterns, int label) {
    return patterns.of(label).map(ClassPattern::pattern).orElseThrow();
  }

  /** The first sample of the box that follows both patterns of a pair. */
  private Map<PatternPair, Observation> common(
      PatternQuestion all, PatternFile patterns, List<PatternPair> pairs) {
    Map<PatternPair, Observation> found = new HashMap<>();
    List<PatternPair> open = pairs.stream().filter(pair -> !pair.isDisjoint()).toList();
    if (!region.data().isGiven() || open.isEmpty()) {
      return found;
    }
    Box box = all.box().toBox();
    new ObservedPass(all.network(), MatrixKernel.best().gemms(), search.threads())
        .over(
            region.data().samples(),
            region.data().first(),
            region.data().most(),
            sample -> {
              if (found.size() < open.size() && box.contains(sample.input())) {
                List<Integer> followed =
                    patterns.patterns().stream()
                        .filter(p -> p.pattern().violations(sample.active()) == 0)
                        .map(ClassPattern::label)
                        .toList();
                open.stream()
                    .filter(p -> followed.contains(p.first()) && followed.contains(p.second()))
                    .forEach(p -> found.putIfAbsent(p, sample));
              }
            });
    return found;
  }
}
