package org.plumbline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
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
      "10:the property is violated",
      "20:undecided, or out of time"
    })
final class VerifyCommand implements java.util.concurrent.Callable<Integer> {
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
  private Path resultFile;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the outcome as JSON.")
  private Path json;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      description = "Search threads (default: one per core). The verdict does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"-v", "--verbose"},
      description = "Says what the search does.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    require(threads >= 1, "--threads " + threads + " is below 1");
    require(
        (property == null) == robustness.isGiven(),
        "Name a PROPERTY file, or ask for local robustness with --input and --epsilon.");
    PrintWriter err = spec.commandLine().getErr();
    try {
      Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
      Network read = NetworkFile.read(network);
      Property asked = property == null ? robustness.property(read) : VnnLibParser.parse(property);
      Query query = Query.of(read, asked);
      Outcome outcome = decide(query, budget, start);
      new HumanReport(spec.commandLine().getOut()).print(query, outcome);
      if (resultFile != null) {
        ResultFile.write(resultFile, outcome);
      }
      if (json != null) {
        JsonReport.write(json, network, property, query, outcome, seed, threads);
      }
      return outcome.exitCode().code();
    } catch (ParseException | UnsupportedOperatorException | IllegalArgumentException e) {
      err.println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    } catch (java.nio.file.NoSuchFileException e) {
      err.println("plumbline: there is no file " + e.getFile());
      return ExitCode.UNREADABLE_INPUT.code();
    }
  }

  private Outcome decide(Query query, Budget budget, long start) {
    ProgressLine progress = new ProgressLine(verbose, spec.commandLine().getErr());
    Verifier verifier = VerifierFactory.create(new VerifierOptions(threads, seed));
    Verdict verdict = new Deadline(budget).keep(() -> verifier.verify(query, budget, progress));
    progress.clear();
    return new Outcome(verdict, (System.nanoTime() - start) / 1e9, progress.evaluated());
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
