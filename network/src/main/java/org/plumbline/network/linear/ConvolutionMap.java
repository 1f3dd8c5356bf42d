package org.plumbline.network.linear;

import java.util.Arrays;

/**
 * A grouped two-dimensional convolution (cross-correlation, as in ONNX) of channel-first images,
 * zero padding. Products go through an explicit patch matrix and {@link Gemm}, one image at a time,
 * so that no dense matrix of the whole layer is ever built.
 */
public final class ConvolutionMap implements LinearMap {
  private final Window window;
  private final int inChannels;
  private final int outChannels;
  private final int groups;
  private final double[] kernel;
  private final double[] kernelTransposed;
  private final double coefficientError;

  /**
   * @param kernel {@code [outChannels × inChannels/groups × kernelHeight × kernelWidth]}, owned by
   *     the map
   */
  public ConvolutionMap(
      Window window,
      int inChannels,
      int outChannels,
      int groups,
      double[] kernel,
      double coefficientError) {
    if (inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          groups + " groups do not divide " + inChannels + " and " + outChannels + " channels");
    }
    if (kernel.length != outChannels * (inChannels / groups) * window.taps()) {
      throw new IllegalArgumentException("kernel of " + kernel.length + " weights does not fit");
    }
    this.window = window;
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.groups = groups;
    this.kernel = kernel;
    this.kernelTransposed = transposedPerGroup();
    this.coefficientError = coefficientError;
  }

  public Window window() {
    return window;
  }

  public int inChannels() {
    return inChannels;
  }

  public int outChannels() {
    return outChannels;
  }

  public int groups() {
    return groups;
  }

  /** The weights, row-major; not to be changed. */
  public double[] kernel() {
    return kernel;
  }

  @Override
  public int inputSize() {
    return inChannels * window.inPixels();
  }

  @Override
  public int outputSize() {
    return outChannels * window.outPixels();
  }

  @Override
  public double coefficientError() {
    return coefficientError;
  }

  @Override
  public int summands() {
    return Math.max(inChannels, outChannels) / groups * window.taps();
  }

  @Override
  public long parameters() {
    return kernel.length;
  }

  private int patchRows() {
    return inChannels / groups * window.taps();
  }

  private double[] transposedPerGroup() {
    int patch = patchRows();
    int out = outChannels / groups;
    double[] transposed = new double[kernel.length];
    for (int g = 0; g < groups; g++) {
      int base = g * out * patch;
      for (int o = 0; o < out; o++) {
        for (int p = 0; p < patch; p++) {
          transposed[base + p * out + o] = kernel[base + o * patch + p];
        }
      }
    }
    return transposed;
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    int pixels = window.outPixels();
    int patch = patchRows();
    int out = outChannels / groups;
    double[] patches = new double[patch * pixels];
    gemm.pin(kernel);
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < groups; g++) {
        int image = xOffset + r * inputSize() + g * (inChannels / groups) * window.inPixels();
        gather(x, image, patches);
        gemm.accumulate(
            out,
            pixels,
            patch,
            kernel,
            g * out * patch,
            patch,
            patches,
            0,
            pixels,
            y,
            yOffset + r * outputSize() + g * out * pixels,
            pixels);
      }
    }
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    int pixels = window.outPixels();
    int patch = patchRows();
    int out = outChannels / groups;
    double[] patches = new double[patch * pixels];
    gemm.pin(kernelTransposed);
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < groups; g++) {
        Arrays.fill(patches, 0);
        gemm.accumulate(
            patch,
            pixels,
            out,
            kernelTransposed,
            g * out * patch,
            out,
            y,
            yOffset + r * outputSize() + g * out * pixels,
            pixels,
            patches,
            0,
            pixels);
        int image = xOffset + r * inputSize() + g * (inChannels / groups) * window.inPixels();
        scatter(patches, x, image);
      }
    }
  }

  private void gather(double[] x, int image, double[] patches) {
    Window w = window;
    int target = 0;
    for (int c = 0; c < inChannels / groups; c++) {
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        for (int kw = 0; kw < w.kernelWidth(); kw++) {
          for (int oh = 0; oh < w.outHeight(); oh++, target += w.outWidth()) {
            int row = w.inRow(oh, kh);
            if (!w.isRowInside(row)) {
              Arrays.fill(patches, target, target + w.outWidth(), 0);
              continue;
            }
            int source = image + c * w.inPixels() + row * w.inWidth();
            gatherRow(x, source, kw, patches, target);
          }
        }
      }
    }
  }

  private void gatherRow(double[] x, int source, int kw, double[] patches, int target) {
    for (int ow = 0; ow < window.outWidth(); ow++) {
      int column = window.inColumn(ow, kw);
      patches[target + ow] = window.isColumnInside(column) ? x[source + column] : 0;
    }
  }

  private void scatter(double[] patches, double[] x, int image) {
    Window w = window;
    int from = 0;
    for (int c = 0; c < inChannels / groups; c++) {
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        for (int kw = 0; kw < w.kernelWidth(); kw++) {
          for (int oh = 0; oh < w.outHeight(); oh++, from += w.outWidth()) {
            int row = w.inRow(oh, kh);
            if (w.isRowInside(row)) {
              scatterRow(patches, from, kw, x, image + c * w.inPixels() + row * w.inWidth());
            }
          }
        }
      }
    }
  }

  private void scatterRow(double[] patches, int from, int kw, double[] x, int target) {
    for (int ow = 0; ow < window.outWidth(); ow++) {
      int column = window.inColumn(ow, kw);
      if (window.isColumnInside(column)) {
        x[target + column] += patches[from + ow];
      }
    }
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    absolute().apply(new JavaGemm(), 1, x, 0, y, 0);
  }

  @Override
  public LinearMap absolute() {
    return new ConvolutionMap(
        window, inChannels, outChannels, groups, AbsoluteEntries.of(kernel), 0);
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    Window w = window;
    int channel = output / w.outPixels();
    int oh = output % w.outPixels() / w.outWidth();
    int ow = output % w.outWidth();
    int firstInput = channel / (outChannels / groups) * (inChannels / groups);
    for (int c = 0; c < inChannels / groups; c++) {
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        int row = w.inRow(oh, kh);
        for (int kw = 0; kw < w.kernelWidth(); kw++) {
          int column = w.inColumn(ow, kw);
          double weight =
              kernel[channel * patchRows() + (c * w.kernelHeight() + kh) * w.kernelWidth() + kw];
          if (w.isRowInside(row) && w.isColumnInside(column) && weight != 0) {
            visitor.entry((firstInput + c) * w.inPixels() + row * w.inWidth() + column, weight);
          }
        }
      }
    }
  }
}
