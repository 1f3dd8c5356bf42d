package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Pooling over one to three spatial axes. */
final class PoolLowering {
  private PoolLowering() {}

  /**
   * Means of windows. The divisor counts the taps inside the image, or with {@code
   * count_include_pad} those inside the padded image.
   */
  static Value averagePool(Call call) {
    Value.Variable x = call.variable(0);
    boolean includesPad = call.attributes.flag("count_include_pad", false);
    boolean isCeiling = call.opset() >= 10 && call.attributes.flag("ceil_mode", false);
    if (includesPad && isCeiling) {
      throw call.refuse("count_include_pad together with ceil_mode");
    }
    if (call.opset() < 19 && call.attributes.has("dilations")) {
      throw call.refuse("dilations before operator set 19");
    }
    requireAgreement(call);
    if (x.rank() == 5) {
      VolumeWindow window = WindowGeometry.overVolume(call, x, taps(call), isCeiling);
      int divisor = includesPad ? Shapes.count(window.taps()) : 0;
      WindowMembers members = window.members(call, channels(x));
      return average(call, x, members, divisor, window.shape(x.shape()[1]));
    }
    Window window = WindowGeometry.sliding(call, x, taps(call), isCeiling);
    return average(call, x, window, includesPad);
  }

  /** The standard pads for the window as it is dilated, ONNX Runtime as if it were not. */
  private static void requireAgreement(Call call) {
    boolean isSame = call.attributes.text("auto_pad", "NOTSET").startsWith("SAME_");
    int[] dilations = call.attributes.integers("dilations");
    if (isSame && Arrays.stream(dilations).anyMatch(d -> d != 1)) {
      throw call.refuse(
          "auto_pad SAME together with dilations "
              + Shapes.text(dilations)
              + ", of which runtimes and the standard make different pads; give pads instead");
    }
  }

  private static int[] taps(Call call) {
    if (!call.attributes.has("kernel_shape")) {
      throw call.refuse("attribute kernel_shape is missing");
    }
    return call.attributes.integers("kernel_shape");
  }

  static Value globalAveragePool(Call call) {
    Value.Variable x = call.variable(0);
    return average(call, x, wholeImage(call, x), false);
  }

  private static Window wholeImage(Call call, Value.Variable x) {
    if (x.rank() < 3) {
      throw call.refuse("input of shape " + Shapes.text(x.shape()));
    }
    int[] spatial = Arrays.copyOfRange(x.shape(), 2, x.rank());
    int pixels = Shapes.count(spatial);
    return new Window(1, pixels, 1, 1, 1, pixels, 1, 1, 1, 1, 0, 0);
  }

  private static Value average(Call call, Value.Variable x, Window window, boolean includesPad) {
    WindowMembers members = WindowMembers.of(call, window, channels(x));
    return average(call, x, members, includesPad ? window.taps() : 0, shape(x, window));
  }

  /**
   * @param fixed what all sums are divided by, or 0 where it is their number of members
   */
  private static Value average(
      Call call, Value.Variable x, WindowMembers members, int fixed, int[] shape) {
    int[] starts = members.starts();
    double[] values = new double[members.members().length];
    double error = 0;
    for (int o = 0; o + 1 < starts.length; o++) {
      int divisor = fixed > 0 ? fixed : starts[o + 1] - starts[o];
      error = (divisor & (divisor - 1)) == 0 ? error : Rounding.UNIT;
      Arrays.fill(values, starts[o], starts[o + 1], 1.0 / divisor);
    }
    SparseMap means = new SparseMap(x.count(), starts, members.members(), values, error);
    return ReductionLowering.means(call, x, means, shape);
  }

  /** {@code (Σ|x|ᵖ)^(1/p)} of windows, for p = 1, 2 or 4: a fourth root is a root of a root. */
  static Value normPool(Call call) {
    Value.Variable x = call.variable(0);
    int p = call.attributes.integer("p", 2);
    if (p != 1 && p != 2 && p != 4) {
      throw call.refuse("attribute p is " + p + "; supported are 1, 2 and 4");
    }
    boolean isCeiling = call.opset() >= 18 && call.attributes.flag("ceil_mode", false);
    if (call.opset() < 18 && call.attributes.has("dilations")) {
      throw call.refuse("dilations before operator set 18");
    }
    requireAgreement(call);
    call.graph.unknownInFloat32("runtimes compute powers and roots in their own way");
    Value.Variable powers =
        p == 1
            ? ActivationLowering.absolute(call, x)
            : call.graph.activation(x, Activation.power(p));
    Value.Variable norm = windowSums(call, powers, isCeiling);
    for (int root = p; root > 1; root /= 2) {
      norm = call.graph.activation(norm, Activation.RELU);
      norm = call.graph.activation(norm, Activation.of(Activation.Kind.SQRT));
    }
    return norm;
  }

  private static Value.Variable windowSums(Call call, Value.Variable x, boolean isCeiling) {
    WindowMembers members;
    int[] shape;
    if (x.rank() == 5) {
      VolumeWindow window = WindowGeometry.overVolume(call, x, taps(call), isCeiling);
      members = window.members(call, channels(x));
      shape = window.shape(x.shape()[1]);
    } else {
      Window window = WindowGeometry.sliding(call, x, taps(call), isCeiling);
      members = WindowMembers.of(call, window, channels(x));
      shape = shape(x, window);
    }
    double[] ones = new double[members.members().length];
    Arrays.fill(ones, 1);
    SparseMap sums = new SparseMap(x.count(), members.starts(), members.members(), ones, 0);
    return call.graph.affine(x, sums, shape);
  }

  private static int channels(Value.Variable x) {
    return Math.multiplyExact(x.shape()[0], x.shape()[1]);
  }

  private static int[] shape(Value.Variable x, Window window) {
    int[] shape = x.shape().clone();
    Arrays.fill(shape, 2, shape.length, 1);
    if (shape.length == 4) {
      shape[2] = window.outHeight();
    }
    shape[shape.length - 1] = window.outWidth();
    return shape;
  }

  /** Padding never is the maximum. */
  static Value maxPool(Call call) {
    Value.Variable x = call.variable(0);
    boolean isCeiling = call.opset() >= 10 && call.attributes.flag("ceil_mode", false);
    if (call.opset() < 10 && call.attributes.has("dilations")) {
      throw call.refuse("dilations before operator set 10");
    }
    if (call.attributes.integer("storage_order", 0) != 0) {
      throw call.refuse("attribute storage_order is not 0");
    }
    requireAgreement(call);
    if (x.rank() == 5) {
      VolumeWindow window = WindowGeometry.overVolume(call, x, taps(call), isCeiling);
      WindowMembers members = window.members(call, channels(x));
      return maximum(call, x, members, window.shape(x.shape()[1]));
    }
    return maximum(call, x, WindowGeometry.sliding(call, x, taps(call), isCeiling));
  }

  static Value globalMaxPool(Call call) {
    Value.Variable x = call.variable(0);
    return maximum(call, x, wholeImage(call, x));
  }

  private static Value maximum(Call call, Value.Variable x, Window window) {
    return maximum(call, x, WindowMembers.of(call, window, channels(x)), shape(x, window));
  }

  private static Value maximum(Call call, Value.Variable x, WindowMembers members, int[] shape) {
    return call.graph.add(new MaximumLayer(x.layer(), members.starts(), members.members()), shape);
  }
}
