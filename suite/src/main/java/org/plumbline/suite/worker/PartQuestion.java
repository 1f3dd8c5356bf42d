package org.plumbline.suite.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * A question whose parts are searched elsewhere.
 *
 * @param main class of the workers, which calls {@link PartServer#serve}
 * @param arguments as on the command line
 * @param files that it reads, as the command line names them
 */
public record PartQuestion(String main, List<String> arguments, List<Path> files) {
  /** Copies the lists. */
  public PartQuestion {
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
  }
}
