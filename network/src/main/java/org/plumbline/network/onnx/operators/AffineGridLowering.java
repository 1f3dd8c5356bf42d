package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * AffineGrid: each place of an image, from −1 to 1 on each axis, in homogeneous coordinates, times
 * the matrix of its batch element. The places are constants, so that it is linear in the matrices.
 */
final class AffineGridLowering {
  private AffineGridLowering() {}

  static Value affineGrid(Call call) {
    Value.Variable theta = call.variable(0);
    int[] size = call.integers(1);
    boolean alignsCorners = call.attributes.flag("align_corners", false);
    int n = size.length - 2;
    int[] wanted = {size.length < 1 ? 0 : size[0], n, n + 1};
    if (n < 2 || n > 3 || !Arrays.equals(theta.shape(), wanted)) {
      throw call.refuse(
          "matrices of shape "
              + Shapes.text(theta.shape())
              + " for an image of shape "
              + Shapes.text(size));
    }
    int[] shape = new int[n + 2];
    shape[0] = size[0];
    System.arraycopy(size, 2, shape, 1, n);
    shape[n + 1] = n;
    int count = call.graph.claim(shape);
    call.graph.claim(2, count, n + 1);
    double[][] places = places(call, size, n, alignsCorners);
    int pixels = Shapes.count(size, 2, size.length);
    int[] starts = new int[count + 1];
    int[] columns = new int[Math.multiplyExact(count, n + 1)];
    double[] values = new double[columns.length];
    for (int o = 0, next = 0; o < count; o++) {
      int rest = o / n % pixels;
      int row = (o / n / pixels * n + o % n) * (n + 1);
      for (int k = 0; k < n; k++) {
        int axis = n - 1 - k;
        columns[next] = row + k;
        values[next++] = places[axis][rest % size[2 + axis]];
        rest /= size[2 + axis];
      }
      columns[next] = row + n;
      values[next++] = 1;
      starts[o + 1] = next;
    }
    call.graph.unknownInFloat32("computes a grid, whose places runtimes round");
    SparseMap map = new SparseMap(theta.count(), starts, columns, values, Rounding.UNIT);
    return call.graph.affine(theta, map, shape);
  }

  /**
   * {@code (2i + 1 − n) / n}, or with the corners' centres at the ends {@code (2i + 1 − n)/(n−1)}.
   */
  private static double[][] places(Call call, int[] size, int n, boolean alignsCorners) {
    double[][] places = new double[n][];
    for (int d = 0; d < n; d++) {
      int extent = size[2 + d];
      if (extent < 1 || alignsCorners && extent == 1) {
        throw call.refuse("an axis of " + extent);
      }
      places[d] = new double[call.graph.claim(extent)];
      for (int i = 0; i < extent; i++) {
        places[d][i] = (2.0 * i + 1 - extent) / (alignsCorners ? extent - 1 : extent);
      }
    }
    return places;
  }
}
