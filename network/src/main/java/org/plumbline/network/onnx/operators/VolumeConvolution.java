package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Convolution over any number of axes, as a matrix written out entry by entry. */
final class VolumeConvolution {
  private VolumeConvolution() {}

  /**
   * The map from {@code [in, …]} to {@code [out, …]}.
   *
   * @param kernel {@code [out, in / groups, …]}
   */
  static SparseMap map(
      Call call, VolumeWindow window, int in, int out, int groups, Value.Reals kernel) {
    if (window.meetsPadding()) {
      call.graph.unknownInFloat32("pads a volume, and what its kernel meets is not looked at");
    }
    int perGroup = in / groups;
    int taps = Shapes.count(window.taps());
    int places = window.places();
    int rows = call.graph.claim(out, places);
    call.graph.claim(rows, perGroup, taps);
    int[] starts = new int[rows + 1];
    int[] columns = new int[Math.multiplyExact(rows, Math.multiplyExact(perGroup, taps))];
    double[] values = new double[columns.length];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      int channel = row / places;
      int first = channel / (out / groups) * perGroup;
      int[] pixels = window.pixels(row % places);
      for (int c = 0; c < perGroup; c++) {
        for (int t = 0; t < taps; t++) {
          if (pixels[t] >= 0) {
            columns[next] = (first + c) * window.pixels() + pixels[t];
            values[next++] = kernel.values()[(channel * perGroup + c) * taps + t];
          }
        }
      }
      starts[row + 1] = next;
    }
    double error = ArithmeticLowering.coefficientError(call, kernel);
    return new SparseMap(
        Math.multiplyExact(in, window.pixels()),
        starts,
        Arrays.copyOf(columns, next),
        Arrays.copyOf(values, next),
        error);
  }
}
