package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.Window;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * The attributes that convolution and pooling share: strides, dilations, padding. Images have the
 * shape [batch, channels, height, width]; signals [batch, channels, width] count as images of
 * height one; volumes [1, channels, depth, height, width] are {@link VolumeWindow}'s.
 */
final class WindowGeometry {
  private final Call call;
  private final int[] extents;
  private final int[] strides;
  private final int[] dilations;
  private final int[] pads;
  private final String padding;

  private WindowGeometry(Call call, Value.Variable x) {
    this.call = call;
    int axes = x.rank() - 2;
    if (axes < 1 || axes > 3 || axes == 3 && x.shape()[0] != 1) {
      throw call.refuse(
          "input of shape "
              + Shapes.text(x.shape())
              + "; supported are one to three spatial axes, and a batch of one for three");
    }
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    this.extents = Arrays.copyOfRange(x.shape(), 2, x.rank());
    this.strides = positive("strides", ones);
    this.dilations = positive("dilations", ones);
    this.padding = call.attributes.text("auto_pad", "NOTSET");
    this.pads = call.attributes.integers("pads", new int[2 * axes]);
    for (int pad : pads) {
      if (pad < 0 || pads.length != 2 * axes) {
        throw call.refuse("pads " + Shapes.text(pads));
      }
      if (pad != 0 && !padding.equals("NOTSET")) {
        throw call.refuse("pads " + Shapes.text(pads) + " together with auto_pad " + padding);
      }
    }
  }

  private int[] positive(String name, int[] otherwise) {
    int[] values = call.attributes.integers(name, otherwise);
    for (int value : values) {
      if (value < 1 || values.length != otherwise.length) {
        throw call.refuse(name + " " + Shapes.text(values));
      }
    }
    return values;
  }

  /** The window that slides over an image. */
  static Window sliding(Call call, Value.Variable x, int[] taps, boolean isCeiling) {
    WindowGeometry geometry = new WindowGeometry(call, x);
    VolumeWindow window = geometry.sliding(taps, isCeiling);
    return geometry.window(geometry.extents, window.out(), taps, window.before());
  }

  /** The same over any number of axes. */
  static VolumeWindow overVolume(Call call, Value.Variable x, int[] taps, boolean isCeiling) {
    return new WindowGeometry(call, x).sliding(taps, isCeiling);
  }

  private void requireTaps(int[] taps) {
    for (int tap : taps) {
      if (tap < 1 || taps.length != extents.length) {
        throw call.refuse("a kernel of shape " + Shapes.text(taps));
      }
    }
    int[] declared = call.attributes.integers("kernel_shape", taps);
    if (!Arrays.equals(declared, taps)) {
      throw call.refuse("kernel_shape " + Shapes.text(declared) + " for " + Shapes.text(taps));
    }
  }

  private VolumeWindow sliding(int[] taps, boolean isCeiling) {
    requireTaps(taps);
    int[] out = new int[extents.length];
    int[] before = new int[extents.length];
    for (int d = 0; d < out.length; d++) {
      int span = Math.addExact(Math.multiplyExact(taps[d] - 1, dilations[d]), 1);
      int after = 0;
      switch (padding) {
        case "NOTSET" -> {
          before[d] = pads[d];
          after = pads[out.length + d];
        }
        case "VALID" -> {}
        case "SAME_UPPER", "SAME_LOWER" -> {
          int windows = (extents[d] - 1) / strides[d] + 1;
          int total = sameTotal((windows - 1) * strides[d] + span - extents[d]);
          before[d] = padding.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          after = total - before[d];
        }
        default -> throw call.refuse("auto_pad " + padding);
      }
      out[d] = windows(d, span, before[d], after, isCeiling);
    }
    return new VolumeWindow(extents, out, taps, strides, dilations, before);
  }

  /**
   * Where windows skip the ends of an axis, the standard pads a pool by a number below 0, and
   * runtimes move its windows or refuse; convolutions are not padded.
   */
  private int sameTotal(int total) {
    if (total < 0 && !call.node.operator().equals("Conv")) {
      throw call.refuse(
          "auto_pad " + padding + " that comes to " + total + " elements; give pads instead");
    }
    return Math.max(0, total);
  }

  private int windows(int d, int span, int before, int after, boolean isCeiling) {
    long padded = (long) extents[d] + before;
    long room = padded + after - span;
    if (room < 0) {
      throw call.refuse("a window of " + span + " on an axis of " + extents[d]);
    }
    long windows = (isCeiling ? (room + strides[d] - 1) / strides[d] : room / strides[d]) + 1;
    boolean startsBeyond = isCeiling && (windows - 1) * strides[d] >= padded;
    return Math.toIntExact(startsBeyond ? windows - 1 : windows);
  }

  private Window window(int[] in, int[] out, int[] taps, int[] before) {
    boolean isSignal = in.length == 1;
    int w = in.length - 1;
    return new Window(
        isSignal ? 1 : in[0],
        in[w],
        isSignal ? 1 : out[0],
        out[w],
        isSignal ? 1 : taps[0],
        taps[w],
        isSignal ? 1 : strides[0],
        strides[w],
        isSignal ? 1 : dilations[0],
        dilations[w],
        isSignal ? 0 : before[0],
        before[w]);
  }

  /** The window of the convolution of which a ConvTranspose from x is the transpose. */
  static Window transposed(Call call, Value.Variable x, int[] taps) {
    WindowGeometry geometry = new WindowGeometry(call, x);
    VolumeWindow window = geometry.transposed(taps);
    return geometry.window(window.in(), geometry.extents, taps, window.before());
  }

  /** The same over any number of axes. */
  static VolumeWindow transposedOverVolume(Call call, Value.Variable x, int[] taps) {
    return new WindowGeometry(call, x).transposed(taps);
  }

  private VolumeWindow transposed(int[] taps) {
    requireTaps(taps);
    int axes = extents.length;
    int[] extra = call.attributes.integers("output_padding", new int[axes]);
    int[] wanted = call.attributes.integers("output_shape");
    int[] image = new int[axes];
    int[] before = new int[axes];
    for (int d = 0; d < axes; d++) {
      if (extra.length != axes || extra[d] < 0 || wanted.length != 0 && wanted.length != axes) {
        throw call.refuse(
            "output_padding " + Shapes.text(extra) + ", output_shape " + Shapes.text(wanted));
      }
      int full =
          Math.toIntExact(
              (extents[d] - 1L) * strides[d] + (taps[d] - 1L) * dilations[d] + 1 + extra[d]);
      if (wanted.length != 0 || padding.startsWith("SAME_")) {
        image[d] = wanted.length != 0 ? wanted[d] : extents[d] * strides[d];
        int total = full - image[d];
        if (total < 0) {
          throw call.refuse("an output wider than its windows reach on axis " + d);
        }
        before[d] = padding.equals("SAME_UPPER") ? total / 2 : total - total / 2;
      } else if (padding.equals("NOTSET")) {
        before[d] = pads[d];
        image[d] = full - pads[d] - pads[axes + d];
      } else {
        throw call.refuse("auto_pad " + padding);
      }
      if (image[d] < 1) {
        throw call.refuse("pads that leave nothing of axis " + d);
      }
    }
    return new VolumeWindow(image, extents, taps, strides, dilations, before);
  }

  /** The shape of an image, or of a signal if it came from one. */
  static int[] shape(Value.Variable x, int channels, int height, int width) {
    int batch = x.shape()[0];
    return x.rank() == 3
        ? new int[] {batch, channels, width}
        : new int[] {batch, channels, height, width};
  }
}
