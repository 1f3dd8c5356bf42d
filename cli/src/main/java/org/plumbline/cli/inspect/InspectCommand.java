package org.plumbline.cli.inspect;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.plumbline.cli.options.AuditOptions;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.question.NetworkFile;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.verifier.certified.Deadline;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline inspect}: what a network file holds, and whether all of it is supported. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the layers of a network, and whether everything in it is supported.",
      "With --audit it also says whether ONNX Runtime computes what Plumbline's bounds say."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is supported; --audit: nothing lies outside of the bounds",
      "1:internal error",
      "2:the command line was not understood",
      "3:the file is unreadable or uses something that is not supported, here or in ONNX Runtime",
      "4:an output could not be written",
      "12:--audit: ONNX Runtime computes something outside of the bounds",
      "20:reading needs more memory than Java may use"
    })
public final class InspectCommand implements Callable<Integer>, PlansFiles {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Mixin private ModelOptions model;

  /** Null where none is asked for. */
  @ArgGroup(exclusive = false)
  private AuditOptions audit;

  @Override
  public Integer call() throws IOException {
    FilePlan files = files();
    Optional<String> mistake = audit == null ? Optional.empty() : audit.mistake();
    mistake
        .or(files::mistake)
        .ifPresent(
            words -> {
              throw new ParameterException(spec.commandLine(), words);
            });
    files.forget();
    try {
      return inspect(spec.commandLine().getOut()).code();
    } catch (DeploymentException e) {
      return refuse(network + ": " + e.getMessage(), ExitCode.UNREADABLE_INPUT);
    } catch (ParseException | UnsupportedOperatorException e) {
      return refuse(e.getMessage(), ExitCode.UNREADABLE_INPUT);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return refuse(network + ": " + Deadline.TOO_LARGE, ExitCode.UNDECIDED);
    } finally {
      spec.commandLine().getOut().flush();
    }
  }

  @Override
  public FilePlan files() {
    FilePlan plan = new FilePlan().reads(network);
    model.addTo(plan);
    return audit == null ? plan : plan.replaces("--json", audit.json(), EarlierAnswer.JSON);
  }

  private int refuse(String message, ExitCode code) {
    spec.commandLine().getErr().println("plumbline: " + message);
    return code.code();
  }

  /** Says which operators an ONNX file holds even when one of them is refused afterwards. */
  private ExitCode inspect(PrintWriter out) throws IOException {
    NetworkFile file = model.read(network).withAllOutputs();
    if (file.isNnet()) {
      if (audit != null) {
        throw new ParseException(network.toString(), "--audit wants an ONNX file");
      }
      Network read = file.network();
      new LayerTable(read, ParameterCount.of(read), out).print();
      return ExitCode.HOLDS;
    }
    OnnxModel content = file.model();
    out.println("Operators: " + operators(content));
    PortLines.of(content).forEach(out::println);
    Network read = read(audit == null ? closed(file, content, out) : file, content, out);
    out.println();
    new LayerTable(read, ParameterCount.of(content), out).print();
    return audit == null ? ExitCode.HOLDS : audited(file, read, out);
  }

  /** An open shape gets extents for an example, which are said. */
  private static NetworkFile closed(NetworkFile file, OnnxModel content, PrintWriter out) {
    ModelSelection examples = file.selection().withExamples(content);
    examples
        .shapes()
        .forEach(
            (input, shape) -> {
              if (!file.selection().shapes().containsKey(input)) {
                out.println(
                    "Input "
                        + input
                        + " has open axes; what follows is the network for --input-shape "
                        + input
                        + "="
                        + ModelSelection.shapeText(shape));
              }
            });
    return file.with(examples);
  }

  /** A model that uses integers as indices is read for each of their values. */
  private static Network read(NetworkFile file, OnnxModel content, PrintWriter out) {
    try {
      Network whole = file.network();
      out.println("Every one of them is supported.");
      return whole;
    } catch (UnsupportedOperatorException e) {
      if (content.graph().realInputs().stream().noneMatch(input -> input.type().isInteger())) {
        throw e;
      }
      Network zero = file.atZero();
      out.println(
          "Every one of them is supported, for one value of the integers after the other; this is"
              + " the network where they are 0.");
      return zero;
    }
  }

  private ExitCode audited(NetworkFile file, Network read, PrintWriter out) throws IOException {
    AuditReport report;
    try {
      report = new NetworkAudit(file, audit).of(read);
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.toString(), "cannot be audited: " + e.getMessage());
    }
    report.print(out);
    if (audit.json() != null) {
      report.write(network);
    }
    return report.code();
  }

  private static String operators(OnnxModel model) {
    Map<String, Integer> calls = new TreeMap<>();
    for (OnnxNode node : model.graph().nodes()) {
      calls.merge(node.qualifiedOperator(), 1, Integer::sum);
    }
    StringJoiner list = new StringJoiner(", ");
    calls.forEach((operator, count) -> list.add(count + " " + operator));
    return list.toString();
  }
}
