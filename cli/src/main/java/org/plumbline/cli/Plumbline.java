package org.plumbline.cli;

import org.plumbline.cli.dlv.DlvCommand;
import org.plumbline.cli.falsify.FalsifyCommand;
import org.plumbline.cli.inspect.InspectCommand;
import org.plumbline.cli.nap.NapCommand;
import org.plumbline.cli.options.OptionTypes;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.radius.RadiusCommand;
import org.plumbline.cli.raid.RaidCommand;
import org.plumbline.cli.soundness.SoundnessCommand;
import org.plumbline.cli.verify.CheckCommand;
import org.plumbline.cli.verify.EncodeCommand;
import org.plumbline.cli.verify.VerifyCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code plumbline} command: nothing but its subcommands. */
@Command(
    name = "plumbline",
    description = "Proves or refutes properties of neural networks.",
    versionProvider = BuildVersion.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      VerifyCommand.class,
      CheckCommand.class,
      EncodeCommand.class,
      DlvCommand.class,
      FalsifyCommand.class,
      RaidCommand.class,
      RadiusCommand.class,
      SoundnessCommand.class,
      NapCommand.class,
      InspectCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the property holds, or the command succeeded",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or property",
      "4:an output could not be written",
      "10:the property is violated",
      "11:the certificate is no proof",
      "12:a verifier that was put to the test gave a wrong verdict",
      "20:undecided, or out of time"
    })
public final class Plumbline implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLine command = commandLine();
    command.setOut(command.getOut());
    System.exit(command.execute(args));
  }

  /** The assembled command; {@code execute} returns the code of an {@link ExitCode}. */
  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new Plumbline());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    OptionTypes.register(command);
    WatchedExecution watched = new WatchedExecution();
    return command
        .setExecutionStrategy(watched)
        .setExecutionExceptionHandler(watched)
        .setParameterExceptionHandler(new WrongCommandLine());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Nothing to do: name a command, such as plumbline verify.");
  }
}
