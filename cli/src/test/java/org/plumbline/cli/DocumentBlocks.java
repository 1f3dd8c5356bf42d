package org.plumbline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in fences of the pages: commands with the exit codes that they state, and Java. */
final class DocumentBlocks {
  private static final Path ROOT = Path.of("..");
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern EXIT = Pattern.compile("# exit code (\\d+)$");

  /** A command line, and the exit code that its last words state, or 0. */
  record Command(String text, int exit) {}

  private DocumentBlocks() {}

  static Path root() {
    return ROOT.toAbsolutePath().normalize();
  }

  /** The pages of the guide. */
  static List<Path> guide() throws IOException {
    try (Stream<Path> all = Files.list(root().resolve("docs/guide"))) {
      return all.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  static List<String> blocks(Path page, String language) throws IOException {
    return FENCE
        .matcher(Files.readString(page))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The commands of a page in their order; a line that ends with a backslash goes on. */
  static List<Command> commands(Path page) throws IOException {
    List<Command> commands = new ArrayList<>();
    for (String block : blocks(page, "sh")) {
      for (String line : block.replace("\\\n", "").split("\n")) {
        Matcher exit = EXIT.matcher(line);
        commands.add(new Command(line, exit.find() ? Integer.parseInt(exit.group(1)) : 0));
      }
    }
    return commands;
  }
}
