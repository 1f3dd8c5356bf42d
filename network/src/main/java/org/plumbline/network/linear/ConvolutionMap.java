package org.plumbline.network.linear;

/**
 * A grouped two-dimensional convolution (cross-correlation, as in ONNX) of channel-first images,
 * zero padding. Products go through an explicit patch matrix and {@link Gemm}, a few images at a
 * time, so that no dense matrix of the whole layer is ever built.
 */
public final class ConvolutionMap implements LinearMap {
  /** Multiply-adds of a map that is worth a look at which inputs are zero. */
  private static final long LARGE = 1 << 26;

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

  private ConvolutionMap(Window window, ConvolutionMap of) {
    this.window = window;
    this.inChannels = of.inChannels;
    this.outChannels = of.outChannels;
    this.groups = of.groups;
    this.kernel = of.kernel;
    this.kernelTransposed = of.kernelTransposed;
    this.coefficientError = of.coefficientError;
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
  public int summandsOfOutputs() {
    return patchRows();
  }

  @Override
  public long parameters() {
    return kernel.length;
  }

  @Override
  public long products() {
    return (long) kernel.length * window.outPixels();
  }

  /** The same kernel looking through another window. */
  ConvolutionMap through(Window other) {
    return new ConvolutionMap(other, this);
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
    gemm.pin(kernel);
    for (int g = 0; g < groups; g++) {
      int from = xOffset + firstInput(g);
      int to = yOffset + g * (outChannels / groups) * window.outPixels();
      if (rows > 1 && products() < LARGE) {
        applyTogether(gemm, g, rows, x, from, y, to);
      } else {
        for (int r = 0; r < rows; r++) {
          applyToOne(gemm, g, x, from + r * inputSize(), y, to + r * outputSize());
        }
      }
    }
  }

  private void applyTogether(Gemm gemm, int g, int rows, double[] x, int from, double[] y, int to) {
    ConvolutionColumns columns =
        new ConvolutionColumns(window, inChannels / groups, outChannels / groups);
    for (int r = 0; r < rows; r++) {
      columns.addImage(gemm, group(g), x, from + r * inputSize(), y, to + r * outputSize());
    }
    columns.flush(gemm, group(g), x, y);
  }

  private void applyToOne(Gemm gemm, int g, double[] x, int from, double[] y, int to) {
    if (products() >= LARGE) {
      applyInStrips(gemm, g, x, from, y, to);
    } else {
      double[] patches = new double[patchRows() * window.outPixels()];
      ConvolutionPatches.gather(window, inChannels / groups, x, from, patches);
      gemm.accumulate(group(g), patches(patches, window), image(y, to));
    }
  }

  /**
   * A large image in strips of rows, whose patches take little memory, and only where some input is
   * not zero: what a few pixels move costs what their receptive fields cost.
   */
  private void applyInStrips(Gemm gemm, int g, double[] x, int from, double[] y, int to) {
    int out = outChannels / groups;
    for (Window strip : NonZeroWindow.strips(window, inChannels / groups, x, from, patchRows())) {
      double[] patches = new double[patchRows() * strip.outPixels()];
      double[] product = new double[out * strip.outPixels()];
      ConvolutionPatches.gather(strip, inChannels / groups, x, from, patches);
      gemm.accumulate(
          group(g), patches(patches, strip), Matrix.of(product, 0, out, strip.outPixels()));
      int first = strip.firstIn(window);
      for (int line = 0; line < out * strip.outHeight(); line++) {
        int channel = line / strip.outHeight();
        int row = line % strip.outHeight();
        int target = to + channel * window.outPixels() + first + row * window.outWidth();
        for (int c = 0; c < strip.outWidth(); c++) {
          y[target + c] += product[line * strip.outWidth() + c];
        }
      }
    }
  }

  private Matrix group(int g) {
    int out = outChannels / groups;
    return Matrix.of(kernel, g * out * patchRows(), out, patchRows());
  }

  private Matrix patches(double[] patches, Window of) {
    return Matrix.of(patches, 0, patchRows(), of.outPixels());
  }

  private Matrix image(double[] y, int to) {
    return Matrix.of(y, to, outChannels / groups, window.outPixels());
  }

  private int firstInput(int group) {
    return group * (inChannels / groups) * window.inPixels();
  }

  /** Only pixels with a coefficient on some channel are moved: rows often come from few neurons. */
  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    int out = outChannels / groups;
    gemm.pin(kernelTransposed);
    ConvolutionPatches patches =
        new ConvolutionPatches(window, inChannels / groups, out, kernelTransposed);
    for (int g = 0; g < groups; g++) {
      patches.startGroup(g * out * patchRows());
      for (int r = 0; r < rows; r++) {
        patches.addImage(
            gemm,
            y,
            yOffset + r * outputSize() + g * out * window.outPixels(),
            x,
            xOffset + r * inputSize() + firstInput(g));
      }
      patches.flush(gemm, y, x);
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

  /**
   * The outputs whose windows see one input. Kernel rows run backwards: output rows then ascend.
   */
  @Override
  public void visitColumn(int input, EntryVisitor visitor) {
    Window w = window;
    int channel = input / w.inPixels();
    int row = input % w.inPixels() / w.inWidth();
    int column = input % w.inWidth();
    int group = channel / (inChannels / groups);
    int inGroup = channel % (inChannels / groups);
    int out = outChannels / groups;
    for (int o = group * out; o < (group + 1) * out; o++) {
      for (int kh = w.kernelHeight() - 1; kh >= 0; kh--) {
        int oh = w.outRow(row, kh);
        for (int kw = w.kernelWidth() - 1; oh >= 0 && kw >= 0; kw--) {
          int ow = w.outColumn(column, kw);
          double weight =
              kernel[o * patchRows() + (inGroup * w.kernelHeight() + kh) * w.kernelWidth() + kw];
          if (ow >= 0 && weight != 0) {
            visitor.entry(o * w.outPixels() + oh * w.outWidth() + ow, weight);
          }
        }
      }
    }
  }
}
