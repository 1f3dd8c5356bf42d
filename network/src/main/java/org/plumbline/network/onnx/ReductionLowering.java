package org.plumbline.network.onnx;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SparseMap;

/** Sums and means over axes, and batch normalisation. */
final class ReductionLowering {
  private ReductionLowering() {}

  static Value reduceSum(Call call) {
    return reduce(call, false);
  }

  static Value reduceMean(Call call) {
    return reduce(call, true);
  }

  private static Value reduce(Call call, boolean mean) {
    Value.Variable x = call.variable(0);
    boolean keep = call.attributes.integer("keepdims", 1) != 0;
    boolean none = call.attributes.integer("noop_with_empty_axes", 0) != 0;
    int[] axes = call.integers("axes", 1);
    boolean[] reduced = new boolean[x.rank()];
    if (axes == null || axes.length == 0) {
      if (none) {
        return x;
      }
      Arrays.fill(reduced, true);
    } else {
      for (int axis : axes) {
        reduced[call.axis(axis, x.rank())] = true;
      }
    }
    int[] kept = x.shape().clone();
    int group = 1;
    for (int d = 0; d < kept.length; d++) {
      if (reduced[d]) {
        group *= kept[d];
        kept[d] = 1;
      }
    }
    int[] shape =
        keep
            ? kept
            : java.util.stream.IntStream.range(0, kept.length)
                .filter(d -> !reduced[d])
                .map(d -> kept[d])
                .toArray();
    double error = mean && (group & (group - 1)) != 0 ? Rounding.UNIT : 0;
    return call.graph.affine(x, grouping(x, kept, group, mean ? 1.0 / group : 1, error), shape);
  }

  private static SparseMap grouping(Value x, int[] kept, int group, double weight, double error) {
    int outputs = OnnxTensor.count(kept);
    int[] target = Shapes.broadcastIndex(kept, x.shape());
    int[] starts = new int[outputs + 1];
    for (int o = 0; o < outputs; o++) {
      starts[o + 1] = starts[o] + group;
    }
    int[] next = Arrays.copyOf(starts, outputs);
    int[] columns = new int[target.length];
    for (int i = 0; i < target.length; i++) {
      columns[next[target[i]]++] = i;
    }
    double[] values = new double[columns.length];
    Arrays.fill(values, weight);
    return new SparseMap(x.count(), starts, columns, values, error);
  }

  /** y = (x − mean) · s + b with s = scale / √(variance + ε), rounded to double. */
  static Value batchNormalization(Call call) {
    Value.Variable x = call.variable(0);
    double epsilon = call.attributes.real("epsilon", (double) 1e-5f);
    call.attributes.ignore("momentum", "spatial");
    if (call.attributes.integer("training_mode", 0) != 0) {
      throw call.refuse("training mode");
    }
    double[] scale = call.constant(1).values();
    double[] bias = call.constant(2).values();
    double[] mean = call.constant(3).values();
    double[] variance = call.constant(4).values();
    int channels = x.rank() > 1 ? x.shape()[1] : 1;
    if (scale.length != channels) {
      throw call.refuse(scale.length + " scales for " + channels + " channels");
    }
    int n = x.count();
    int pixels = OnnxTensor.count(Arrays.copyOfRange(x.shape(), 2, x.rank()));
    double[] shift = new double[n];
    double[] factor = new double[n];
    double[] offset = new double[n];
    for (int i = 0; i < n; i++) {
      int c = i / pixels % channels;
      shift[i] = -mean[c];
      factor[i] = scale[c] / Math.sqrt(variance[c] + epsilon);
      offset[i] = bias[c];
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Value.Variable centred = call.graph.affine(x, new DiagonalMap(ones, 0), shift, x.shape());
    return call.graph.affine(
        centred, new DiagonalMap(factor, 4 * Rounding.UNIT), offset, x.shape());
  }
}
