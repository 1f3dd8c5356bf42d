package org.plumbline.network.linear;

import java.util.ArrayList;
import java.util.List;

/** The outputs of a window that see an input which is not zero. */
final class NonZeroWindow {
  /** Entries of a patch matrix: 32 MiB. */
  private static final int MOST_ENTRIES = 1 << 22;

  private NonZeroWindow() {}

  /**
   * The rectangle of these outputs, in strips of rows.
   *
   * @param image where the image starts in x
   * @param patchRows entries of a patch
   */
  static List<Window> strips(Window w, int channels, double[] x, int image, int patchRows) {
    int top = w.inHeight();
    int bottom = -1;
    int left = w.inWidth();
    int right = -1;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < w.inHeight(); i++) {
        int line = image + c * w.inPixels() + i * w.inWidth();
        int first = 0;
        while (first < w.inWidth() && x[line + first] == 0) {
          first++;
        }
        if (first == w.inWidth()) {
          continue;
        }
        int last = w.inWidth() - 1;
        while (x[line + last] == 0) {
          last--;
        }
        top = Math.min(top, i);
        bottom = Math.max(bottom, i);
        left = Math.min(left, first);
        right = Math.max(right, last);
      }
    }
    return bottom < 0 ? List.of() : strips(w, patchRows, new int[] {top, bottom, left, right});
  }

  private static List<Window> strips(Window w, int patchRows, int[] inputs) {
    int reachDown = (w.kernelHeight() - 1) * w.dilationHeight();
    int reachRight = (w.kernelWidth() - 1) * w.dilationWidth();
    int firstRow = first(inputs[0] + w.padTop() - reachDown, w.strideHeight());
    int endRow = end(inputs[1] + w.padTop(), w.strideHeight(), w.outHeight());
    int firstColumn = first(inputs[2] + w.padLeft() - reachRight, w.strideWidth());
    int endColumn = end(inputs[3] + w.padLeft(), w.strideWidth(), w.outWidth());
    List<Window> strips = new ArrayList<>();
    int columns = endColumn - firstColumn;
    int height = Math.max(1, (int) (MOST_ENTRIES / Math.max(1, (long) patchRows * columns)));
    for (int row = firstRow; columns > 0 && row < endRow; row += height) {
      strips.add(w.part(row, Math.min(height, endRow - row), firstColumn, columns));
    }
    return strips;
  }

  /** The first output whose window, which ends {@code reach} further on, is not before an input. */
  private static int first(int offset, int stride) {
    return offset <= 0 ? 0 : (offset + stride - 1) / stride;
  }

  /** One past the last output whose window does not start after an input. */
  private static int end(int offset, int stride, int outputs) {
    return offset < 0 ? 0 : Math.min(outputs, offset / stride + 1);
  }
}
