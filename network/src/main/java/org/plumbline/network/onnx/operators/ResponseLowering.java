package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.ReductionLowering.Axes;

/** Elements over what their neighbours are, and elements times a gate. */
final class ResponseLowering {
  private static final double EPSILON_OF_VARIANCE = 1e-9f;

  private ResponseLowering() {}

  /**
   * {@code x / (bias + alpha/size · Σ x²)^beta}, the sum over neighbouring channels. For a positive
   * bias and an alpha that is not negative the base b is positive, and {@code b^−beta = exp(−beta ·
   * log b)}.
   */
  static Value lrn(Call call) {
    Value.Variable x = call.variable(0);
    double alpha = call.attributes.real("alpha", 1e-4f);
    double beta = call.attributes.real("beta", 0.75);
    double bias = call.attributes.real("bias", 1);
    int size = call.attributes.integer("size", 0);
    if (x.rank() < 2 || size < 1 || !(alpha >= 0) || !(bias > 0)) {
      throw call.refuse(
          "size " + size + ", alpha " + alpha + " and bias " + bias + " are not all positive");
    }
    call.graph.unknownInFloat32("computes a power");
    Value.Variable squares = call.graph.activation(x, Activation.power(2));
    SparseMap neighbours = neighbours(call, x.shape(), size, alpha / size);
    Value sums = call.graph.affine(squares, neighbours, x.shape());
    // The sum is not negative; that a Relu says so keeps rounded bounds in the domain.
    Value positive = SmoothLowering.of(call, sums, Activation.RELU);
    Value base = ArithmeticLowering.sum(call, positive, SmoothLowering.scalar(x, bias), 1);
    Value logarithm = SmoothLowering.of(call, base, Activation.of(Kind.LOG));
    Value exponent = SmoothLowering.times(call, logarithm, -beta);
    Value power = SmoothLowering.of(call, exponent, Activation.of(Kind.EXP));
    return ArithmeticLowering.mul(call, x, power);
  }

  /** The sums over the channels from ⌊(size − 1) / 2⌋ before to ⌈(size − 1) / 2⌉ behind. */
  private static SparseMap neighbours(Call call, int[] shape, int size, double weight) {
    int channels = shape[1];
    int inner = Shapes.count(shape, 2, shape.length);
    int before = (size - 1) / 2;
    int behind = size / 2;
    int count = Shapes.count(shape);
    call.graph.claim(2, count, Math.min(size, channels));
    int[] starts = new int[count + 1];
    int[] columns = new int[Math.multiplyExact(count, Math.min(size, channels))];
    int next = 0;
    for (int i = 0; i < count; i++) {
      int channel = i / inner % channels;
      int first = Math.max(0, channel - before);
      int last = (int) Math.min(channels - 1L, (long) channel + behind);
      for (int c = first; c <= last; c++) {
        columns[next++] = i + (c - channel) * inner;
      }
      starts[i + 1] = next;
    }
    double[] values = new double[next];
    Arrays.fill(values, weight);
    return new SparseMap(count, starts, Arrays.copyOf(columns, next), values, Rounding.UNIT);
  }

  /** {@code (x − mean) / (√var + 10⁻⁹)}, as the function that defines it computes. */
  static Value meanVariance(Call call) {
    Value.Variable x = call.variable(0);
    int[] axes = call.attributes.integers("axes", 0, 2, 3);
    Axes groups = Axes.of(call, x, call.marked(axes, x.rank()), true);
    call.graph.unknownInFloat32("computes a variance that is a difference of means");
    Value.Variable means = means(call, x, groups);
    Value centred = ArithmeticLowering.sum(call, x, means, -1);
    Value squares = SmoothLowering.of(call, centred, Activation.power(2));
    Value variance =
        SmoothLowering.of(call, means(call, (Value.Variable) squares, groups), Activation.RELU);
    Value root = SmoothLowering.of(call, variance, Activation.of(Kind.SQRT));
    Value divisor =
        ArithmeticLowering.sum(call, root, SmoothLowering.scalar(x, EPSILON_OF_VARIANCE), 1);
    Value inverse = SmoothLowering.of(call, divisor, Activation.of(Kind.RECIPROCAL));
    return ArithmeticLowering.mul(call, centred, inverse);
  }

  private static Value.Variable means(Call call, Value.Variable x, Axes axes) {
    double[] weights = new double[x.count()];
    Arrays.fill(weights, 1.0 / axes.size());
    SparseMap map = new SparseMap(x.count(), axes.starts(), axes.members(), weights, Rounding.UNIT);
    return ReductionLowering.means(call, x, map, axes.shape());
  }
}
