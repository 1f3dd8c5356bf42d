package org.plumbline.network.linear;

import java.util.Arrays;

/**
 * The patch matrix of a convolution: one row per input channel and kernel tap, one column per
 * output pixel. Backwards, the columns are collected from all images of a batch as runs of
 * neighbouring pixels that have a non-zero value on some channel, and go through the product in
 * blocks that stay in the cache; a row that starts from one neuron thus costs its receptive field
 * and not the image.
 */
final class ConvolutionPatches {
  private static final int BLOCK_ENTRIES = 1 << 16;

  private final Window window;
  private final int inChannels;
  private final int outChannels;
  private final double[] kernelTransposed;
  private final int patchRows;
  private final int columnLimit;
  private final double[] values;
  private final double[] patches;
  private final int[] runSource;
  private final int[] runTarget;
  private final int[] runRow;
  private final int[] runFirst;
  private final int[] runEnd;
  private int runs;
  private int columns;
  private int kernelOffset;

  ConvolutionPatches(Window window, int inChannels, int outChannels, double[] kernelTransposed) {
    this.window = window;
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelTransposed = kernelTransposed;
    this.patchRows = inChannels * window.taps();
    this.columnLimit = Math.max(window.outWidth(), BLOCK_ENTRIES / (patchRows + outChannels));
    this.values = new double[outChannels * columnLimit];
    this.patches = new double[patchRows * columnLimit];
    this.runSource = new int[columnLimit];
    this.runTarget = new int[columnLimit];
    this.runRow = new int[columnLimit];
    this.runFirst = new int[columnLimit];
    this.runEnd = new int[columnLimit];
  }

  /** Fills the whole patch matrix {@code [inChannels · taps × outPixels]} of one image. */
  static void gather(Window w, int inChannels, double[] x, int image, double[] patches) {
    int target = 0;
    for (int c = 0; c < inChannels; c++) {
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        for (int kw = 0; kw < w.kernelWidth(); kw++) {
          int first = w.firstInside(kw);
          int end = w.endInside(kw);
          for (int oh = 0; oh < w.outHeight(); oh++, target += w.outWidth()) {
            int row = w.inRow(oh, kh);
            if (!w.isRowInside(row) || first >= end) {
              Arrays.fill(patches, target, target + w.outWidth(), 0);
              continue;
            }
            Arrays.fill(patches, target, target + first, 0);
            Arrays.fill(patches, target + end, target + w.outWidth(), 0);
            int source = image + c * w.inPixels() + row * w.inWidth() + w.inColumn(first, kw);
            if (w.strideWidth() == 1) {
              System.arraycopy(x, source, patches, target + first, end - first);
            } else {
              for (int ow = first; ow < end; ow++, source += w.strideWidth()) {
                patches[target + ow] = x[source];
              }
            }
          }
        }
      }
    }
  }

  /** Starts a group whose kernel block begins at an offset. */
  void startGroup(int offset) {
    kernelOffset = offset;
  }

  /** Takes in the pixels of one image, and multiplies whenever a block is full. */
  void addImage(Gemm gemm, double[] y, int source, double[] x, int target) {
    int width = window.outWidth();
    for (int oh = 0; oh < window.outHeight(); oh++) {
      int line = source + oh * width;
      int first = firstNonZero(y, line);
      if (first == width) {
        continue;
      }
      int end = endNonZero(y, line, first);
      if (columns + end - first > columnLimit) {
        flush(gemm, y, x);
      }
      runSource[runs] = line;
      runTarget[runs] = target;
      runRow[runs] = oh;
      runFirst[runs] = first;
      runEnd[runs++] = end;
      columns += end - first;
    }
  }

  private int firstNonZero(double[] y, int line) {
    int first = window.outWidth();
    for (int o = 0; o < outChannels; o++) {
      int from = line + o * window.outPixels();
      for (int ow = 0; ow < first; ow++) {
        if (y[from + ow] != 0) {
          first = ow;
        }
      }
    }
    return first;
  }

  private int endNonZero(double[] y, int line, int first) {
    int end = first + 1;
    for (int o = 0; o < outChannels; o++) {
      int from = line + o * window.outPixels();
      for (int ow = window.outWidth() - 1; ow >= end; ow--) {
        if (y[from + ow] != 0) {
          end = ow + 1;
        }
      }
    }
    return end;
  }

  /** Multiplies what was taken in and adds it to the images it belongs to. */
  void flush(Gemm gemm, double[] y, double[] x) {
    if (runs == 0) {
      return;
    }
    for (int o = 0; o < outChannels; o++) {
      int to = o * columns;
      for (int run = 0; run < runs; run++) {
        int length = runEnd[run] - runFirst[run];
        int from = runSource[run] + o * window.outPixels() + runFirst[run];
        System.arraycopy(y, from, values, to, length);
        to += length;
      }
    }
    gemm.multiply(
        Matrix.of(kernelTransposed, kernelOffset, patchRows, outChannels),
        Matrix.of(values, 0, outChannels, columns),
        Matrix.of(patches, 0, patchRows, columns));
    scatter(x);
    runs = 0;
    columns = 0;
  }

  private void scatter(double[] x) {
    Window w = window;
    int from = 0;
    for (int c = 0; c < inChannels; c++) {
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        for (int kw = 0; kw < w.kernelWidth(); kw++) {
          int firstInside = w.firstInside(kw);
          int endInside = w.endInside(kw);
          for (int run = 0; run < runs; run++) {
            int row = w.inRow(runRow[run], kh);
            int first = Math.max(runFirst[run], firstInside);
            int end = Math.min(runEnd[run], endInside);
            if (w.isRowInside(row) && first < end) {
              int line = runTarget[run] + c * w.inPixels() + row * w.inWidth();
              add(from - runFirst[run], first, end, x, line + w.inColumn(first, kw));
            }
            from += runEnd[run] - runFirst[run];
          }
        }
      }
    }
  }

  private void add(int from, int first, int end, double[] x, int to) {
    if (window.strideWidth() == 1) {
      for (int ow = first; ow < end; ow++) {
        x[to + ow - first] += patches[from + ow];
      }
    } else {
      int target = to;
      for (int ow = first; ow < end; ow++, target += window.strideWidth()) {
        x[target] += patches[from + ow];
      }
    }
  }
}
