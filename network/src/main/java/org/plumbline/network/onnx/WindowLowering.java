package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.linear.TransposedMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.MaximumLayer;

/** Convolution and pooling over one or two spatial axes. */
final class WindowLowering {
  private WindowLowering() {}

  static Value conv(Call call) {
    Value.Variable x = call.variable(0);
    OnnxTensor kernel = call.constant(1).tensor();
    int groups = call.attributes.integer("group", 1);
    int[] taps = Arrays.copyOfRange(kernel.shape(), 2, kernel.shape().length);
    int[] declared = call.attributes.integers("kernel_shape", taps);
    if (!Arrays.equals(declared, taps) || kernel.shape().length != x.rank()) {
      throw call.refuse("kernel_shape " + Shapes.text(declared) + " for " + Shapes.text(taps));
    }
    Window window = window(call, x, taps, false);
    int out = kernel.shape()[0];
    int in = x.shape()[1];
    if (x.shape()[0] != 1 || kernel.shape()[1] * groups != in) {
      throw call.refuse(
          "a kernel of shape " + Shapes.text(kernel.shape()) + " on " + Shapes.text(x.shape()));
    }
    LinearMap map = new ConvolutionMap(window, in, out, groups, kernel.values(), 0);
    double[] bias = new double[map.outputSize()];
    if (call.hasInput(2)) {
      fillChannels(bias, call.constant(2).values());
    }
    return call.graph.affine(x, map, bias, imageShape(x, out, window));
  }

  private static void fillChannels(double[] bias, double[] perChannel) {
    int pixels = bias.length / perChannel.length;
    for (int i = 0; i < bias.length; i++) {
      bias[i] = perChannel[i / pixels];
    }
  }

  private static int[] imageShape(Value x, int channels, Window window) {
    return x.rank() == 3
        ? new int[] {1, channels, window.outWidth()}
        : new int[] {1, channels, window.outHeight(), window.outWidth()};
  }

  /** The transpose of the convolution that maps its output shape to its input shape. */
  static Value convTranspose(Call call) {
    Value.Variable x = call.variable(0);
    OnnxTensor kernel = call.constant(1).tensor();
    int groups = call.attributes.integer("group", 1);
    if (x.rank() != 4 || x.shape()[0] != 1 || call.attributes.has("output_shape")) {
      throw call.refuse("only two spatial axes without output_shape are supported");
    }
    int[] taps = Arrays.copyOfRange(kernel.shape(), 2, 4);
    if (!Arrays.equals(call.attributes.integers("kernel_shape", taps), taps)
        || !call.attributes.text("auto_pad", "NOTSET").equals("NOTSET")) {
      throw call.refuse("kernel_shape or auto_pad");
    }
    int[] strides = call.attributes.integers("strides", 1, 1);
    int[] dilations = call.attributes.integers("dilations", 1, 1);
    int[] pads = call.attributes.integers("pads", 0, 0, 0, 0);
    int[] extra = call.attributes.integers("output_padding", 0, 0);
    int h = x.shape()[2];
    int w = x.shape()[3];
    int outH =
        (h - 1) * strides[0] + (taps[0] - 1) * dilations[0] + 1 - pads[0] - pads[2] + extra[0];
    int outW =
        (w - 1) * strides[1] + (taps[1] - 1) * dilations[1] + 1 - pads[1] - pads[3] + extra[1];
    Window window =
        new Window(
            outH,
            outW,
            h,
            w,
            taps[0],
            taps[1],
            strides[0],
            strides[1],
            dilations[0],
            dilations[1],
            pads[0],
            pads[1]);
    int out = kernel.shape()[1] * groups;
    LinearMap map =
        new TransposedMap(
            new ConvolutionMap(window, out, kernel.shape()[0], groups, kernel.values(), 0));
    double[] bias = new double[map.outputSize()];
    if (call.hasInput(2)) {
      fillChannels(bias, call.constant(2).values());
    }
    return call.graph.affine(x, map, bias, 1, out, outH, outW);
  }

  static Value averagePool(Call call) {
    Value.Variable x = call.variable(0);
    int[] taps = call.attributes.integers("kernel_shape");
    boolean includePad = call.attributes.integer("count_include_pad", 0) != 0;
    boolean ceil = call.attributes.integer("ceil_mode", 0) != 0;
    Window window = window(call, x, taps, ceil);
    if (includePad && ceil) {
      throw call.refuse("count_include_pad together with ceil_mode");
    }
    return average(call, x, window, includePad);
  }

  static Value globalAveragePool(Call call) {
    Value.Variable x = call.variable(0);
    int[] shape = x.shape();
    int h = shape.length == 3 ? 1 : shape[2];
    int w = shape[shape.length - 1];
    Window window = new Window(h, w, 1, 1, h, w, 1, 1, 1, 1, 0, 0);
    return average(call, x, window, false);
  }

  private static Value average(Call call, Value.Variable x, Window window, boolean includePad) {
    int channels = x.shape()[1];
    int[] starts = new int[channels * window.outPixels() + 1];
    List<int[]> members = new ArrayList<>();
    for (int o = 0; o < starts.length - 1; o++) {
      int[] group = members(window, o);
      members.add(group);
      starts[o + 1] = starts[o] + group.length;
    }
    int[] columns = new int[starts[starts.length - 1]];
    double[] values = new double[columns.length];
    double error = 0;
    for (int o = 0; o < members.size(); o++) {
      int divisor = includePad ? window.taps() : members.get(o).length;
      error = (divisor & (divisor - 1)) == 0 ? error : Rounding.UNIT;
      for (int e = 0; e < members.get(o).length; e++) {
        columns[starts[o] + e] = members.get(o)[e];
        values[starts[o] + e] = 1.0 / divisor;
      }
    }
    return call.graph.affine(
        x,
        new SparseMap(x.count(), starts, columns, values, error),
        imageShape(x, channels, window));
  }

  static Value maxPool(Call call) {
    Value.Variable x = call.variable(0);
    int[] taps = call.attributes.integers("kernel_shape");
    boolean ceil = call.attributes.integer("ceil_mode", 0) != 0;
    Window window = window(call, x, taps, ceil);
    if (call.attributes.integer("storage_order", 0) != 0 || call.node.outputs().size() > 1) {
      throw call.refuse("storage_order and the output of indices");
    }
    int channels = x.shape()[1];
    int[] starts = new int[channels * window.outPixels() + 1];
    List<int[]> groups = new ArrayList<>();
    for (int o = 0; o < starts.length - 1; o++) {
      int[] group = members(window, o);
      if (group.length == 0) {
        throw call.refuse("a window that lies wholly in the padding");
      }
      groups.add(group);
      starts[o + 1] = starts[o] + group.length;
    }
    int[] members = groups.stream().flatMapToInt(Arrays::stream).toArray();
    return call.graph.add(
        new MaximumLayer(x.layer(), starts, members), imageShape(x, channels, window));
  }

  /** The input neurons inside the image that the window of output neuron o covers. */
  private static int[] members(Window w, int o) {
    int channel = o / w.outPixels();
    int oh = o % w.outPixels() / w.outWidth();
    int ow = o % w.outWidth();
    int[] result = new int[w.taps()];
    int count = 0;
    for (int kh = 0; kh < w.kernelHeight(); kh++) {
      for (int kw = 0; kw < w.kernelWidth(); kw++) {
        int row = w.inRow(oh, kh);
        int column = w.inColumn(ow, kw);
        if (w.isRowInside(row) && w.isColumnInside(column)) {
          result[count++] = channel * w.inPixels() + row * w.inWidth() + column;
        }
      }
    }
    return Arrays.copyOf(result, count);
  }

  /** The window of a node: one spatial axis is treated as an image of height one. */
  private static Window window(Call call, Value x, int[] taps, boolean ceil) {
    int axes = x.rank() - 2;
    if (axes < 1 || axes > 2 || taps.length != axes || x.shape()[0] != 1) {
      throw call.refuse("input of shape " + Shapes.text(x.shape()) + "; one or two spatial axes");
    }
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] strides = call.attributes.integers("strides", ones);
    int[] dilations = call.attributes.integers("dilations", ones);
    int[] pads = call.attributes.integers("pads", new int[2 * axes]);
    String auto = call.attributes.text("auto_pad", "NOTSET");
    int[] out = new int[axes];
    for (int d = 0; d < axes; d++) {
      int span = (taps[d] - 1) * dilations[d] + 1;
      int extent = x.shape()[2 + d];
      if (auto.startsWith("SAME")) {
        out[d] = (extent + strides[d] - 1) / strides[d];
        int total = Math.max(0, (out[d] - 1) * strides[d] + span - extent);
        pads[d] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        pads[axes + d] = total - pads[d];
      } else if (auto.equals("NOTSET") || auto.equals("VALID")) {
        out[d] = outExtent(extent, span, strides[d], pads[d], pads[axes + d], ceil);
      } else {
        throw call.refuse("auto_pad " + auto);
      }
      if (out[d] <= 0) {
        throw call.refuse("a window larger than its input");
      }
    }
    boolean flat = axes == 1;
    int last = axes - 1;
    return new Window(
        flat ? 1 : x.shape()[2],
        x.shape()[1 + axes],
        flat ? 1 : out[0],
        out[last],
        flat ? 1 : taps[0],
        taps[last],
        flat ? 1 : strides[0],
        strides[last],
        flat ? 1 : dilations[0],
        dilations[last],
        flat ? 0 : pads[0],
        pads[last]);
  }

  private static int outExtent(
      int extent, int span, int stride, int before, int after, boolean ceil) {
    int room = extent + before + after - span;
    if (room < 0) {
      return 0;
    }
    int out = (ceil ? (room + stride - 1) / stride : room / stride) + 1;
    return ceil && (out - 1) * stride >= extent + before ? out - 1 : out;
  }
}
