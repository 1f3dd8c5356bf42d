package org.plumbline.network.onnx.operators;

import java.util.stream.IntStream;
import org.plumbline.network.linear.Window;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Elements of a kernel that meet padding alone, wherever the window stands, or whose products a
 * transposed convolution crops away. As real numbers they do not matter, and no row of the layer
 * holds them. A runtime that multiplies the kernel with what follows may make an infinity of one,
 * and a NaN of that times 0: nothing is known in binary32, unless an element of the same two
 * channels that is not hidden is as large and so overflows first.
 */
final class HiddenTaps {
  private HiddenTaps() {}

  /**
   * @param kernel {@code [channels, channels, height, width]}, or without the height
   * @param window of the convolution, or of the one whose transpose it is
   */
  static void note(Call call, Value.Reals kernel, Window window) {
    boolean[] isSeen = new boolean[window.taps()];
    for (int t = 0; t < isSeen.length; t++) {
      int row = t / window.kernelWidth();
      int column = t % window.kernelWidth();
      isSeen[t] =
          IntStream.range(0, window.outHeight())
                  .anyMatch(o -> window.isRowInside(window.inRow(o, row)))
              && IntStream.range(0, window.outWidth())
                  .anyMatch(o -> window.isColumnInside(window.inColumn(o, column)));
    }
    for (int start = 0; start < kernel.count(); start += isSeen.length) {
      double seen = 0;
      double hidden = 0;
      for (int t = 0; t < isSeen.length; t++) {
        double size = Math.abs(kernel.values()[start + t]);
        seen = isSeen[t] ? Math.max(seen, size) : seen;
        hidden = isSeen[t] ? hidden : Math.max(hidden, size);
      }
      if (hidden > seen) {
        call.graph.unknownInFloat32(
            "a kernel whose element "
                + hidden
                + " meets padding alone or is cropped away, where others are smaller");
        return;
      }
    }
  }
}
