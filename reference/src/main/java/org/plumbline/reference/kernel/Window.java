package org.plumbline.reference.kernel;

import org.plumbline.reference.tensor.Shape;

/**
 * Where a window that slides over the spatial axes of a tensor N × C × D₁ × … × Dₙ lies: position p
 * and tap k along an axis are at {@code p·stride + k·dilation − begin}. Source: Conv, AveragePool
 * and MaxPool of docs/Operators.md.
 */
public final class Window {
  private final int[] in;
  private final int[] kernel;
  private final int[] strides;
  private final int[] dilations;
  private final int[] begin;
  private final int[] end;
  private final int[] out;
  private final int taps;
  private final int positions;
  private final int inputs;

  /** All are one number per spatial axis. */
  public Window(
      int[] in, int[] kernel, int[] strides, int[] dilations, int[] begin, int[] end, int[] out) {
    this.in = in;
    this.kernel = kernel;
    this.strides = strides;
    this.dilations = dilations;
    this.begin = begin;
    this.end = end;
    this.out = out;
    this.taps = Shape.of(kernel).size();
    this.positions = Shape.of(out).size();
    this.inputs = Shape.of(in).size();
  }

  /** The shape of a result with so many channels. */
  public Shape result(int batch, int channels) {
    return withChannels(batch, channels, out);
  }

  public static Shape withChannels(int batch, int channels, int[] out) {
    long[] dims = new long[2 + out.length];
    dims[0] = batch;
    dims[1] = channels;
    for (int i = 0; i < out.length; i++) {
      dims[2 + i] = out[i];
    }
    return Shape.of(dims);
  }

  /** The number of elements of the window. */
  public int taps() {
    return taps;
  }

  /** The number of places that the window takes. */
  public int positions() {
    return positions;
  }

  /** The number of elements of the spatial axes of the input. */
  public int inputs() {
    return inputs;
  }

  /**
   * The spatial index of what tap k sees at position p, at {@code k·positions + p}; −1 for padding.
   */
  public int[] table(Call call) {
    call.budget().claim((long) taps * positions);
    int[] table = {0};
    int tapsDone = 1;
    int placesDone = 1;
    for (int axis = 0; axis < in.length; axis++) {
      int[] next = new int[table.length * kernel[axis] * out[axis]];
      for (int tap = 0; tap < tapsDone * kernel[axis]; tap++) {
        for (int position = 0; position < placesDone * out[axis]; position++) {
          int outer = table[tap / kernel[axis] * placesDone + position / out[axis]];
          int inner = at(axis, position % out[axis], tap % kernel[axis]);
          boolean isPadding = outer < 0 || inner < 0 || inner >= in[axis];
          next[tap * placesDone * out[axis] + position] = isPadding ? -1 : outer * in[axis] + inner;
        }
      }
      table = next;
      tapsDone *= kernel[axis];
      placesDone *= out[axis];
    }
    return table;
  }

  private int at(int axis, int position, int tap) {
    return position * strides[axis] + tap * dilations[axis] - begin[axis];
  }

  /** How many taps lie in the input or its padding, at each position. */
  public int[] paddedCounts() {
    int[] counts = {1};
    for (int axis = 0; axis < in.length; axis++) {
      int[] next = new int[counts.length * out[axis]];
      for (int i = 0; i < next.length; i++) {
        int inside = 0;
        for (int tap = 0; tap < kernel[axis]; tap++) {
          inside += at(axis, i % out[axis], tap) < in[axis] + end[axis] ? 1 : 0;
        }
        next[i] = counts[i / out[axis]] * inside;
      }
      counts = next;
    }
    return counts;
  }
}
