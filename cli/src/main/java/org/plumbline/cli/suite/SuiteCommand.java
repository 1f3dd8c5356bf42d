package org.plumbline.cli.suite;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline suite}: many questions in one file; nothing but its subcommands. */
@Command(
    name = "suite",
    mixinStandardHelpOptions = true,
    subcommands = {
      SuiteRunCommand.class,
      SuiteMergeCommand.class,
      SuiteCheckCommand.class,
      SuiteReportCommand.class,
      SuiteExplainCommand.class,
      SuiteInitCommand.class
    },
    description = {
      "Asks all questions of a file and says whether its requirements are met.",
      "Answers are kept in a ledger with their evidence; what did not change is checked again and not"
          + " proved again."
    })
public final class SuiteCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Nothing to do: name a command, such as plumbline suite run.");
  }
}
