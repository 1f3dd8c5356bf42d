package org.plumbline.suite.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Files that a pattern of the system's glob syntax names, such as {@code specs/*.vnnlib}, by name;
 * {@code **} goes into folders, links are followed.
 */
record FilePattern(Value value) {
  private static final int MOST_FILES = 1_000_000;
  private static final int MOST_DEPTH = 16;

  /** None where nothing matches. */
  List<Path> files() {
    String text = value.text();
    Path folder = value.source().folder();
    try {
      int special = firstSpecial(text);
      if (special < 0) {
        Path file = folder.resolve(text);
        return Files.exists(file) ? List.of(file) : List.of();
      }
      int slash = text.lastIndexOf('/', special);
      Path root = slash < 0 ? folder : folder.resolve(text.substring(0, slash + 1));
      return matching(root, text.substring(slash + 1));
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw value.wrong("'" + Value.shown(text) + "' is no pattern of files: " + e.getMessage());
    }
  }

  private static int firstSpecial(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[{".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private List<Path> matching(Path root, String rest) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    int depth =
        rest.contains("**") ? MOST_DEPTH : 1 + (int) rest.chars().filter(c -> c == '/').count();
    try (Stream<Path> all = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> seen = all.limit(MOST_FILES + 1L).toList();
      if (seen.size() > MOST_FILES) {
        throw value.wrong(
            root + " has more than " + MOST_FILES + " files; name a folder with fewer");
      }
      return seen.stream()
          .filter(file -> matcher.matches(root.relativize(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw value.wrong(root + " cannot be read: " + e.getMessage());
    }
  }
}
