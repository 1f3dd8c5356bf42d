package org.plumbline.network.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution of many images at once. Their patches stand side by side in one matrix, so that the
 * product is large even where an image has four pixels; of an image only the rectangle is there
 * that sees an input which is not zero.
 */
final class ConvolutionColumns {
  private static final int BLOCK_ENTRIES = 1 << 18;
  private static final int FEWEST_COLUMNS = 128;

  /** A rectangle of the outputs of one image. */
  private record Part(Window window, int source, int target) {}

  private final Window whole;
  private final int inChannels;
  private final int outChannels;
  private final int patchRows;
  private final int columnLimit;
  private final List<Part> parts = new ArrayList<>();
  private double[] patches = new double[0];
  private double[] product = new double[0];
  private int columns;

  ConvolutionColumns(Window whole, int inChannels, int outChannels) {
    this.whole = whole;
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.patchRows = inChannels * whole.taps();
    this.columnLimit = Math.max(FEWEST_COLUMNS, BLOCK_ENTRIES / patchRows);
  }

  /** Takes in one image, and multiplies whenever a block is full. */
  void addImage(Gemm gemm, Matrix kernel, double[] x, int source, double[] y, int target) {
    for (Window part : NonZeroWindow.strips(whole, inChannels, x, source, patchRows)) {
      if (columns + part.outPixels() > columnLimit) {
        flush(gemm, kernel, x, y);
      }
      parts.add(new Part(part, source, target + part.firstIn(whole)));
      columns += part.outPixels();
    }
  }

  /** Multiplies what was taken in and adds it to the images it belongs to. */
  void flush(Gemm gemm, Matrix kernel, double[] x, double[] y) {
    if (columns == 0) {
      return;
    }
    patches = patches.length < patchRows * columns ? new double[patchRows * columns] : patches;
    product = product.length < outChannels * columns ? new double[outChannels * columns] : product;
    int first = 0;
    for (Part part : parts) {
      gather(part, x, first);
      first += part.window().outPixels();
    }
    gemm.multiply(
        kernel,
        Matrix.of(patches, 0, patchRows, columns),
        Matrix.of(product, 0, outChannels, columns));
    first = 0;
    for (Part part : parts) {
      scatter(part, first, y);
      first += part.window().outPixels();
    }
    parts.clear();
    columns = 0;
  }

  private void gather(Part part, double[] x, int first) {
    Window w = part.window();
    int line = first;
    for (int c = 0; c < inChannels; c++) {
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        for (int kw = 0; kw < w.kernelWidth(); kw++, line += columns) {
          for (int oh = 0; oh < w.outHeight(); oh++) {
            int row = w.inRow(oh, kh);
            int to = line + oh * w.outWidth();
            if (w.isRowInside(row)) {
              gatherRow(w, kw, x, part.source() + c * w.inPixels() + row * w.inWidth(), to);
            } else {
              Arrays.fill(patches, to, to + w.outWidth(), 0);
            }
          }
        }
      }
    }
  }

  private void gatherRow(Window w, int kw, double[] x, int row, int to) {
    int first = w.firstInside(kw);
    int end = Math.max(first, w.endInside(kw));
    Arrays.fill(patches, to, to + first, 0);
    Arrays.fill(patches, to + end, to + w.outWidth(), 0);
    int source = row + w.inColumn(first, kw);
    if (w.strideWidth() == 1) {
      for (int ow = first; ow < end; ow++) {
        patches[to + ow] = x[source + ow - first];
      }
    } else {
      for (int ow = first; ow < end; ow++, source += w.strideWidth()) {
        patches[to + ow] = x[source];
      }
    }
  }

  private void scatter(Part part, int first, double[] y) {
    Window w = part.window();
    for (int o = 0; o < outChannels; o++) {
      for (int oh = 0; oh < w.outHeight(); oh++) {
        int from = o * columns + first + oh * w.outWidth();
        int to = part.target() + o * whole.outPixels() + oh * whole.outWidth();
        for (int ow = 0; ow < w.outWidth(); ow++) {
          y[to + ow] += product[from + ow];
        }
      }
    }
  }
}
