package org.plumbline.network.model;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;

/**
 * Products of two linear maps that are again a plain map, with no error or one relative rounding
 * per coefficient. Products that would cancel (dense times dense) are left alone: their error is
 * not relative to the coefficient.
 */
final class MapComposition {
  /** Products of two factors above it stay clear of the subnormal numbers. */
  private static final double SMALLEST_FACTOR = 0x1p-500;

  private MapComposition() {}

  /** The map {@code second · first}, or null. */
  static LinearMap compose(LinearMap first, LinearMap second) {
    if (second instanceof SelectionMap selection && selection.isIdentity()) {
      return first;
    }
    if (first instanceof SelectionMap selection) {
      return afterSelection(selection, second);
    }
    if (first instanceof DiagonalMap diagonal && isOne(diagonal)) {
      return second;
    }
    if (second instanceof DiagonalMap diagonal) {
      return scaledRows(first, diagonal);
    }
    if (first instanceof DenseMap dense) {
      return second instanceof SelectionMap selection
          ? pickedRows(dense, selection)
          : scaledPicks(dense, second);
    }
    return null;
  }

  /** Rows of a dense matrix, each scaled by the one entry that the second map has for it. */
  private static LinearMap scaledPicks(DenseMap dense, LinearMap second) {
    if (!(second instanceof DenseMap || second instanceof SparseMap)) {
      return null;
    }
    int inputs = dense.inputSize();
    int outputs = second.outputSize();
    int[] row = new int[outputs];
    double[] scale = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      int[] count = new int[1];
      int at = o;
      second.visitRow(
          o,
          (input, value) -> {
            count[0]++;
            row[at] = input;
            scale[at] = value;
          });
      if (count[0] > 1) {
        return null;
      }
    }
    double[] weights = new double[Math.multiplyExact(outputs, inputs)];
    if (mayUnderflow(scale) || mayUnderflow(dense.weights())) {
      return null;
    }
    boolean isExact = second.coefficientError() == 0;
    for (int o = 0; o < outputs; o++) {
      isExact &= Math.abs(scale[o]) <= 1 && scale[o] == Math.rint(scale[o]);
      for (int i = 0; i < inputs; i++) {
        weights[o * inputs + i] = scale[o] * dense.weights()[row[o] * inputs + i];
      }
    }
    double error =
        isExact
            ? dense.coefficientError()
            : combinedError(dense.coefficientError(), second.coefficientError());
    return new DenseMap(outputs, inputs, weights, error);
  }

  private static boolean isOne(DiagonalMap diagonal) {
    for (double scale : diagonal.scale()) {
      if (scale != 1) {
        return false;
      }
    }
    return diagonal.coefficientError() == 0;
  }

  private static LinearMap afterSelection(SelectionMap first, LinearMap second) {
    if (first.isIdentity()) {
      return second;
    }
    if (second instanceof SelectionMap selection) {
      int[] index = new int[selection.index().length];
      for (int o = 0; o < index.length; o++) {
        int middle = selection.index()[o];
        index[o] = middle < 0 ? -1 : first.index()[middle];
      }
      return new SelectionMap(first.inputSize(), index);
    }
    return second instanceof DenseMap dense
            && first.summands() == 1
            && first.inputSize() <= 2 * first.outputSize()
        ? permutedColumns(first, dense)
        : null;
  }

  /** Exact, since no input is selected twice. */
  private static LinearMap permutedColumns(SelectionMap first, DenseMap dense) {
    int inputs = first.inputSize();
    double[] weights = new double[Math.multiplyExact(dense.outputSize(), inputs)];
    for (int o = 0; o < dense.outputSize(); o++) {
      for (int m = 0; m < first.index().length; m++) {
        if (first.index()[m] >= 0) {
          weights[o * inputs + first.index()[m]] = dense.weights()[o * dense.inputSize() + m];
        }
      }
    }
    return new DenseMap(dense.outputSize(), inputs, weights, dense.coefficientError());
  }

  private static LinearMap pickedRows(DenseMap dense, SelectionMap selection) {
    int inputs = dense.inputSize();
    double[] weights = new double[Math.multiplyExact(selection.outputSize(), inputs)];
    for (int o = 0; o < selection.outputSize(); o++) {
      if (selection.index()[o] >= 0) {
        System.arraycopy(
            dense.weights(), selection.index()[o] * inputs, weights, o * inputs, inputs);
      }
    }
    return new DenseMap(selection.outputSize(), inputs, weights, dense.coefficientError());
  }

  private static LinearMap scaledRows(LinearMap first, DiagonalMap diagonal) {
    double error = combinedError(first.coefficientError(), diagonal.coefficientError());
    if (mayUnderflow(diagonal.scale())) {
      return null;
    }
    if (first instanceof DiagonalMap inner && !mayUnderflow(inner.scale())) {
      return new DiagonalMap(scaled(inner.scale(), diagonal.scale(), 1), error);
    }
    if (first instanceof DenseMap dense && !mayUnderflow(dense.weights())) {
      double[] weights = scaled(dense.weights(), diagonal.scale(), dense.inputSize());
      return new DenseMap(dense.outputSize(), dense.inputSize(), weights, error);
    }
    if (first instanceof ConvolutionMap conv && !mayUnderflow(conv.kernel())) {
      double[] perChannel = perChannel(diagonal.scale(), conv.outChannels());
      return perChannel == null
          ? null
          : new ConvolutionMap(
              conv.window(),
              conv.inChannels(),
              conv.outChannels(),
              conv.groups(),
              scaled(conv.kernel(), perChannel, conv.kernel().length / conv.outChannels()),
              error);
    }
    return null;
  }

  private static double[] scaled(double[] entries, double[] scale, int perRow) {
    double[] result = new double[entries.length];
    for (int e = 0; e < result.length; e++) {
      result[e] = entries[e] * scale[e / perRow];
    }
    return result;
  }

  /** Whether a product with one of the factors could lose more than its last bit. */
  private static boolean mayUnderflow(double[] factors) {
    for (double factor : factors) {
      if (factor != 0 && Math.abs(factor) < SMALLEST_FACTOR) {
        return true;
      }
    }
    return false;
  }

  private static double[] perChannel(double[] scale, int channels) {
    int pixels = scale.length / channels;
    double[] result = new double[channels];
    for (int i = 0; i < scale.length; i++) {
      if (i % pixels == 0) {
        result[i / pixels] = scale[i];
      } else if (scale[i] != result[i / pixels]) {
        return null;
      }
    }
    return result;
  }

  /** (1+a)(1+b)(1+u) − 1 and a little more. */
  private static double combinedError(double a, double b) {
    return (a + b + a * b + 2 * Rounding.UNIT) * (1 + 0x1p-20);
  }
}
