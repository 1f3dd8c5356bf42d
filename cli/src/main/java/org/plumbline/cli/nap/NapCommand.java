package org.plumbline.cli.nap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline nap}: neural activation patterns; nothing but its subcommands. */
@Command(
    name = "nap",
    mixinStandardHelpOptions = true,
    subcommands = {
      NapMineCommand.class,
      NapShowCommand.class,
      NapVerifyCommand.class,
      NapPairsCommand.class,
      NapMinimiseCommand.class,
      NapMonitorCommand.class
    },
    description = {
      "Says what a class is by its neurons that are active or inactive (activation patterns).",
      "Asks about all inputs that follow such a pattern."
    })
public final class NapCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Nothing to do: name a command, such as plumbline nap mine.");
  }
}
