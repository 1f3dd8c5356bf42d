package org.plumbline.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * A suite file that was read.
 *
 * @param path absolute
 * @param name how it was named, for messages and reports
 * @param sha256 of its bytes and of those that it includes, in order; hexadecimal
 * @param included files that it includes, and what these include, as they were read; absolute
 */
public record SuiteFile(Path path, String name, String sha256, List<Path> included) {
  /** Copies the list. */
  public SuiteFile {
    included = List.copyOf(included);
  }
}
