package org.plumbline.cli.options;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this Plumbline is started in a process of its own, in a Java like this one. */
public final class OwnProgram {
  private static final String MAIN = "org.plumbline.cli.Plumbline";

  private OwnProgram() {}

  /** The program and its options; what Plumbline is to do follows. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X"))
        .forEach(words::add);
    words.addAll(List.of("-cp", classPath(), MAIN));
    return words;
  }

  /**
   * By canonical paths: the launcher of a release names its jars by a file descriptor, which no
   * other process has.
   */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try {
        entries.add(new File(entry).getCanonicalPath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
