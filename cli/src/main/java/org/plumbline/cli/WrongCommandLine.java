package org.plumbline.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.PlansFiles;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, once answers of an earlier run are gone that could pass
 * for answers to it. The command line is read again for that, past its mistakes; an option that a
 * mistake names keeps its file.
 */
final class WrongCommandLine implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException mistake, String[] args) throws Exception {
    ParseResult leaf = pastMistakes(args);
    List<String> mistakes = new ArrayList<>(List.of(mistake.getMessage()));
    while (leaf.hasSubcommand()) {
      leaf = leaf.subcommand();
      leaf.errors().forEach(error -> mistakes.add(error.getMessage()));
    }
    if (leaf.commandSpec().userObject() instanceof PlansFiles command) {
      forgetAnswers(command, mistakes, mistake.getCommandLine());
    }
    print(mistake, args);
    return ExitCode.USAGE.code();
  }

  /** The mistake, what may have been meant, and where all options stand. */
  private static void print(ParameterException mistake, String[] args) {
    PrintWriter err = mistake.getCommandLine().getErr();
    err.println(words(mistake, args));
    UnmatchedArgumentException.printSuggestions(mistake, err);
    String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
    err.println("For what belongs here: " + command + " --help");
  }

  /** Picocli says the longest name of an option; here it has the one given, else its first. */
  private static String words(ParameterException mistake, String[] args) {
    String words = mistake.getMessage();
    for (OptionSpec option : mistake.getCommandLine().getCommandSpec().options()) {
      List<String> given =
          Arrays.stream(option.names()).filter(name -> isGiven(name, args)).toList();
      String name = given.size() == 1 ? given.get(0) : option.names()[0];
      words = words.replace("'" + option.longestName() + "'", "'" + name + "'");
    }
    return words;
  }

  private static boolean isGiven(String name, String[] args) {
    return Arrays.stream(args).anyMatch(arg -> arg.equals(name) || arg.startsWith(name + "="));
  }

  private static void forgetAnswers(
      PlansFiles command, List<String> mistakes, CommandLine commandLine) {
    try {
      command.files().forgetAnswers(option -> mistakes.stream().anyMatch(m -> names(m, option)));
    } catch (OutputException e) {
      commandLine.getErr().println("plumbline: " + e.getMessage());
    }
  }

  private static boolean names(String mistake, String option) {
    return Pattern.compile(Pattern.quote(option) + "(?![-\\w])").matcher(mistake).find();
  }

  private static ParseResult pastMistakes(String[] args) {
    CommandLine command = Plumbline.commandLine();
    collectErrors(command);
    return command.parseArgs(args);
  }

  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(WrongCommandLine::collectErrors);
  }
}
