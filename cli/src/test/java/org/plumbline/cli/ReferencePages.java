package org.plumbline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The pages of {@code docs/reference}. What lists the options of a command stands between two
 * comments and is written here, from what {@code --help} says; what explains is written by hand.
 */
final class ReferencePages {
  private static final Path FOLDER = Path.of("../docs/reference");
  private static final Pattern PART =
      Pattern.compile("<!-- options of (plumbline[^>]*?) -->\n(.*?)<!-- end -->", Pattern.DOTALL);

  private ReferencePages() {}

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.sorted().toList();
    }
  }

  /** The commands whose options a page lists. */
  static List<String> commands(String page) {
    return PART.matcher(page).results().map(part -> part.group(1)).toList();
  }

  /** All commands that do something, by the words that call them. */
  static List<String> allCommands() {
    List<String> found = new ArrayList<>();
    collect("plumbline", Plumbline.commandLine(), found);
    return found;
  }

  private static void collect(String name, CommandLine command, List<String> found) {
    Map<String, CommandLine> below = command.getSubcommands();
    if (below.isEmpty()) {
      found.add(name);
    }
    below.forEach(
        (word, next) -> {
          if (word.equals(next.getCommandName())) { // else it is an alias
            collect(name + " " + word, next, found);
          }
        });
  }

  /** The page as it has to be, for the commands as they are. */
  static String upToDate(String page) {
    Matcher parts = PART.matcher(page);
    return parts.replaceAll(
        (MatchResult part) ->
            Matcher.quoteReplacement(
                    "<!-- options of " + part.group(1) + " -->\n" + tables(part.group(1)))
                + "<!-- end -->");
  }

  private static String tables(String command) {
    CommandLine line = Plumbline.commandLine();
    String[] words = command.split(" ");
    for (int i = 1; i < words.length; i++) {
      line = line.getSubcommands().get(words[i]);
      if (line == null) {
        throw new IllegalArgumentException("there is no command " + command);
      }
    }
    CommandSpec spec = line.getCommandSpec();
    List<String> lines = new ArrayList<>();
    lines.add("```text\n" + synopsis(command, spec) + "\n```\n");
    lines.add(sentences(spec.usageMessage().description()) + "\n");
    List<String> rows = new ArrayList<>();
    positions(spec).forEach(p -> rows.add(row(label(p), p)));
    options(spec).forEach(o -> rows.add(row(call(o), o)));
    lines.addAll(table("| option | meaning |", rows));
    List<String> codes = new ArrayList<>();
    spec.usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> codes.add("| " + code + " | " + cell(meaning) + " |"));
    lines.addAll(table("| exit code | meaning |", codes));
    return String.join("\n", lines);
  }

  private static List<String> table(String head, List<String> rows) {
    return rows.isEmpty() ? List.of() : List.of(head, "|---|---|", String.join("\n", rows) + "\n");
  }

  private static List<PositionalParamSpec> positions(CommandSpec spec) {
    return spec.positionalParameters().stream().filter(Predicate.not(ArgSpec::hidden)).toList();
  }

  private static List<OptionSpec> options(CommandSpec spec) {
    return spec.options().stream()
        .filter(o -> !o.hidden() && !o.usageHelp() && !o.versionHelp())
        .toList();
  }

  private static String synopsis(String command, CommandSpec spec) {
    StringBuilder text = new StringBuilder(command);
    for (PositionalParamSpec position : positions(spec)) {
      boolean several = position.arity().max() > 1 && !label(position).contains(" ");
      String name = label(position) + (several ? "..." : "");
      text.append(position.required() ? " " + name : " [" + name + "]");
    }
    List<OptionSpec> options = options(spec);
    options.stream()
        .filter(o -> o.required() && o.group() == null)
        .forEach(o -> text.append(" ").append(call(o)));
    return text.append(options.isEmpty() ? "" : " [options]").toString();
  }

  private static String call(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + label(option);
  }

  private static String label(ArgSpec argument) {
    String name = argument.paramLabel().replaceAll("[<>]", "").toUpperCase(Locale.ROOT);
    boolean list = !argument.splitRegex().isEmpty() && !name.contains(",");
    return list ? name + ",…" : name;
  }

  private static String row(String call, ArgSpec argument) {
    return "| `" + call + "` | " + cell(sentences(argument.description())) + " |";
  }

  private static String sentences(String[] description) {
    return String.join(" ", description)
        .replace("%n", " ")
        .replace("%%", "%")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
