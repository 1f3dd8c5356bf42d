package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;

/** Convolutions and their transposes. */
final class ConvolutionNodes {
  private ConvolutionNodes() {}

  /** An image or a signal, {@code [1, channels, …]}, of float32 most often. */
  static Operand image(Sketch s) {
    ElementType type = s.draw.oneIn(6) ? s.realType() : ElementType.FLOAT;
    return s.find(v -> v.type() == type && isImage(v)).orElseGet(() -> reshaped(s, type));
  }

  private static boolean isImage(Signature value) {
    return value.rank() >= 3 && value.rank() <= 4 && value.extent(0) == 1;
  }

  private static Operand reshaped(Sketch s, ElementType type) {
    Operand x = s.of(type);
    int[] inner = ReshapeNodes.factors(s.draw, x.count(), s.draw.between(2, 3));
    int[] shape = new int[inner.length + 1];
    shape[0] = 1;
    System.arraycopy(inner, 0, shape, 1, inner.length);
    return ReshapeNodes.to(s, x, shape);
  }

  static void conv(Sketch s) {
    Operand x = image(s);
    SlidingWindow window = SlidingWindow.draw(s.draw, x, true);
    int groups = s.draw.oneIn(3) ? x.extent(1) : 1;
    conv(s, x, window, groups, groups * s.draw.between(1, groups > 1 ? 2 : 3));
  }

  /** With as many channels as runtimes compute at once, for which they change layouts. */
  static void wideConv(Sketch s) {
    Operand x = image(s);
    SlidingWindow window = SlidingWindow.draw(s.draw, x, true);
    conv(s, x, window, 1, s.draw.oneOf(8, 16, 16, 32));
  }

  private static void conv(Sketch s, Operand x, SlidingWindow window, int groups, int channels) {
    Signature result = x.signature().shaped(window.result(x, channels, false));
    if (result.count() <= Sketch.MOST) {
      int[] kernel = window.kernel(channels, x.extent(1) / groups);
      node(s, "Conv", result, x, kernel);
      describe(s, window, groups);
    }
  }

  private static void node(Sketch s, String operator, Signature result, Operand x, int[] kernel) {
    Operand weights = s.constant(x.signature().shaped(kernel));
    Operand bias = s.draw.coin() ? s.constant(x.signature().shaped(result.extent(1))) : null;
    s.node(operator, result, x, weights, bias);
  }

  private static void describe(Sketch s, SlidingWindow window, int groups) {
    window.describe(s, true);
    if (groups != 1 || s.draw.oneIn(4)) {
      s.with("group", groups);
    }
    if (s.draw.coin()) {
      s.with("kernel_shape", window.taps());
    }
  }

  static void convTranspose(Sketch s) {
    Operand x = image(s);
    SlidingWindow window = SlidingWindow.draw(s.draw, x, true);
    int groups = s.draw.oneIn(3) ? x.extent(1) : 1;
    int perGroup = s.draw.between(1, 2);
    int[] extra = new int[window.axes()];
    Arrays.setAll(extra, d -> s.draw.oneIn(3) ? s.draw.between(0, window.strides()[d] - 1) : 0);
    int[] shape = image(window, x, groups * perGroup, extra);
    if (shape == null || x.signature().shaped(shape).count() > Sketch.MOST) {
      return;
    }
    int[] kernel = window.kernel(x.extent(1), perGroup);
    node(s, "ConvTranspose", x.signature().shaped(shape), x, kernel);
    describe(s, window, groups);
    if (Arrays.stream(extra).anyMatch(v -> v > 0)) {
      s.with("output_padding", extra);
    }
    if (window.isSame() && s.draw.oneIn(3)) {
      s.with("output_shape", Arrays.copyOfRange(shape, 2, shape.length));
    }
  }

  /** The shape of the image that a transposed convolution makes, or null if it makes none. */
  private static int[] image(SlidingWindow window, Operand x, int channels, int[] extra) {
    int[] shape = x.shape().clone();
    shape[1] = channels;
    for (int d = 0; d < window.axes(); d++) {
      int steps = (x.extent(d + 2) - 1) * window.strides()[d];
      int full = steps + window.span(d) + extra[d];
      int pads = window.pads()[d] + window.pads()[window.axes() + d];
      shape[d + 2] = window.isSame() ? x.extent(d + 2) * window.strides()[d] : full - pads;
      if (shape[d + 2] < 1 || shape[d + 2] > full) {
        return null;
      }
    }
    return shape;
  }
}
