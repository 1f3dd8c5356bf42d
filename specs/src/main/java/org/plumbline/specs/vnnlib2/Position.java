package org.plumbline.specs.vnnlib2;

/**
 * Where something stands in its file. It is no part of what is said: two documents that say the
 * same are equal, wherever their lines break, and so any two positions are.
 *
 * @param line 1-based
 * @param column 1-based, in bytes
 */
public record Position(int line, int column) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Position;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
