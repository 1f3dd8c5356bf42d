package org.plumbline.reference.file;

/**
 * A declared dimension.
 *
 * @param size its size, or −1 if the file leaves it open
 * @param symbol the name that the file gives to an open one, or empty
 */
public record Dimension(long size, String symbol) {
  public boolean isOpen() {
    return size < 0;
  }

  @Override
  public String toString() {
    return isOpen() ? symbol.isEmpty() ? "?" : symbol : Long.toString(size);
  }
}
