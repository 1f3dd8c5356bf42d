package org.plumbline.cli.raid;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code plumbline raid}: a runtime monitor for adversarial images; nothing but its subcommands.
 */
@Command(
    name = "raid",
    mixinStandardHelpOptions = true,
    subcommands = {RaidTrainCommand.class, RaidCheckCommand.class},
    description = {
      "Trains and asks a monitor that raises an alarm when neurons behave as on adversarial "
          + "images.",
      "It is no evidence of safety."
    })
public final class RaidCommand implements Runnable {
  /** Every answer of a monitor comes with it. */
  static final String CAUTION =
      "This is no evidence of safety: other attacks, and those that know of the monitor, may get"
          + " past it.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Nothing to do: name a command, plumbline raid train or raid check.");
  }
}
