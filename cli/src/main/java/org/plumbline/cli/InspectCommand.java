package org.plumbline.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxModel;
import org.plumbline.network.onnx.OnnxNode;
import org.plumbline.question.NetworkFile;
import org.plumbline.verifier.certified.Deadline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline inspect}: what a network file holds, and whether all of it is supported. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Prints the layers of a network, and whether everything in it is supported.")
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Override
  public Integer call() {
    try {
      print(spec.commandLine().getOut());
      return ExitCode.HOLDS.code();
    } catch (ParseException | UnsupportedOperatorException e) {
      return refuse(e.getMessage(), ExitCode.UNREADABLE_INPUT);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return refuse(network + ": " + Deadline.TOO_LARGE, ExitCode.UNDECIDED);
    } finally {
      spec.commandLine().getOut().flush();
    }
  }

  private int refuse(String message, ExitCode code) {
    spec.commandLine().getErr().println("plumbline: " + message);
    return code.code();
  }

  /** Says which operators an ONNX file holds even when one of them is refused afterwards. */
  private void print(PrintWriter out) {
    NetworkFile file = NetworkFile.of(network);
    if (NetworkReader.isNnet(network, file.content().bytes())) {
      Network read = file.network();
      new LayerTable(read, ParameterCount.of(read), out).print();
      return;
    }
    OnnxModel model = file.model();
    out.println("Operators: " + operators(model));
    Network read = new OnnxLowering(model).lower();
    out.println("Every one of them is supported.");
    out.println();
    new LayerTable(read, ParameterCount.of(model), out).print();
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
