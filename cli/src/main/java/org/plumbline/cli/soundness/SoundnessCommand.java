package org.plumbline.cli.soundness;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline soundness}: verifiers put to the test; nothing but its subcommands. */
@Command(
    name = "soundness",
    mixinStandardHelpOptions = true,
    subcommands = {
      SoundnessGenerateCommand.class,
      SoundnessTrainCommand.class,
      SoundnessRunCommand.class,
      SoundnessScoreCommand.class,
      SoundnessReportCommand.class,
      SoundnessAuditCommand.class
    },
    description = {
      "Puts questions whose answers are known to any verifier, and says what it got wrong."
    })
public final class SoundnessCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Nothing to do: name a command, plumbline soundness generate, train, run, score, report"
            + " or audit.");
  }
}
