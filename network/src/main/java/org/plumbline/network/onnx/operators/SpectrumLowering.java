package org.plumbline.network.onnx.operators;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Discrete Fourier transforms: linear maps whose coefficients are cosines and sines of {@code
 * 2π·k·n/N}. The last axis holds a real part, or a real and an imaginary part.
 *
 * <p>Each angle is taken to {@code [0, π/4]} in whole numbers, so that multiples of π/2 are exact
 * and all others keep a small relative error: its angle has one of 3 roundings, which the functions
 * pass on by a factor of at most 1, and they themselves err by one unit in the last place.
 */
final class SpectrumLowering {
  /** That, a division by N and a product with a window. */
  private static final double ERROR = 16 * Rounding.UNIT;

  private SpectrumLowering() {}

  static Value dft(Call call) {
    Value.Variable x = call.variable(0);
    int rank = x.rank();
    boolean isInverse = call.attributes.flag("inverse", false);
    boolean isOneSided = call.attributes.flag("onesided", false);
    int parts = parts(call, x);
    int given =
        call.opset() < 20
            ? call.attributes.integer("axis", 1)
            : call.hasInput(2) ? single(call, 2) : -2;
    int axis = call.axis(given, rank);
    boolean isRealResult = isInverse && isOneSided;
    if (axis == rank - 1 || isOneSided && (isInverse ? parts != 2 : parts != 1)) {
      throw call.refuse(
          "axis " + given + " of a tensor of shape " + Shapes.text(x.shape()) + ", of one side");
    }
    int extent = x.shape()[axis];
    int usual = isRealResult ? 2 * (extent - 1) : extent;
    int length = call.hasInput(1) ? single(call, 1) : usual;
    if (length < 1) {
      throw call.refuse("a signal of length " + length);
    }
    int bins = isOneSided && !isInverse ? length / 2 + 1 : length;
    int used = Math.min(extent, isRealResult ? length / 2 + 1 : length);
    int[] shape = x.shape().clone();
    shape[axis] = bins;
    shape[rank - 1] = isRealResult ? 1 : 2;
    int inner = Shapes.count(shape, axis + 1, rank - 1);
    Rows rows = new Rows(call, x, parts, length, used, shape);
    int resultParts = shape[rank - 1];
    int count = Shapes.count(shape);
    for (int o = 0; o < count; o++) {
      int place = o / resultParts;
      int bin = place / inner % bins;
      int first = place / inner / bins * extent * inner + place % inner;
      for (int n = 0; n < used; n++) {
        double weight = isInverse ? 1.0 / length : 1;
        if (isRealResult) {
          weight *= n > 0 && 2 * n != length ? 2 : 1;
        }
        rows.add(first + n * inner, (long) bin * n, isInverse, o % resultParts == 1, weight);
      }
      rows.end();
    }
    return rows.result(shape);
  }

  /** The transforms of parts of a signal, which a window weighs. */
  static Value stft(Call call) {
    Value.Variable x = call.variable(0);
    boolean isOneSided = call.attributes.flag("onesided", true);
    int parts = parts(call, x);
    if (x.rank() != 3 || isOneSided && parts == 2) {
      throw call.refuse("a signal of shape " + Shapes.text(x.shape()));
    }
    int samples = x.shape()[1];
    int step = single(call, 1);
    double[] window = call.hasInput(2) ? call.exact(2).values() : null;
    int usual = window == null ? samples : window.length;
    int length = call.hasInput(3) ? single(call, 3) : usual;
    boolean fits = window == null || window.length == length;
    if (step < 1 || length < 1 || length > samples || !fits) {
      throw call.refuse("frames of " + length + ", " + step + " apart, of " + samples);
    }
    int frames = (samples - length) / step + 1;
    int bins = isOneSided ? length / 2 + 1 : length;
    int[] shape = {x.shape()[0], frames, bins, 2};
    Rows rows = new Rows(call, x, parts, length, length, shape);
    int count = Shapes.count(shape);
    for (int o = 0; o < count; o++) {
      int bin = o / 2 % bins;
      int first = o / 2 / bins / frames * samples + o / 2 / bins % frames * step;
      for (int n = 0; n < length; n++) {
        rows.add(first + n, (long) bin * n, false, o % 2 == 1, window == null ? 1 : window[n]);
      }
      rows.end();
    }
    return rows.result(shape);
  }

  private static int parts(Call call, Value.Variable x) {
    int parts = x.rank() < 2 ? 0 : x.shape()[x.rank() - 1];
    if (parts != 1 && parts != 2) {
      throw call.refuse(
          "a tensor of shape " + Shapes.text(x.shape()) + "; its last axis is 1 or 2");
    }
    return parts;
  }

  private static int single(Call call, int input) {
    int[] values = call.integers(input);
    if (values.length != 1) {
      throw call.refuse("input " + input + " must be a single number");
    }
    return values[0];
  }

  /** Rows of the matrix, one after the other. */
  private static final class Rows {
    private final Call call;
    private final Value.Variable x;
    private final int parts;
    private final int length;
    private final int[] starts;
    private final int[] columns;
    private final double[] values;
    private int row;
    private int next;

    Rows(Call call, Value.Variable x, int parts, int length, int used, int[] shape) {
      this.call = call;
      this.x = x;
      this.parts = parts;
      this.length = length;
      int count = call.graph.claim(shape);
      call.graph.claim(2, count, used, parts);
      this.starts = new int[count + 1];
      this.columns = new int[Math.multiplyExact(Math.multiplyExact(count, used), parts)];
      this.values = new double[columns.length];
    }

    /** {@code weight · (re + i·im) · exp(∓2πi·turns/length)}: its real or its imaginary part. */
    void add(int sample, long turns, boolean isInverse, boolean isImaginary, double weight) {
      long turn = turns % length;
      double cosine = cosine(turn, length);
      double sine = cosine(Math.floorMod(4 * turn - length, 4L * length), 4L * length);
      double forward = isInverse ? -sine : sine;
      columns[next] = sample * parts;
      values[next++] = weight * (isImaginary ? -forward : cosine);
      if (parts == 2) {
        columns[next] = sample * 2 + 1;
        values[next++] = weight * (isImaginary ? cosine : forward);
      }
    }

    void end() {
      starts[++row] = next;
    }

    Value result(int[] shape) {
      call.graph.unknownInFloat32("transforms, with cosines that runtimes round");
      return call.graph.affine(x, new SparseMap(x.count(), starts, columns, values, ERROR), shape);
    }
  }

  /** {@code cos(2π · turn / all)} for {@code 0 ≤ turn < all}. */
  private static double cosine(long turn, long all) {
    long half = Math.min(turn, all - turn);
    boolean isNegative = 4 * half > all;
    long quarter = isNegative ? all - 2 * half : 2 * half;
    // The angle is π · quarter / all, at most π/2.
    double cosine =
        4 * quarter <= all
            ? Math.cos(Math.PI * quarter / all)
            : Math.sin(Math.PI * (all - 2 * quarter) / (2.0 * all));
    return isNegative ? -cosine : cosine;
  }
}
