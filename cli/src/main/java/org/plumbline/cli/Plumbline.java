package org.plumbline.cli;

import java.util.List;
import org.plumbline.cli.compare.CompareCommand;
import org.plumbline.cli.dlv.DlvCommand;
import org.plumbline.cli.falsify.FalsifyCommand;
import org.plumbline.cli.inspect.InspectCommand;
import org.plumbline.cli.nap.NapCommand;
import org.plumbline.cli.options.OptionTypes;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.CommandLimit;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.radius.RadiusCommand;
import org.plumbline.cli.raid.RaidCommand;
import org.plumbline.cli.soundness.SoundnessCommand;
import org.plumbline.cli.suite.SuiteCommand;
import org.plumbline.cli.verify.CheckCommand;
import org.plumbline.cli.verify.EncodeCommand;
import org.plumbline.cli.verify.VerifyCommand;
import org.plumbline.cli.vnncomp.VnncompCommand;
import org.plumbline.cli.vnnlib.VnnlibCommand;
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
    mixinStandardHelpOptions = true,
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
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          VerifyCommand.class,
          CheckCommand.class,
          EncodeCommand.class,
          DlvCommand.class,
          FalsifyCommand.class,
          RaidCommand.class,
          RadiusCommand.class,
          SoundnessCommand.class,
          NapCommand.class,
          CompareCommand.class,
          SuiteCommand.class,
          VnnlibCommand.class,
          VnncompCommand.class,
          InspectCommand.class,
          HelpCommand.class,
          CompletionCommand.class);

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLimit.countStart();
    CommandLine command = commandLine(subcommandsFor(args));
    command.setOut(command.getOut());
    System.exit(command.execute(args));
  }

  /** The assembled command; {@code execute} returns the code of an {@link ExitCode}. */
  public static CommandLine commandLine() {
    return commandLine(SUBCOMMANDS);
  }

  private static CommandLine commandLine(List<Class<?>> subcommands) {
    CommandLine command = new CommandLine(new Plumbline());
    subcommands.forEach(command::addSubcommand);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    OptionTypes.register(command);
    tellVersion(command);
    WatchedExecution watched = new WatchedExecution();
    return command
        .setExecutionStrategy(watched)
        .setExecutionExceptionHandler(watched)
        .setParameterExceptionHandler(new WrongCommandLine());
  }

  /** Each command says the version of all. */
  private static void tellVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new BuildVersion());
    command.getSubcommands().values().forEach(Plumbline::tellVersion);
  }

  /**
   * The only subcommand that a command line can run, where its first word says which; picocli takes
   * some 20 ms to read the options of each.
   */
  private static List<Class<?>> subcommandsFor(String[] args) {
    String first = args.length == 0 ? "" : args[0];
    if (args.length == 1 && (first.equals("--version") || first.equals("-V"))) {
      return List.of();
    }
    for (Class<?> subcommand : SUBCOMMANDS) {
      boolean isNamed = subcommand.getAnnotation(Command.class).name().equals(first);
      if (isNamed && subcommand != HelpCommand.class && subcommand != CompletionCommand.class) {
        return List.of(subcommand);
      }
    }
    return SUBCOMMANDS;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Nothing to do: name a command, such as plumbline verify.");
  }
}
