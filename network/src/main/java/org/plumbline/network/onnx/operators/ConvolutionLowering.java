package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.TransposedMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Convolution and its transpose over one to three spatial axes, of one image or several. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static Value conv(Call call) {
    return convolved(call, call.variable(0), call.reals(1), 2);
  }

  /**
   * A convolution of a tensor with a kernel.
   *
   * @param bias the input that the bias is; −1 where the operator has none
   */
  static Value.Variable convolved(Call call, Value.Variable x, Value.Reals kernel, int bias) {
    int groups = groups(call, x, kernel);
    int in = x.shape()[1];
    int out = kernel.shape()[0];
    if ((long) kernel.shape()[1] * groups != in || out % groups != 0) {
      throw misfit(call, kernel, x, groups);
    } else if (x.rank() == 5) {
      VolumeWindow window = WindowGeometry.overVolume(call, x, taps(kernel), false);
      LinearMap map = VolumeConvolution.map(call, window, in, out, groups, kernel);
      return affine(call, x, map, kernel, bias, window.shape(out));
    }
    Window window = WindowGeometry.sliding(call, x, taps(kernel), false);
    int[] shape = WindowGeometry.shape(x, out, window.outHeight(), window.outWidth());
    call.graph.claim(shape);
    HiddenTaps.note(call, kernel, window);
    double error = ArithmeticLowering.coefficientError(call, kernel);
    LinearMap map = convolution(call, x.shape()[0], window, in, out, groups, kernel, error);
    return affine(call, x, map, kernel, bias, shape);
  }

  /**
   * @param index the input that the bias is; −1 where there is none
   */
  private static Value.Variable affine(
      Call call, Value.Variable x, LinearMap map, Value.Reals kernel, int index, int[] shape) {
    Value.Reals bias = bias(call, index, shape[1], shape);
    return call.graph.affine(x, map, bias, kernel.relativeDeviation(), shape);
  }

  /** The transpose of the convolution that maps its output shape to its input shape. */
  static Value convTranspose(Call call) {
    Value.Variable x = call.variable(0);
    Value.Reals kernel = call.reals(1);
    int groups = groups(call, x, kernel);
    int in = x.shape()[1];
    int out = Math.multiplyExact(kernel.shape()[1], groups);
    if (kernel.shape()[0] != in || in % groups != 0) {
      throw misfit(call, kernel, x, groups);
    } else if (x.rank() == 5) {
      VolumeWindow window = WindowGeometry.transposedOverVolume(call, x, taps(kernel));
      int[] shape = window.shapeBefore(out);
      call.graph.claim(shape);
      LinearMap map = VolumeConvolution.map(call, window, out, in, groups, kernel);
      return affine(call, x, new TransposedMap(map), kernel, 2, shape);
    }
    Window window = WindowGeometry.transposed(call, x, taps(kernel));
    int[] shape = WindowGeometry.shape(x, out, window.inHeight(), window.inWidth());
    call.graph.claim(shape);
    HiddenTaps.note(call, kernel, window);
    double error = ArithmeticLowering.coefficientError(call, kernel);
    LinearMap map =
        new TransposedMap(convolution(call, x.shape()[0], window, out, in, groups, kernel, error));
    return affine(call, x, map, kernel, 2, shape);
  }

  /** The images of a batch are groups of channels, each with all of the kernel. */
  private static ConvolutionMap convolution(
      Call call,
      int batch,
      Window window,
      int in,
      int out,
      int groups,
      Value.Reals kernel,
      double error) {
    double[] values = kernel.values();
    int length = values.length;
    double[] repeated = batch == 1 ? values : new double[call.graph.claim(batch, length)];
    for (int image = 0; batch > 1 && image < batch; image++) {
      System.arraycopy(values, 0, repeated, image * length, length);
    }
    return new ConvolutionMap(window, batch * in, batch * out, batch * groups, repeated, error);
  }

  private static int groups(Call call, Value.Variable x, Value.Reals kernel) {
    int groups = call.attributes.integer("group", 1);
    if (groups < 1 || kernel.rank() != x.rank() || kernel.rank() < 3 || kernel.count() == 0) {
      throw misfit(call, kernel, x, groups);
    }
    return groups;
  }

  private static RuntimeException misfit(
      Call call, Value.Reals kernel, Value.Variable x, int groups) {
    return call.refuse(
        "a kernel of shape "
            + Shapes.text(kernel.shape())
            + " in "
            + groups
            + " groups on "
            + Shapes.text(x.shape()));
  }

  private static int[] taps(Value.Reals kernel) {
    return Arrays.copyOfRange(kernel.shape(), 2, kernel.rank());
  }

  private static Value.Reals bias(Call call, int index, int channels, int[] shape) {
    if (index < 0 || !call.hasInput(index)) {
      return Value.Reals.zeros(shape);
    }
    Value.Reals bias = call.reals(index);
    if (bias.count() != channels || bias.rank() != 1) {
      throw call.refuse(
          "a bias of shape " + Shapes.text(bias.shape()) + " for " + channels + " channels");
    }
    return bias.pick(channelOf(shape), shape);
  }

  /** The channel of each element of an image. */
  static int[] channelOf(int[] shape) {
    int[] steps = new int[shape.length];
    steps[1] = 1;
    return Shapes.walk(0, steps, shape);
  }
}
