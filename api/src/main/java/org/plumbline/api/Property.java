package org.plumbline.api;

import java.nio.file.Path;

/** What is asked about a network. */
public sealed interface Property permits VnnLib, LocalRobustness {
  /**
   * Reads a property.
   *
   * @param file VNN-LIB, plain or gzipped
   * @return the property, not yet parsed
   * @throws UnreadableInputException if it is missing, unreadable or larger than a GiB
   */
  static VnnLib read(Path file) {
    return VnnLib.read(file);
  }
}
