package org.plumbline.reference.kernel;

import java.util.Arrays;
import java.util.Set;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.Shape;

/** Reads where the window of a convolution or a pool lies from the attributes of a node. */
public final class WindowReader {
  /** Attributes that not every operator or version has. */
  public enum Option {
    DILATIONS,
    CEIL_MODE,
    /** Dilated windows may have SAME padding; in pools ONNX Runtime differs from the standard. */
    DILATED_SAME,
    /** SAME padding below 0 is none; in pools ONNX Runtime 1.29 moves the windows, 1.32 refuses. */
    SKIPPING_SAME
  }

  private final int opset;
  private final int[] in;
  private final int[] kernel;
  private final int[] strides;
  private final int[] dilations;
  private final int[] begin;
  private final int[] end;
  private final int[] out;
  private final boolean ceils;
  private final boolean maySkip;
  private final String auto;

  private WindowReader(Call call, Shape x, int[] kernel, Set<Option> options) {
    this.opset = call.opset();
    this.in = spatial(x);
    this.kernel = kernel;
    int n = in.length;
    if (kernel.length != n) {
      throw new ReferenceException("a kernel of " + kernel.length + " axes for a tensor of " + x);
    }
    this.strides = perAxis(call, "strides", n, 1, 1);
    boolean hasDilations = options.contains(Option.DILATIONS);
    this.dilations = hasDilations ? perAxis(call, "dilations", n, 1, 1) : ones(n);
    this.ceils = options.contains(Option.CEIL_MODE) && call.attributes.flag("ceil_mode", false);
    this.maySkip = options.contains(Option.SKIPPING_SAME);
    int[] pads = perAxis(call, "pads", 2 * n, 0, 0);
    this.auto = auto(call, pads);
    this.begin = Arrays.copyOf(pads, n);
    this.end = Arrays.copyOfRange(pads, n, 2 * n);
    this.out = new int[n];
    if (auto.startsWith("SAME")
        && !options.contains(Option.DILATED_SAME)
        && Arrays.stream(dilations).anyMatch(d -> d != 1)) {
      throw new ReferenceException(
          "auto_pad " + auto + " with dilations: ONNX Runtime differs from the standard");
    }
  }

  /** Reads the attributes of a convolution or a pool. */
  public static Window read(Call call, Shape x, int[] kernel, Set<Option> options) {
    WindowReader reader = new WindowReader(call, x, kernel, options);
    for (int axis = 0; axis < reader.in.length; axis++) {
      if (reader.auto.startsWith("SAME")) {
        reader.padToSame(axis);
      } else {
        reader.count(axis);
      }
    }
    return new Window(
        reader.in,
        reader.kernel,
        reader.strides,
        reader.dilations,
        reader.begin,
        reader.end,
        reader.out);
  }

  /** The spatial dimensions of a tensor N × C × D₁ × … × Dₙ. */
  public static int[] spatial(Shape shape) {
    if (shape.rank() < 3) {
      throw new ReferenceException("a tensor of shape " + shape + " has no spatial axes");
    }
    return Arrays.copyOfRange(shape.dims(), 2, shape.rank());
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * One number per spatial axis from an attribute.
   *
   * @param otherwise what each is if the attribute is missing
   */
  public static int[] perAxis(Call call, String name, int count, int least, int otherwise) {
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

  /** The attribute auto_pad, which excludes pads. */
  public static String auto(Call call, int[] pads) {
    String auto = call.attributes.choice("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
    if (!auto.equals("NOTSET") && Arrays.stream(pads).anyMatch(pad -> pad != 0)) {
      throw new ReferenceException("attributes auto_pad and pads are both given");
    }
    return auto;
  }

  /** How far a dilated kernel reaches. */
  public static int extent(int kernel, int dilation) {
    long extent = (kernel - 1L) * dilation + 1;
    if (kernel < 1 || extent > 1 << 28) {
      throw new ReferenceException("a kernel of size " + kernel + " with dilation " + dilation);
    }
    return (int) extent;
  }

  /** As many positions as the input has strides. */
  private void padToSame(int axis) {
    out[axis] = (int) ((in[axis] + strides[axis] - 1L) / strides[axis]);
    int extent = extent(kernel[axis], dilations[axis]);
    long needed = (out[axis] - 1L) * strides[axis] + extent - in[axis];
    if (needed < 0 && !maySkip) {
      throw new ReferenceException(
          "auto_pad "
              + auto
              + " comes to "
              + needed
              + " elements, which runtimes read differently");
    }
    long total = Math.max(0, needed);
    begin[axis] = Math.toIntExact(auto.equals("SAME_UPPER") ? total / 2 : total - total / 2);
    end[axis] = Math.toIntExact(total - begin[axis]);
  }

  private void count(int axis) {
    long before = (long) in[axis] + begin[axis];
    long room = before + end[axis] - extent(kernel[axis], dilations[axis]);
    int stride = strides[axis];
    if (room < 0) {
      throw new ReferenceException("the window is larger than the padded input");
    }
    if (ceils && auto.equals("VALID") && room % stride != 0) {
      throw new ReferenceException(
          "auto_pad VALID with ceil_mode: ONNX Runtime differs from the standard");
    }
    long count = (ceils ? (room + stride - 1) / stride : room / stride) + 1;
    out[axis] = Math.toIntExact(ceils ? startingInside(count, stride, before) : count);
  }

  /** From opset 22 on, windows that would start in the right padding are left out. */
  private long startingInside(long count, int stride, long before) {
    if ((count - 1) * stride < before) {
      return count;
    }
    if (opset < 22) {
      throw new ReferenceException(
          "with ceil_mode a window starts in the padding: ONNX Runtime leaves it out, which the"
              + " standard says from opset 22 on");
    }
    return count - 1;
  }
}
