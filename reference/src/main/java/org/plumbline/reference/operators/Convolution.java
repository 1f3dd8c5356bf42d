package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.Set;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Columns;
import org.plumbline.reference.kernel.IntegerProduct;
import org.plumbline.reference.kernel.Product;
import org.plumbline.reference.kernel.Window;
import org.plumbline.reference.kernel.WindowReader;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Conv and ConvInteger: for each group the product of the kernels with the patches that they see
 * (im2col; Chellapilla, Puri, Simard 2006). Padding is zero.
 */
final class Convolution {
  private static final Set<WindowReader.Option> OPTIONS =
      Set.of(
          WindowReader.Option.DILATIONS,
          WindowReader.Option.DILATED_SAME,
          WindowReader.Option.SKIPPING_SAME);

  private final Window window;
  private final int batch;
  private final int groups;
  private final int channelsIn;
  private final int channelsOut;

  /** The part of a tensor that one group sees, as a matrix: channels and taps × positions. */
  private record Patches(int[] table, int taps, int positions, int start, int plane)
      implements Columns {
    @Override
    public void find(int firstRow, int lastRow, int firstColumn, int lastColumn, int[] block) {
      int at = 0;
      for (int row = firstRow; row < lastRow; row++) {
        int channel = start + row / taps * plane;
        int tap = row % taps * positions;
        for (int j = firstColumn; j < lastColumn; j++) {
          int place = table[tap + j];
          block[at++] = place < 0 ? -1 : channel + place;
        }
      }
    }
  }

  private Convolution(Call call, Shape x, Shape w) {
    int[] kernel = kernel(call, w);
    this.window = WindowReader.read(call, x, kernel, OPTIONS);
    long count = call.attributes.integer("group", 1);
    this.batch = x.dim(0);
    this.channelsIn = x.dim(1);
    this.channelsOut = w.dim(0);
    if (count < 1 || channelsOut % count != 0 || w.dim(1) * count != channelsIn) {
      throw new ReferenceException(
          "a kernel of shape " + w + " in " + count + " groups for an input of shape " + x);
    }
    this.groups = (int) count;
  }

  /** The kernel's spatial shape, which the attribute may repeat. */
  static int[] kernel(Call call, Shape w) {
    int[] kernel = WindowReader.spatial(w);
    int[] given = WindowReader.perAxis(call, "kernel_shape", kernel.length, 1, 0);
    for (int i = 0; i < kernel.length; i++) {
      if (given[i] != 0 && given[i] != kernel[i]) {
        throw new ReferenceException("attribute kernel_shape differs from the kernel's shape " + w);
      }
    }
    return kernel;
  }

  static ReferenceTensor conv(Call call) {
    ReferenceTensor x = call.real(0);
    ReferenceTensor w = call.real(1);
    call.checkSameType(x, w);
    Convolution convolution = new Convolution(call, x.shape(), w.shape());
    Scalar[] bias = bias(call, 2, convolution.channelsOut);
    return convolution.ofReals(call, x, w, bias);
  }

  /** The bias of each output channel; zeros if there is none. */
  static Scalar[] bias(Call call, int index, int channels) {
    Scalar[] bias = new Scalar[channels];
    Arrays.fill(bias, call.constant(0));
    if (call.has(index)) {
      ReferenceTensor given = call.input(index, call.input(0).type());
      if (!given.shape().equals(Shape.of(channels))) {
        throw new ReferenceException("a bias of shape " + given.shape() + " for " + channels);
      }
      Arrays.setAll(bias, i -> given.scalar(call.mode(), i));
    }
    return bias;
  }

  private Columns.Strided left(int group, int depth) {
    return new Columns.Strided(group * (channelsOut / groups) * depth, depth, 1);
  }

  private Patches right(int[] table, int sample, int group) {
    int plane = window.inputs();
    int start = (sample * channelsIn + group * (channelsIn / groups)) * plane;
    return new Patches(table, window.taps(), window.positions(), start, plane);
  }

  private ReferenceTensor ofReals(Call call, ReferenceTensor x, ReferenceTensor w, Scalar[] bias) {
    Shape shape = call.claim(window.result(batch, channelsOut));
    RealBuilder result = new RealBuilder(shape);
    int[] table = window.table(call);
    int rows = channelsOut / groups;
    int depth = channelsIn / groups * window.taps();
    for (int part = 0; part < batch * groups; part++) {
      int group = part % groups;
      Product product =
          new Product(call, rows, depth, window.positions())
              .of(w, left(group, depth), x, right(table, part / groups, group));
      int start = part * rows * window.positions();
      for (int i = 0; i < rows * window.positions(); i++) {
        Scalar sum = product.at(i);
        result.set(start + i, sum.plus(bias[group * rows + i / window.positions()]));
      }
    }
    return result.build(x.type());
  }

  /** Zero points are subtracted first, so that padding stands for the zero point. */
  static ReferenceTensor convInteger(Call call) {
    ReferenceTensor x = call.input(0, ElementType.UINT8, ElementType.INT8);
    ReferenceTensor w = call.input(1, ElementType.UINT8, ElementType.INT8);
    long[] centered = Quantization.centered(call, x, 2, -1);
    long[] kernel = Quantization.centered(call, w, 3, 0);
    return new Convolution(call, x.shape(), w.shape()).ofIntegers(call, centered, kernel);
  }

  /** The sums as int32. */
  static ReferenceTensor sums(Call call, Shape x, Shape w, long[] centered, long[] kernel) {
    return new Convolution(call, x, w).ofIntegers(call, centered, kernel);
  }

  private ReferenceTensor ofIntegers(Call call, long[] x, long[] w) {
    Shape shape = call.claim(window.result(batch, channelsOut));
    long[] result = new long[shape.size()];
    int[] table = window.table(call);
    int rows = channelsOut / groups;
    int depth = channelsIn / groups * window.taps();
    for (int part = 0; part < batch * groups; part++) {
      int group = part % groups;
      long[] sums =
          IntegerProduct.of(
              call,
              rows,
              depth,
              window.positions(),
              w,
              left(group, depth),
              x,
              right(table, part / groups, group));
      System.arraycopy(sums, 0, result, part * sums.length, sums.length);
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = ElementType.INT32.wrap(result[i]);
    }
    return ReferenceTensor.wrap(ElementType.INT32, shape, result);
  }
}
