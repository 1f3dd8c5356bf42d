package org.plumbline.cli.vnnlib;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.network.onnx.OnnxLowering;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline vnnlib supports}: what queries it answers, in the words of the standard. */
@Command(
    name = "supports",
    aliases = "capabilities",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says what is supported, one item on each line.")
public final class SupportsCommand implements Callable<Integer> {
  private static final List<String> NO_LIST = List.of("true");

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Capability asked;

  /** What can be asked for. */
  static final class Capability {
    @Option(names = "--onnx-opset-versions", description = "Least and greatest operator set.")
    private boolean opsets;

    @Option(
        names = "--vnnlib-versions",
        description = "Least and greatest version of the language.")
    private boolean versions;

    @Option(names = "--onnx-element-types", description = "Types that answers are sound for.")
    private boolean types;

    @Option(names = "--onnx-operators", description = "Operators of the standard domain.")
    private boolean operators;

    @Option(names = "--hidden-node-theories", description = "NH and H.")
    private boolean hidden;

    @Option(
        names = {"--multiple-input-output-theories", "--multiple-inputs-output-theories"},
        description = "SIO and MIO.")
    private boolean ports;

    @Option(names = "--multiple-network-theories", description = "SNET, MENET, MINET and MNET.")
    private boolean networks;

    @Option(names = "--multiple-node-comparison-theories", description = "SNC and MNC.")
    private boolean comparisons;

    @Option(names = "--arithmetic-complexity-theories", description = "BND, OUTC, LIN and POLY.")
    private boolean arithmetic;

    @Option(names = "--optimised-disjunctive-reasoning", description = "true or false.")
    private boolean disjunctions;

    @Option(names = "--serialise-assignments", description = "true or false.")
    private boolean assignments;

    List<String> items() {
      if (opsets) {
        return List.of(
            Long.toString(OnnxLowering.OLDEST_OPSET), Long.toString(OnnxLowering.NEWEST_OPSET));
      } else if (versions) {
        return List.of("2.0", "2.0");
      } else if (types) {
        return List.of("float32", "real");
      } else if (operators) {
        return OnnxLowering.operators().stream().filter(name -> name.indexOf('.') < 0).toList();
      } else if (hidden) {
        return List.of("NH", "H");
      } else if (ports) {
        return List.of("SIO", "MIO");
      } else if (networks) {
        return List.of("SNET", "MENET", "MINET", "MNET");
      } else if (comparisons) {
        return List.of("SNC", "MNC");
      } else if (arithmetic) {
        return List.of("BND", "OUTC", "LIN", "POLY");
      }
      return NO_LIST;
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    asked.items().forEach(out::println);
    out.flush();
    return ExitCode.HOLDS.code();
  }
}
