package org.plumbline.cli.nap;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.plumbline.certificates.check.RangeGap;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PatternsFile;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.certified.AsRead;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.pattern.AdversarialPruning;
import org.plumbline.verifier.pattern.Coarsening;
import org.plumbline.verifier.pattern.GradientPruning;
import org.plumbline.verifier.pattern.LiteralViolations;
import org.plumbline.verifier.pattern.MonotoneVerdicts;
import org.plumbline.verifier.pattern.RegionVolume;
import org.plumbline.verifier.pattern.SingleDrops;
import org.plumbline.verifier.pattern.StochasticCoarsening;
import org.plumbline.verifier.pattern.VerifierDecider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline nap minimise}: the literals of a pattern that a proof needs. */
@Command(
    name = "minimise",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Drops literals of a pattern that its proof does not need.",
      "All inputs that follow what is left are still proved to be of the class. What remains "
          + "is minimal relative to the time limit of each proof."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a minimal pattern was found",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network, patterns or data",
      "4:an output could not be written",
      "10:an input that follows the whole pattern is not of the class",
      "20:not even the whole pattern was proved, or out of time"
    })
final class NapMinimiseCommand extends PlumblineCommand implements Callable<Integer> {
  /** In a row, before a stochastic search ends. */
  private static final int FAILURES = 10;

  /** How literals are dropped before the last ones are tried one by one. */
  enum Method {
    COARSEN,
    STOCHASTIC,
    ADVERSARIAL,
    GRADIENT
  }

  @Parameters(index = "0", paramLabel = "NETWORK", description = "ONNX or .nnet file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "PATTERNS", description = "What nap mine wrote.")
  private Path patternFile;

  @Option(names = "--class", required = true, paramLabel = "N", description = "The class, from 0.")
  private int label;

  @Mixin private ModelOptions model;

  @Mixin private PatternRegion region;

  @Option(
      names = "--method",
      defaultValue = "adversarial",
      description =
          "How to begin: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which grows a pattern"
              + " from counterexamples; gradient takes what the margin depends on most).")
  private Method method;

  @Option(
      names = "--proof-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Time limit for each proof (default: ${DEFAULT-VALUE}).")
  private double proofSeconds;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Time limit for all (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Mixin private SearchOptions search;

  @Override
  public Integer call() throws IOException {
    require(timeoutSeconds > 0 && proofSeconds > 0, "time limits are positive");
    refuse(search.mistake());
    refuse(region.mistake());
    return minimise(System.nanoTime()).code();
  }

  private ExitCode minimise(long start) throws IOException {
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    PatternFile patterns = PatternsFile.read(patternFile, networkFile, network);
    ActivationPattern pattern =
        patterns
            .of(label)
            .map(ClassPattern::pattern)
            .orElseThrow(
                () ->
                    new ParseException(
                        patternFile.toString(), "there is no pattern of class " + label));
    require(label < network.outputSize(), "class " + label + " is none of the network's");
    Optional<Observation> centre = region.centre(network);
    Premise premise = Premise.of(network, pattern);
    PatternQuestion question = new PatternQuestion(network, region.box(network, centre), premise);
    Query query = question.robust(label).under(Premise.NONE);
    Optional<double[]> anchor = anchor(question, pattern, centre);
    Verifier verifier =
        new AsRead(VerifierFactory.create(search.forVerifier(Semantics.REAL, Engine.AUTO)));
    VerifierDecider decider =
        new VerifierDecider(query, premise, verifier, (long) (proofSeconds * 1000), budget);
    LiteralViolations violations = new LiteralViolations(network, premise);
    MonotoneVerdicts verdicts = new MonotoneVerdicts(decider, violations::violated);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Of " + region + ": " + premise.literals().size() + " literals.");
    Optional<BitSet> first = first(network, violations, premise, anchor, verdicts);
    if (first.isEmpty()) {
      return notProved(premise, decider, RangeGap.of(query));
    }
    BitSet minimal = new Coarsening(verdicts).of(first.get());
    SingleDrops drops = SingleDrops.of(minimal, decider);
    while (!drops.proved().isEmpty()) {
      minimal.clear(drops.proved().nextSetBit(0));
      drops = SingleDrops.of(minimal, decider);
    }
    Premise kept = VerifierDecider.part(premise, minimal);
    boolean isLate = budget.expired();
    report(question, kept, drops, anchor, isLate);
    out.printf(
        Locale.ROOT,
        "%d proofs were asked for; %.1f s.%n",
        verdicts.asked(),
        (System.nanoTime() - start) / 1e9);
    out.flush();
    return isLate ? ExitCode.UNDECIDED : ExitCode.HOLDS;
  }

  private ExitCode notProved(Premise premise, VerifierDecider decider, Optional<String> gap) {
    BitSet all = new BitSet();
    all.set(0, premise.literals().size());
    boolean isViolated = decider.ask(all).counterexample().isPresent();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        isViolated
            ? "VIOLATED: an input that follows the whole pattern is not of the class."
            : "UNDECIDED: the whole pattern was not proved within "
                + proofSeconds
                + " s"
                + gap.map(why -> ": " + why).orElse("")
                + ".");
    out.flush();
    return isViolated ? ExitCode.VIOLATED : ExitCode.UNDECIDED;
  }

  /** Literals to begin with, under which it is proved. */
  private Optional<BitSet> first(
      Network network,
      LiteralViolations violations,
      Premise premise,
      Optional<double[]> anchor,
      MonotoneVerdicts verdicts) {
    Optional<BitSet> grown =
        anchor.flatMap(
            input ->
                switch (method) {
                  case ADVERSARIAL -> new AdversarialPruning(violations, input, verdicts).grow();
                  case GRADIENT ->
                      new GradientPruning(network, premise, label, input, verdicts).grow();
                  case COARSEN, STOCHASTIC -> Optional.empty();
                });
    if (grown.isPresent()) {
      return grown;
    }
    BitSet all = new BitSet();
    all.set(0, premise.literals().size());
    if (!verdicts.ask(all).isProved()) {
      return Optional.empty();
    }
    boolean isStochastic = method == Method.STOCHASTIC;
    int needed = Math.max(1, premise.literals().size() / 4);
    return Optional.of(
        isStochastic
            ? new StochasticCoarsening(verdicts, new SplittableRandom(search.seed()), FAILURES)
                .of(all, needed)
            : all);
  }

  /** An input of the box that follows: the centre, or else a sample of the data set. */
  private Optional<double[]> anchor(
      PatternQuestion question, ActivationPattern pattern, Optional<Observation> centre) {
    if (centre.isPresent() && pattern.violations(centre.get().active()) == 0) {
      return centre.map(Observation::input);
    } else if (!region.data().isGiven()) {
      return Optional.empty();
    }
    return KnownFollowers.among(
            region.data(),
            question,
            List.of(pattern),
            question.empty(),
            s -> false,
            search.threads())
        .follower()
        .map(Observation::input);
  }

  private void report(
      PatternQuestion question,
      Premise kept,
      SingleDrops drops,
      Optional<double[]> anchor,
      boolean isLate) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %d of %d literals, minimal relative to %s s for each proof.%n",
        isLate ? "OUT OF TIME" : "PROVED",
        kept.literals().size(),
        question.premise().literals().size(),
        proofSeconds);
    out.printf(
        "Each of them dropped alone once more: %d times a counterexample, %d times no proof.%n",
        drops.violated(), drops.open());
    if (anchor.isPresent()) {
      RegionVolume volume =
          new RegionVolume(question.network(), question.box().toBox(), anchor.get());
      out.printf(
          Locale.ROOT,
          "Logarithm of the region's volume, estimated: %.1f before, %.1f after.%n",
          volume.logarithm(question.premise()),
          volume.logarithm(kept));
    }
    out.print(kept.text());
  }
}
