package org.plumbline.cli.verify;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.encodings.milp.ProgramText;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.Encoding;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.SmtLib2Writer;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.assembly.NeuronBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Writes a question as constraints, for solvers elsewhere. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a property of a network as constraints that are satisfiable where it is violated.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the constraints were written",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or property",
      "4:an output could not be written"
    })
public final class EncodeCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  private static final int MILLIS_FOR_BOUNDS = 60_000;

  /** What other programs read. */
  enum Format {
    /** SMT-LIB 2, QF_LRA, in exact numbers. */
    SMTLIB2,
    /** CPLEX's LP. */
    LP,
    /** Free MPS. */
    MPS
  }

  @Parameters(index = "0", paramLabel = "NETWORK", description = "ONNX or .nnet file.")
  private Path network;

  @Parameters(index = "1", paramLabel = "PROPERTY", description = "VNN-LIB file.")
  private Path property;

  @Option(
      names = "--format",
      defaultValue = "smtlib2",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--case",
      paramLabel = "N",
      description = "Which input box of a property that has several, from 0.")
  private Integer number;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private OutputFile output;

  @Override
  public FilePlan files() {
    return new FilePlan()
        .reads(network, property)
        .replaces("--output", output, EarlierAnswer.OTHER);
  }

  @Override
  public Integer call() throws IOException {
    begin(files());
    try {
      Query query = Query.of(NetworkFile.read(network), PropertyFile.of(property).property());
      Encoding encoding = encoding(query, part(query.property().cases()));
      if (!encoding.isExact()) {
        spec.commandLine()
            .getErr()
            .println(
                "plumbline: curved activations and products are enclosed by pieces: what satisfies"
                    + " the constraints may be no counterexample");
      }
      write(output, text(encoding.system()));
      return ExitCode.HOLDS.code();
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("plumbline: " + network + ": " + e.getMessage());
    }
    return ExitCode.UNREADABLE_INPUT.code();
  }

  private Case part(List<Case> cases) {
    if (number == null && cases.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          property + " has " + cases.size() + " input boxes; name one of them with --case, from 0");
    }
    int chosen = number == null ? 0 : number;
    if (chosen < 0 || chosen >= cases.size()) {
      throw new ParameterException(
          spec.commandLine(), "--case " + chosen + " is none of 0 to " + (cases.size() - 1));
    }
    return cases.get(chosen);
  }

  private Encoding encoding(Query query, Case part) {
    LayerBounds bounds =
        NeuronBounds.of(query.network(), part, Budget.ofMillis(MILLIS_FOR_BOUNDS))
            .orElseThrow(() -> new ParseException(property.toString(), "nothing in it is unsafe"));
    return NetworkEncoder.encode(query.network(), part, bounds, new Breakpoints());
  }

  private String text(ConstraintSystem system) throws IOException {
    StringWriter text = new StringWriter();
    switch (format) {
      case SMTLIB2 -> SmtLib2Writer.write(system, text);
      case LP -> ProgramText.writeLp(system, text);
      case MPS -> ProgramText.writeMps(system, text);
    }
    return text.toString();
  }
}
