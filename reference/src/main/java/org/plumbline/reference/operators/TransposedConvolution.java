package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Columns;
import org.plumbline.reference.kernel.Product;
import org.plumbline.reference.kernel.Window;
import org.plumbline.reference.kernel.WindowReader;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * ConvTranspose, the adjoint of Conv: what each input element gives to each tap of the kernel,
 * Wᵀ·x, is added up where the window of the convolution back would see it. Source:
 * docs/Operators.md.
 */
final class TransposedConvolution {
  private final int opset;
  private final int[] in;
  private final int[] kernel;
  private final int[] strides;
  private final int[] dilations;
  private final int[] begin;
  private final int[] out;

  private TransposedConvolution(Call call, Shape x, Shape w) {
    this.opset = call.opset();
    this.in = WindowReader.spatial(x);
    this.kernel = Convolution.kernel(call, w);
    int n = in.length;
    if (kernel.length != n) {
      throw new ReferenceException("a kernel of shape " + w + " for an input of shape " + x);
    }
    this.strides = WindowReader.perAxis(call, "strides", n, 1, 1);
    this.dilations = WindowReader.perAxis(call, "dilations", n, 1, 1);
    this.begin = new int[n];
    this.out = new int[n];
    int[] more = WindowReader.perAxis(call, "output_padding", n, 0, 0);
    int[] pads = WindowReader.perAxis(call, "pads", 2 * n, 0, 0);
    int[] given = WindowReader.perAxis(call, "output_shape", n, 1, 0);
    String auto = WindowReader.auto(call, pads);
    for (int i = 0; i < n; i++) {
      if (more[i] >= Math.max(strides[i], dilations[i])) {
        throw new ReferenceException("attribute output_padding is not less than the stride");
      }
      long whole =
          strides[i] * (in[i] - 1L) + more[i] + WindowReader.extent(kernel[i], dilations[i]);
      place(i, whole, given[i], auto, pads[i], pads[n + i]);
    }
  }

  /** Sets where an axis begins and ends within all that the kernel reaches. */
  private void place(int axis, long whole, int given, String auto, int before, int after) {
    boolean isSame = auto.startsWith("SAME");
    long size =
        given > 0 ? given : isSame ? (long) in[axis] * strides[axis] : whole - before - after;
    long total = whole - size;
    if (size < 1 || total < 0) {
      throw new ReferenceException(
          "axis " + axis + " reaches " + whole + " elements, the result has " + size);
    }
    boolean isShared = given > 0 || isSame;
    if (isShared && total % 2 != 0 && opset < 11) {
      throw new ReferenceException(
          "an odd padding of " + total + ": ONNX Runtime halves it in another way than opset 1");
    }
    out[axis] = Math.toIntExact(size);
    long half = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
    begin[axis] = isShared ? Math.toIntExact(half) : before;
  }

  static ReferenceTensor convTranspose(Call call) {
    ReferenceTensor x = call.real(0);
    ReferenceTensor w = call.real(1);
    call.checkSameType(x, w);
    TransposedConvolution convolution = new TransposedConvolution(call, x.shape(), w.shape());
    long groups = call.attributes.integer("group", 1);
    int channels = x.shape().dim(1);
    if (groups < 1 || channels % groups != 0 || w.shape().dim(0) != channels) {
      throw new ReferenceException(
          "a kernel of shape " + w.shape() + " in " + groups + " groups for " + x.shape());
    }
    return convolution.of(call, x, w, (int) groups);
  }

  private ReferenceTensor of(Call call, ReferenceTensor x, ReferenceTensor w, int groups) {
    Window back = new Window(out, kernel, strides, dilations, begin, new int[out.length], in);
    int[] table = back.table(call);
    int batch = x.shape().dim(0);
    int maps = w.shape().dim(1);
    Scalar[] bias = Convolution.bias(call, 2, Math.multiplyExact(maps, groups));
    Shape shape = call.claim(Window.withChannels(batch, maps * groups, out));
    RealBuilder result = new RealBuilder(shape);
    int depth = x.shape().dim(1) / groups;
    int rows = maps * back.taps();
    int plane = back.inputs();
    for (int part = 0; part < batch * groups; part++) {
      int first = part % groups * depth;
      call.budget().claim((long) rows * back.positions());
      Product product =
          new Product(call, rows, depth, back.positions())
              .of(
                  w,
                  new Columns.Strided(first * rows, 1, rows),
                  x,
                  new Columns.Strided(part * depth * back.positions(), back.positions(), 1));
      for (int map = 0; map < maps; map++) {
        Scalar[] sums = new Scalar[plane];
        Arrays.fill(sums, bias[part % groups * maps + map]);
        scatter(product, table, map * table.length, sums);
        for (int i = 0; i < plane; i++) {
          result.set((part * maps + map) * plane + i, sums[i]);
        }
      }
    }
    return result.build(x.type());
  }

  private static void scatter(Product product, int[] table, int start, Scalar[] sums) {
    for (int i = 0; i < table.length; i++) {
      if (table[i] >= 0) {
        sums[table[i]] = sums[table[i]].plus(product.at(start + i));
      }
    }
  }
}
