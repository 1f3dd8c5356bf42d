package org.plumbline.suite.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Files that a pattern of the system's glob syntax names, such as {@code specs/*.vnnlib}, by name;
 * {@code **} goes into folders, however deep. Links are followed, but none back to a folder that
 * leads to it.
 */
record FilePattern(Value value) {
  private static final int MOST_FILES = 1_000_000;

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
        rest.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) rest.chars().filter(c -> c == '/').count();
    Walk walk = new Walk(root, matcher);
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, walk);
    } catch (IOException e) {
      throw value.wrong(root + " cannot be read: " + e.getMessage());
    }
    return walk.found.stream().sorted().toList();
  }

  /** Keeps files that match. Files behind a loop of links are found without it. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathMatcher matcher;
    private final List<Path> found = new ArrayList<>();
    private int seen;

    Walk(Path root, PathMatcher matcher) {
      this.root = root;
      this.matcher = matcher;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return counted();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && matcher.matches(root.relativize(file))) {
        found.add(file);
      }
      return counted();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private FileVisitResult counted() {
      if (++seen > MOST_FILES) {
        throw value.wrong(
            root + " has more than " + MOST_FILES + " files; name a folder with fewer");
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
