package org.plumbline.reference;

import java.util.Arrays;
import java.util.Set;

/**
 * Where a window that slides over the spatial axes of a tensor N × C × D₁ × … × Dₙ lies: position p
 * and tap k along an axis are at {@code p·stride + k·dilation − begin}. Source: Conv, AveragePool
 * and MaxPool of docs/Operators.md.
 */
final class Window {
  /** Attributes that not every operator or version has. */
  enum Option {
    DILATIONS,
    CEIL_MODE,
    /** Dilated windows may have SAME padding; in pools ONNX Runtime differs from the standard. */
    DILATED_SAME
  }

  private final int[] in;
  private final int[] kernel;
  private final int[] strides;
  private final int[] dilations;
  private final int[] begin;
  private final int[] end;
  private final int[] out;
  private final int taps;
  private final int positions;
  private final int inputs;

  private Window(
      int[] in, int[] kernel, int[] strides, int[] dilations, int[] begin, int[] end, int[] out) {
    this.in = in;
    this.kernel = kernel;
    this.strides = strides;
    this.dilations = dilations;
    this.begin = begin;
    this.end = end;
    this.out = out;
    this.taps = Shape.of(kernel).size();
    this.positions = Shape.of(out).size();
    this.inputs = Shape.of(in).size();
  }

  /** A window without options, whose positions are given. */
  static Window of(int[] in, int[] kernel, int[] strides, int[] dilations, int[] begin, int[] out) {
    return new Window(in, kernel, strides, dilations, begin, new int[in.length], out);
  }

  /** The spatial dimensions of a tensor N × C × D₁ × … × Dₙ. */
  static int[] spatial(Shape shape) {
    if (shape.rank() < 3) {
      throw new ReferenceException("a tensor of shape " + shape + " has no spatial axes");
    }
    return Arrays.copyOfRange(shape.dims(), 2, shape.rank());
  }

  /** One number per spatial axis from an attribute, at least {@code least}; 1 by default. */
  static int[] perAxis(Call call, String name, int count, int least, int otherwise) {
    long[] given = call.attributes.optionalIntegers(name);
    int[] result = new int[count];
    Arrays.fill(result, otherwise);
    if (given == null) {
      return result;
    }
    if (given.length != count || Arrays.stream(given).anyMatch(v -> v < least || v > 1 << 24)) {
      throw new ReferenceException(
          "attribute " + name + " is " + Arrays.toString(given) + " for " + count + " numbers");
    }
    return Arrays.stream(given).mapToInt(v -> (int) v).toArray();
  }

  /** Reads the attributes of a convolution or a pool. */
  static Window read(Call call, Shape x, int[] kernel, Set<Option> options) {
    int[] in = spatial(x);
    int n = in.length;
    int[] strides = perAxis(call, "strides", n, 1, 1);
    int[] dilations = new int[n];
    Arrays.fill(dilations, 1);
    if (options.contains(Option.DILATIONS)) {
      dilations = perAxis(call, "dilations", n, 1, 1);
    }
    boolean ceils = options.contains(Option.CEIL_MODE) && call.attributes.flag("ceil_mode", false);
    String auto = call.attributes.choice("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
    int[] pads = perAxis(call, "pads", 2 * n, 0, 0);
    if (!auto.equals("NOTSET") && Arrays.stream(pads).anyMatch(pad -> pad != 0)) {
      throw new ReferenceException("attributes auto_pad and pads are both given");
    }
    if (auto.startsWith("SAME")
        && !options.contains(Option.DILATED_SAME)
        && Arrays.stream(dilations).anyMatch(d -> d != 1)) {
      throw new ReferenceException(
          "auto_pad " + auto + " with dilations: ONNX Runtime differs from the standard");
    }
    int[] begin = Arrays.copyOf(pads, n);
    int[] end = Arrays.copyOfRange(pads, n, 2 * n);
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      int extent = extent(kernel[i], dilations[i]);
      if (auto.startsWith("SAME")) {
        out[i] = (int) ((in[i] + strides[i] - 1L) / strides[i]);
        long total = Math.max(0, (out[i] - 1L) * strides[i] + extent - in[i]);
        begin[i] = Math.toIntExact(auto.equals("SAME_UPPER") ? total / 2 : total - total / 2);
        end[i] = Math.toIntExact(total - begin[i]);
      } else {
        out[i] = count((long) in[i] + begin[i] + end[i] - extent, strides[i], ceils, auto);
        out[i] = startingInside(call, out[i], strides[i], (long) in[i] + begin[i], ceils);
      }
    }
    return new Window(in, kernel, strides, dilations, begin, end, out);
  }

  /** How far a dilated kernel reaches. */
  static int extent(int kernel, int dilation) {
    long extent = (kernel - 1L) * dilation + 1;
    if (kernel < 1 || extent > 1 << 28) {
      throw new ReferenceException("a kernel of size " + kernel + " with dilation " + dilation);
    }
    return (int) extent;
  }

  private static int count(long room, int stride, boolean ceils, String auto) {
    if (room < 0) {
      throw new ReferenceException("the window is larger than the padded input");
    }
    if (ceils && auto.equals("VALID") && room % stride != 0) {
      throw new ReferenceException(
          "auto_pad VALID with ceil_mode: ONNX Runtime differs from the standard");
    }
    return Math.toIntExact((ceils ? (room + stride - 1) / stride : room / stride) + 1);
  }

  /** From opset 22 on, windows that would start in the right padding are left out. */
  private static int startingInside(Call call, int out, int stride, long before, boolean ceils) {
    if (!ceils || (out - 1L) * stride < before) {
      return out;
    }
    if (call.opset() < 22) {
      throw new ReferenceException(
          "with ceil_mode a window starts in the padding: ONNX Runtime leaves it out, which the"
              + " standard says from opset 22 on");
    }
    return out - 1;
  }

  /** The shape of a result with so many channels. */
  Shape result(int batch, int channels) {
    return withChannels(batch, channels, out);
  }

  static Shape withChannels(int batch, int channels, int[] out) {
    long[] dims = new long[2 + out.length];
    dims[0] = batch;
    dims[1] = channels;
    for (int i = 0; i < out.length; i++) {
      dims[2 + i] = out[i];
    }
    return Shape.of(dims);
  }

  /** The number of elements of the window. */
  int taps() {
    return taps;
  }

  /** The number of places that the window takes. */
  int positions() {
    return positions;
  }

  /** The number of elements of the spatial axes of the input. */
  int inputs() {
    return inputs;
  }

  /**
   * The spatial index of what tap k sees at position p, at {@code k·positions + p}; −1 for padding.
   */
  int[] table(Call call) {
    call.budget().claim((long) taps * positions);
    int[] table = {0};
    int tapsDone = 1;
    int placesDone = 1;
    for (int axis = 0; axis < in.length; axis++) {
      int[] next = new int[table.length * kernel[axis] * out[axis]];
      for (int tap = 0; tap < tapsDone * kernel[axis]; tap++) {
        for (int position = 0; position < placesDone * out[axis]; position++) {
          int outer = table[tap / kernel[axis] * placesDone + position / out[axis]];
          int inner = at(axis, position % out[axis], tap % kernel[axis]);
          boolean isPadding = outer < 0 || inner < 0 || inner >= in[axis];
          next[tap * placesDone * out[axis] + position] = isPadding ? -1 : outer * in[axis] + inner;
        }
      }
      table = next;
      tapsDone *= kernel[axis];
      placesDone *= out[axis];
    }
    return table;
  }

  private int at(int axis, int position, int tap) {
    return position * strides[axis] + tap * dilations[axis] - begin[axis];
  }

  /** How many taps lie in the input or its padding, at each position. */
  int[] paddedCounts() {
    int[] counts = {1};
    for (int axis = 0; axis < in.length; axis++) {
      int[] next = new int[counts.length * out[axis]];
      for (int i = 0; i < next.length; i++) {
        int inside = 0;
        for (int tap = 0; tap < kernel[axis]; tap++) {
          inside += at(axis, i % out[axis], tap) < in[axis] + end[axis] ? 1 : 0;
        }
        next[i] = counts[i / out[axis]] * inside;
      }
      counts = next;
    }
    return counts;
  }
}
