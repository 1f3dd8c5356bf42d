package org.plumbline.suite;

/**
 * Where something stands.
 *
 * @param file as it was named, relative to the folder of the suite file where it is below that
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
