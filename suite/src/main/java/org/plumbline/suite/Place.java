package org.plumbline.suite;

/**
 * Where something stands in a suite file.
 *
 * @param file a path from the working folder: the suite file as it was named, or an included one by
 *     the folder of the file that includes it
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {
  /** As {@code file:line:column}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
