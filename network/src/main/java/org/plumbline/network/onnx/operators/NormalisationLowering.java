package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Batch normalisation as it is at inference. */
final class NormalisationLowering {
  /** One rounding each of the sum, the root and the quotient, and some to spare. */
  private static final double COEFFICIENT_ERROR = 4 * Rounding.UNIT;

  /** Above it quotients and sums lose no more than their last bit. */
  private static final double SMALLEST_FACTOR = 0x1p-900;

  /** Five roundings of binary32, and a little more. */
  private static final double DEVIATION = 0x1.5p-22;

  private NormalisationLowering() {}

  /** {@code y = (x − mean) · s + b} with {@code s = scale / √(variance + ε)}. */
  static Value batchNormalization(Call call) {
    Value.Variable x = call.variable(0);
    double epsilon = call.attributes.real("epsilon", 1e-5f);
    call.attributes.ignore("momentum");
    requireInference(call);
    int channels = x.rank() > 1 ? x.shape()[1] : 1;
    Value.Reals scales = parameter(call, 1, channels);
    Value.Reals biases = parameter(call, 2, channels);
    Value.Reals means = parameter(call, 3, channels);
    Value.Reals variances = parameter(call, 4, channels);
    double[] scale = scales.values();
    double[] bias = biases.values();
    double[] mean = means.values();
    double[] variance = variances.values();
    double[] factor = new double[channels];
    for (int c = 0; c < channels; c++) {
      factor[c] = scale[c] / Math.sqrt(variance[c] + epsilon);
      boolean isPrecise = scale[c] == 0 || Math.abs(factor[c]) >= SMALLEST_FACTOR;
      if (!(variance[c] >= 0
          && epsilon >= 0
          && isPrecise
          && Math.abs(factor[c]) <= Double.MAX_VALUE)) {
        throw call.refuse(
            "scale " + scale[c] + ", variance " + variance[c] + " and epsilon " + epsilon);
      }
    }
    int[] channel = channelOf(call, x);
    double[] shift = new double[channel.length];
    double[] ones = new double[channel.length];
    Arrays.fill(ones, 1);
    for (int i = 0; i < shift.length; i++) {
      shift[i] = -mean[channel[i]];
    }
    Value.Variable centred =
        call.graph.affine(x, new DiagonalMap(ones, 0), constant(shift, x), x.shape());
    return call.graph.affine(
        centred,
        new DiagonalMap(picked(factor, channel), COEFFICIENT_ERROR),
        constant(picked(bias, channel), x),
        deviation(List.of(scales, biases, means, variances), epsilon),
        x.shape());
  }

  /**
   * A runtime computes {@code scale / √(variance + ε)} with at most five roundings of binary32:
   * that of the sum of two numbers ≥ 0, of its root, a division or an inverse and a product.
   */
  private static double deviation(List<Value.Reals> parameters, double epsilon) {
    boolean isKnown = parameters.stream().allMatch(p -> p.deviations() == null);
    for (double variance : parameters.get(3).values()) {
      isKnown &= variance + epsilon > 0x1p-100 && variance + epsilon < 0x1p100;
    }
    return isKnown ? DEVIATION : Double.POSITIVE_INFINITY;
  }

  private static void requireInference(Call call) {
    if (call.opset() < 9 && call.attributes.integer("spatial", 1) != 1) {
      throw call.refuse("attribute spatial is not 1");
    }
    if (call.opset() < 14 && call.node.outputs().stream().filter(o -> !o.isEmpty()).count() > 1) {
      throw call.refuse("its further outputs mean that it is training; supported is inference");
    }
    if (call.opset() >= 14 && call.attributes.flag("training_mode", false)) {
      throw call.refuse("attribute training_mode is 1; supported is inference");
    }
  }

  private static Value.Reals parameter(Call call, int input, int channels) {
    Value.Reals constant = call.exact(input);
    if (constant.rank() != 1 || constant.count() != channels) {
      throw call.refuse(
          "input "
              + input
              + " of shape "
              + Shapes.text(constant.shape())
              + " for "
              + channels
              + " channels");
    }
    return constant;
  }

  private static int[] channelOf(Call call, Value.Variable x) {
    call.graph.claim(x.shape());
    return x.rank() > 1 ? ConvolutionLowering.channelOf(x.shape()) : new int[x.count()];
  }

  private static double[] picked(double[] perChannel, int[] channel) {
    double[] values = new double[channel.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = perChannel[channel[i]];
    }
    return values;
  }

  private static Value.Reals constant(double[] values, Value.Variable like) {
    return Value.Reals.exact(like.shape(), values);
  }
}
