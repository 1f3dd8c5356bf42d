package org.plumbline.specs.robustness;

/**
 * An 8-bit image.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param levels {@code [height × width × channels]}, unsigned
 */
record Pixels(int width, int height, int channels, byte[] levels) {
  /** Most pixels of an image. */
  static final int MAX_AREA = 1 << 24;
}
