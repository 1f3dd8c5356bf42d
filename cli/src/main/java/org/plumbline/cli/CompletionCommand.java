package org.plumbline.cli;

import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plumbline generate-completion}: a script with all commands and options. */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a completion script for bash and zsh.",
      "In a shell: source <(plumbline generate-completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec all = spec.parent();
    spec.commandLine().getOut().println(AutoComplete.bash(all.name(), all.commandLine()));
    return ExitCode.HOLDS.code();
  }
}
