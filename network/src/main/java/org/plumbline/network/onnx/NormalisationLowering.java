package org.plumbline.network.onnx;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DiagonalMap;

/** Batch normalisation as it is at inference. */
final class NormalisationLowering {
  /** One rounding each of the sum, the root and the quotient, and some to spare. */
  private static final double COEFFICIENT_ERROR = 4 * Rounding.UNIT;

  /** Above it quotients and sums lose no more than their last bit. */
  private static final double SMALLEST_FACTOR = 0x1p-900;

  private NormalisationLowering() {}

  /** {@code y = (x − mean) · s + b} with {@code s = scale / √(variance + ε)}. */
  static Value batchNormalization(Call call) {
    Value.Variable x = call.variable(0);
    double epsilon = call.attributes.real("epsilon", 1e-5f);
    call.attributes.ignore("momentum");
    requireInference(call);
    int channels = x.rank() > 1 ? x.shape()[1] : 1;
    double[] scale = parameter(call, 1, channels);
    double[] bias = parameter(call, 2, channels);
    double[] mean = parameter(call, 3, channels);
    double[] variance = parameter(call, 4, channels);
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
        x.shape());
  }

  private static void requireInference(Call call) {
    if (call.opset() < 9 && call.attributes.integer("spatial", 1) != 1) {
      throw call.refuse("attribute spatial is not 1");
    }
    if (call.opset() >= 14 && call.attributes.flag("training_mode", false)) {
      throw call.refuse("attribute training_mode is 1; supported is inference");
    }
  }

  private static double[] parameter(Call call, int input, int channels) {
    Value.Constant constant = call.exact(input);
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
    return constant.values();
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

  private static Value.Constant constant(double[] values, Value.Variable like) {
    return new Value.Constant(like.shape(), values, null, false);
  }
}
