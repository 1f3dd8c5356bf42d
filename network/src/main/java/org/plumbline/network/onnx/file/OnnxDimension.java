package org.plumbline.network.onnx.file;

/**
 * One axis of a declared shape.
 *
 * @param extent at least 1, or anything less where the file leaves it open
 * @param symbol its name where it is left open, or empty
 */
public record OnnxDimension(long extent, String symbol) {
  public boolean isOpen() {
    return extent < 1;
  }

  @Override
  public String toString() {
    return isOpen() && !symbol.isEmpty() ? symbol : Long.toString(extent);
  }
}
