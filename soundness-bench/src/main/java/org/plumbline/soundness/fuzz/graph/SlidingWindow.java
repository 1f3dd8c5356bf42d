package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;

/**
 * A window that slides over the spatial axes of an image.
 *
 * @param pads before each axis, then after each; zero unless {@code padding} is {@code NOTSET}
 * @param padding the attribute {@code auto_pad}
 */
record SlidingWindow(int[] taps, int[] strides, int[] dilations, int[] pads, String padding) {

  static SlidingWindow draw(Draw draw, Operand x, boolean mayDilate) {
    int axes = x.rank() - 2;
    String padding = draw.oneOf("NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
    boolean isFree = padding.equals("NOTSET");
    SlidingWindow window =
        new SlidingWindow(new int[axes], new int[axes], new int[axes], new int[2 * axes], padding);
    for (int d = 0; d < axes; d++) {
      int extent = x.extent(d + 2);
      window.taps[d] = draw.between(1, Math.min(4, extent));
      window.strides[d] = draw.oneOf(1, 1, 2, 3);
      boolean fits = (window.taps[d] - 1) * 2 < extent;
      boolean isUsual = !padding.startsWith("SAME") || draw.oneIn(6);
      window.dilations[d] = mayDilate && fits && isUsual ? draw.oneOf(1, 1, 2) : 1;
      window.pads[d] = isFree ? draw.between(0, window.taps[d] - 1) : 0;
      window.pads[axes + d] = isFree ? draw.between(0, window.taps[d] - 1) : 0;
    }
    return window;
  }

  int axes() {
    return taps.length;
  }

  boolean isSame() {
    return padding.startsWith("SAME");
  }

  int span(int d) {
    return (taps[d] - 1) * dilations[d] + 1;
  }

  private int windows(int extent, int d, boolean isCeiling) {
    if (isSame()) {
      return (extent - 1) / strides[d] + 1;
    }
    int room = extent + pads[d] + pads[axes() + d] - span(d);
    int windows = (isCeiling ? (room + strides[d] - 1) / strides[d] : room / strides[d]) + 1;
    boolean startsBeyond = isCeiling && (windows - 1) * strides[d] >= extent + pads[d];
    return startsBeyond ? windows - 1 : windows;
  }

  /** The shape of what it makes of an image. */
  int[] result(Operand x, int channels, boolean isCeiling) {
    int[] shape = x.shape().clone();
    shape[1] = channels;
    for (int d = 0; d < axes(); d++) {
      shape[d + 2] = windows(x.extent(d + 2), d, isCeiling);
    }
    return shape;
  }

  /** A kernel over its taps. */
  int[] kernel(int first, int second) {
    int[] kernel = new int[axes() + 2];
    kernel[0] = first;
    kernel[1] = second;
    System.arraycopy(taps, 0, kernel, 2, axes());
    return kernel;
  }

  /** Gives its attributes to the last node; now and then those that say what is the default. */
  void describe(Sketch s, boolean hasDilations) {
    if (!padding.equals("NOTSET") || s.draw.oneIn(8)) {
      s.with("auto_pad", padding);
    }
    if (isAnyOther(pads, 0) || padding.equals("NOTSET") && s.draw.coin()) {
      s.with("pads", pads);
    }
    if (isAnyOther(strides, 1) || s.draw.coin()) {
      s.with("strides", strides);
    }
    if (isAnyOther(dilations, 1) || hasDilations && s.draw.oneIn(4)) {
      s.with("dilations", dilations);
    }
  }

  private static boolean isAnyOther(int[] values, int usual) {
    return Arrays.stream(values).anyMatch(value -> value != usual);
  }
}
