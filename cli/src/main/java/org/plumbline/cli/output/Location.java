package org.plumbline.cli.output;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a path leads, as the system sees it: symbolic links are followed, those of the folders and
 * those of the file, which need not exist. Links to what this process has open ({@code
 * /dev/stdout}, {@code /dev/fd/3}) are not followed further: behind such a number may be a file,
 * but writing there goes on where the process that opened it stopped.
 *
 * @param real the path without links
 * @param descriptor the number of what this process has open, if it leads to one
 */
record Location(Path real, OptionalInt descriptor) {
  private static final int MOST_LINKS = 40;
  private static final String STANDARD_OUTPUT = "-";
  private static final Path NOWHERE = Path.of("/dev/null");
  private static final Pattern DESCRIPTOR =
      Pattern.compile("/(?:dev|proc/(\\d+)(?:/task/\\d+)?)/fd/(\\d{1,9})");

  /**
   * @param named {@code -} is standard output
   * @throws IOException if links lead in a circle, or a folder cannot be entered
   */
  static Location of(Path named) throws IOException {
    if (named.toString().equals(STANDARD_OUTPUT)) {
      return new Location(named, OptionalInt.of(1));
    }
    Path at = named.toAbsolutePath();
    for (int links = 0; links <= MOST_LINKS; links++) {
      Path here = folderFollowed(at);
      OptionalInt descriptor = descriptor(here);
      if (descriptor.isPresent() || !Files.isSymbolicLink(here)) {
        return new Location(here, descriptor);
      }
      at = here.resolveSibling(Files.readSymbolicLink(here));
    }
    throw new FileSystemLoopException(named.toString());
  }

  /** The path with the links of its folders followed; folders that are missing stay as they are. */
  private static Path folderFollowed(Path at) throws IOException {
    Path name = at.getFileName();
    if (name == null || name.toString().equals("..") || name.toString().equals(".")) {
      return at.toRealPath();
    }
    try {
      return at.getParent().toRealPath().resolve(name);
    } catch (NoSuchFileException e) {
      return folderFollowed(at.getParent()).resolve(name);
    }
  }

  private static OptionalInt descriptor(Path path) {
    Matcher matcher = DESCRIPTOR.matcher(path.toString());
    boolean isOwn =
        matcher.matches()
            && (matcher.group(1) == null
                || matcher.group(1).equals(String.valueOf(ProcessHandle.current().pid())));
    return isOwn ? OptionalInt.of(Integer.parseInt(matcher.group(2))) : OptionalInt.empty();
  }

  /** Whether it is standard input, output or error. */
  boolean isStandard() {
    return descriptor.isPresent() && descriptor.getAsInt() <= 2;
  }

  /** Whether nothing that is written there is kept. */
  boolean isNowhere() {
    return real.equals(NOWHERE);
  }

  /** Whether writing streams: to what is open, to a device or to a pipe. */
  boolean isStream() {
    return descriptor.isPresent()
        || Files.exists(real) && !Files.isRegularFile(real) && !Files.isDirectory(real);
  }

  /** Whether both are one file, by their paths or as hard links. */
  boolean isSame(Location other) throws IOException {
    if (descriptor.isPresent() || other.descriptor.isPresent()) {
      return descriptor.equals(other.descriptor);
    }
    return real.equals(other.real)
        || Files.exists(real) && Files.exists(other.real) && Files.isSameFile(real, other.real);
  }
}
