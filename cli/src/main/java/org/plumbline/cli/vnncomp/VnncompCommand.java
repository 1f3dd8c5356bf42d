package org.plumbline.cli.vnncomp;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline vnncomp}: the competition at home; nothing but its subcommands. */
@Command(
    name = "vnncomp",
    mixinStandardHelpOptions = true,
    subcommands = {VnncompRunCommand.class, VnncompScoreCommand.class},
    description = {
      "Runs benchmarks in the layout of VNN-COMP, and counts points as the competition does."
    })
public final class VnncompCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Nothing to do: name a command, plumbline vnncomp run or score.");
  }
}
