package org.plumbline.cli.soundness;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.cli.options.PatternOption;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.soundness.audit.AuditInputs;
import org.plumbline.soundness.audit.BoundAudit;
import org.plumbline.soundness.audit.Finding;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline soundness audit}: a search's bounds compared with runs of the network. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares the bounds of a search with values that the network has.",
      "Runs the search of verify. At every node of it, the bounds of every neuron are compared "
          + "with values at corners and other inputs. Names the first layer with a wrong bound."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no bound is wrong at these inputs",
      "1:internal error",
      "2:the command line was not understood",
      "3:a file is unreadable, or no network or property",
      "4:an output could not be written",
      "12:a bound is wrong"
    })
final class SoundnessAuditCommand extends PlumblineCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NETWORK", description = "An ONNX or .nnet file.")
  private Path network;

  @Parameters(index = "1", paramLabel = "PROPERTY", description = "A VNN-LIB file.")
  private Path property;

  @Mixin private PatternOption patterns;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Whose bounds: auto, inputs or activations (default: ${DEFAULT-VALUE}).")
  private Engine engine;

  @Option(
      names = "--inputs",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "Corners of each box, and as many others (default: ${DEFAULT-VALUE}).")
  private int inputs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the inputs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit of the search (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Override
  public Integer call() throws IOException {
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    require(inputs > 0, "--inputs " + inputs + " is not positive");
    require(engine.knowsFloat32(), "--engine " + engine + " has no bounds of its own");
    try {
      Network asked = NetworkFile.read(network);
      return audit(
          Query.of(asked, PropertyFile.of(property).property()).under(patterns.premise(asked)));
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("plumbline: " + network + ": " + e.getMessage());
    }
    return ExitCode.UNREADABLE_INPUT.code();
  }

  private int audit(Query query) {
    List<double[]> points = new ArrayList<>();
    for (Box box : query.boxes()) {
      points.addAll(AuditInputs.of(box, inputs, seed));
    }
    BoundAudit audit = new BoundAudit(query.network(), points);
    VerifierOptions options = new VerifierOptions(1, seed, Certificate.Semantics.REAL, engine);
    Budget budget = Budget.ofMillis((long) (timeoutSeconds * 1000));
    VerifierFactory.create(options).verify(query, budget, audit);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d nodes; %,d times an input was compared with the bounds of a node.%n",
        audit.nodes(),
        audit.looks());
    out.println(audit.finding().map(f -> words(f, query.network())).orElse("No bound is wrong."));
    return (audit.finding().isEmpty() ? ExitCode.HOLDS : ExitCode.WRONG_VERDICT).code();
  }

  private static String words(Finding found, Network network) {
    String place =
        found.layer() == network.depth()
            ? "row " + found.neuron() + " of the property"
            : "layer " + found.layer() + " (" + found.kind(network) + "), neuron " + found.neuron();
    return "WRONG: "
        + place
        + ", is said to lie in ["
        + found.low()
        + ", "
        + found.high()
        + "] and is "
        + found.value()
        + " at the input "
        + Arrays.toString(found.input())
        + ".";
  }
}
