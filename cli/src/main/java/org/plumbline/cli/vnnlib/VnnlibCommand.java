package org.plumbline.cli.vnnlib;

import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline vnnlib}: the command line that the standard VNN-LIB 2.0 asks of a solver. */
@Command(
    name = "vnnlib",
    mixinStandardHelpOptions = true,
    subcommands = {VnnlibVerifyCommand.class, SupportsCommand.class, ConvertCommand.class},
    description = {
      "The command line of the standard VNN-LIB 2.0: the answer is the first line of standard"
          + " output, one of sat, unsat, unknown and timed-out."
    })
public final class VnnlibCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--name", description = "Says the solver's name.")
  private boolean asksName;

  @Override
  public Integer call() {
    if (!asksName) {
      throw new ParameterException(
          spec.commandLine(),
          "Nothing to do: name a command, plumbline vnnlib verify, supports or convert.");
    }
    spec.commandLine().getOut().println("plumbline");
    spec.commandLine().getOut().flush();
    return ExitCode.HOLDS.code();
  }
}
