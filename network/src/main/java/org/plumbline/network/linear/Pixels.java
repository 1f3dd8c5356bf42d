package org.plumbline.network.linear;

import java.util.BitSet;

/**
 * A rectangle of pixels of a channel-first image, on all channels.
 *
 * @param top first row
 * @param left first column
 */
public record Pixels(int top, int left, int height, int width) {

  /** The smallest rectangle around some neurons of an image; they must not be none. */
  public static Pixels around(BitSet neurons, int imageHeight, int imageWidth) {
    int top = imageHeight;
    int left = imageWidth;
    int bottom = -1;
    int right = -1;
    for (int i = neurons.nextSetBit(0); i >= 0; i = neurons.nextSetBit(i + 1)) {
      int row = i / imageWidth % imageHeight;
      int column = i % imageWidth;
      top = Math.min(top, row);
      left = Math.min(left, column);
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
    }
    return new Pixels(top, left, bottom - top + 1, right - left + 1);
  }

  /** The rectangle that exactly these neurons are, on all channels. */
  static Pixels of(int[] neurons, int channels, int imageHeight, int imageWidth) {
    BitSet set = new BitSet(channels * imageHeight * imageWidth);
    for (int i : neurons) {
      set.set(i);
    }
    Pixels pixels = around(set, imageHeight, imageWidth);
    if (neurons.length != channels * pixels.height * pixels.width) {
      throw new IllegalArgumentException("not all channels of a rectangle of pixels");
    }
    return pixels;
  }

  /** Adds the neurons of the rectangle on all channels. */
  public void addTo(BitSet neurons, int channels, int imageHeight, int imageWidth) {
    for (int c = 0; c < channels; c++) {
      for (int row = top; row < top + height; row++) {
        int line = (c * imageHeight + row) * imageWidth + left;
        neurons.set(line, line + width);
      }
    }
  }

  /** The input pixels that these output pixels of a window see; empty where all is padding. */
  public Pixels seenThrough(Window w) {
    int firstRow = Math.max(0, w.inRow(top, 0));
    int firstColumn = Math.max(0, w.inColumn(left, 0));
    int lastRow = Math.min(w.inHeight() - 1, w.inRow(top + height - 1, w.kernelHeight() - 1));
    int lastColumn = Math.min(w.inWidth() - 1, w.inColumn(left + width - 1, w.kernelWidth() - 1));
    return new Pixels(
        firstRow,
        firstColumn,
        Math.max(0, lastRow - firstRow + 1),
        Math.max(0, lastColumn - firstColumn + 1));
  }

  boolean contains(Pixels other) {
    return other.height == 0
        || other.width == 0
        || other.top >= top
            && other.left >= left
            && other.top + other.height <= top + height
            && other.left + other.width <= left + width;
  }
}
