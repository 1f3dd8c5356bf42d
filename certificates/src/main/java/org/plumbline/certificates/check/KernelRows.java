package org.plumbline.certificates.check;

import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.Window;

/**
 * Products with the transpose of a convolution, output pixel by output pixel: all channels of a
 * pixel see the same inputs, so that a sum over channels stays in registers and the kernel is all
 * that comes from memory. The entries are those of {@link SparseRows} and zeros.
 */
final class KernelRows {
  private static final int WIDTH = CoefficientBlock.WIDTH;

  private final Window window;
  private final int groups;
  private final int inChannels;
  private final int outChannels;

  /**
   * The pixel of each neuron and the group of its channel, as one number; and the channel in it.
   */
  private final int[] cell;

  private final int[] channel;

  /** Entry {@code ((g·inChannels + c)·taps + tap)·outChannels + o}, channels of a group. */
  private final double[] weight;

  KernelRows(ConvolutionMap map) {
    this.window = map.window();
    this.groups = map.groups();
    this.inChannels = map.inChannels() / groups;
    this.outChannels = map.outChannels() / groups;
    int patch = inChannels * window.taps();
    this.cell = new int[map.outputSize()];
    this.channel = new int[map.outputSize()];
    int pixels = window.outPixels();
    for (int i = 0; i < cell.length; i++) {
      cell[i] = i / pixels / outChannels * pixels + i % pixels;
      channel[i] = i / pixels % outChannels;
    }
    this.weight = new double[map.kernel().length];
    for (int o = 0; o < map.outChannels(); o++) {
      int group = o / outChannels;
      for (int p = 0; p < patch; p++) {
        weight[(group * patch + p) * outChannels + o % outChannels] = map.kernel()[o * patch + p];
      }
    }
  }

  /** {@code to += Mᵀ from}. */
  void addTransposed(CoefficientBlock from, CoefficientBlock to) {
    int pixels = window.outPixels();
    int cells = groups * pixels;
    int[] start = new int[cells + 1];
    for (int t = 0; t < from.count(); t++) {
      start[cell[from.neuron(t)] + 1]++;
    }
    for (int c = 0; c < cells; c++) {
      start[c + 1] += start[c];
    }
    int[] neurons = new int[from.count()];
    int[] next = start.clone();
    for (int t = 0; t < neurons.length; t++) {
      neurons[next[cell[from.neuron(t)]]++] = from.neuron(t);
    }
    Pixel pixel = new Pixel(from, to);
    for (int c = 0; c < cells; c++) {
      if (start[c] < start[c + 1]) {
        pixel.add(c / pixels, c % pixels, neurons, start[c], start[c + 1]);
      }
    }
  }

  /** What one pixel adds, with the coefficients of its channels side by side. */
  private final class Pixel {
    private final CoefficientBlock from;
    private final CoefficientBlock to;
    private final int width;
    private final double[] values;
    private final int[] used = new int[outChannels];
    private int count;

    Pixel(CoefficientBlock from, CoefficientBlock to) {
      this.from = from;
      this.to = to;
      this.width = from.width();
      this.values = new double[outChannels * width];
    }

    void add(int group, int pixel, int[] neurons, int start, int end) {
      count = 0;
      for (int t = start; t < end; t++) {
        if (!from.isZero(neurons[t])) {
          System.arraycopy(from.values(), neurons[t] * width, values, count * width, width);
          used[count++] = channel[neurons[t]];
        }
      }
      if (count > 0) {
        addInputs(group, pixel / window.outWidth(), pixel % window.outWidth());
      }
    }

    private void addInputs(int group, int row, int column) {
      for (int ky = 0; ky < window.kernelHeight(); ky++) {
        int y = window.inRow(row, ky);
        for (int kx = 0; kx < window.kernelWidth(); kx++) {
          int x = window.inColumn(column, kx);
          if (y >= 0 && y < window.inHeight() && x >= 0 && x < window.inWidth()) {
            int tap = ky * window.kernelWidth() + kx;
            for (int c = 0; c < inChannels; c++) {
              int entry = (group * inChannels + c) * window.taps() + tap;
              int input = (group * inChannels + c) * window.inPixels() + y * window.inWidth() + x;
              to.touch(input);
              if (width == 1) {
                to.values()[input] += sumOfOne(entry * outChannels);
              } else {
                addSum(entry * outChannels, to.values(), input * WIDTH);
              }
            }
          }
        }
      }
    }

    private double sumOfOne(int first) {
      double sum = 0;
      for (int t = 0; t < count; t++) {
        sum += weight[first + used[t]] * values[t];
      }
      return sum;
    }

    private void addSum(int first, double[] sums, int into) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      for (int t = 0; t < count; t++) {
        double v = weight[first + used[t]];
        int at = t * WIDTH;
        s0 += v * values[at];
        s1 += v * values[at + 1];
        s2 += v * values[at + 2];
        s3 += v * values[at + 3];
        s4 += v * values[at + 4];
        s5 += v * values[at + 5];
        s6 += v * values[at + 6];
        s7 += v * values[at + 7];
      }
      sums[into] += s0;
      sums[into + 1] += s1;
      sums[into + 2] += s2;
      sums[into + 3] += s3;
      sums[into + 4] += s4;
      sums[into + 5] += s5;
      sums[into + 6] += s6;
      sums[into + 7] += s7;
    }
  }
}
