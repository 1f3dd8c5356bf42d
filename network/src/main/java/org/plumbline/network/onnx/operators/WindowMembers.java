package org.plumbline.network.onnx.operators;

import org.plumbline.network.linear.Window;
import org.plumbline.network.onnx.lowering.Call;

/**
 * Which pixels each window of a pool covers.
 *
 * @param starts window o covers the members {@code starts[o] ≤ m < starts[o + 1]}
 * @param members pixels inside the image, ascending within a window
 */
record WindowMembers(int[] starts, int[] members) {

  /** The windows of every channel of an image. */
  static WindowMembers of(Call call, Window window, int channels) {
    long covered = covered(call, window);
    if (covered * channels > Integer.MAX_VALUE) {
      throw call.refuse("windows that cover " + covered * channels + " pixels in all");
    }
    call.graph.claim((int) covered, channels);
    int windows = window.outPixels();
    int[] starts = new int[channels * windows + 1];
    int[] members = new int[(int) covered * channels];
    int next = 0;
    for (int c = 0; c < channels; c++) {
      for (int o = 0; o < windows; o++) {
        next = fill(window, o, c * window.inPixels(), members, next);
        starts[c * windows + o + 1] = next;
      }
    }
    return new WindowMembers(starts, members);
  }

  /** Pixels covered in one channel, counted as often as they are. */
  private static long covered(Call call, Window w) {
    long rows = 0;
    for (int oh = 0; oh < w.outHeight(); oh++) {
      int inside = 0;
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        inside += w.isRowInside(w.inRow(oh, kh)) ? 1 : 0;
      }
      rows += requireSome(call, inside);
    }
    long columns = 0;
    for (int ow = 0; ow < w.outWidth(); ow++) {
      int inside = 0;
      for (int kw = 0; kw < w.kernelWidth(); kw++) {
        inside += w.isColumnInside(w.inColumn(ow, kw)) ? 1 : 0;
      }
      columns += requireSome(call, inside);
    }
    return Math.multiplyExact(rows, columns);
  }

  private static int requireSome(Call call, int inside) {
    if (inside == 0) {
      throw call.refuse("a window that lies wholly in the padding");
    }
    return inside;
  }

  private static int fill(Window w, int o, int image, int[] members, int start) {
    int oh = o / w.outWidth();
    int ow = o % w.outWidth();
    int next = start;
    for (int kh = 0; kh < w.kernelHeight(); kh++) {
      int row = w.inRow(oh, kh);
      for (int kw = 0; w.isRowInside(row) && kw < w.kernelWidth(); kw++) {
        int column = w.inColumn(ow, kw);
        if (w.isColumnInside(column)) {
          members[next++] = image + row * w.inWidth() + column;
        }
      }
    }
    return next;
  }
}
