package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.Map;
import org.plumbline.network.exact.Fraction;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Elements that are weighted sums of elements, the weights of an element being products of one for
 * each axis. Weights are exact fractions until they are rounded once per axis and once per product;
 * a runtime computes its own in binary32.
 */
final class Interpolation {
  /** The weights of a place on an axis by element; none where the place lies outside. */
  interface Weights {
    Map<Integer, Fraction> at(ResampledAxis axis, int place);
  }

  private final Call call;
  private final ResampledAxis[] axes;
  private final int[][][] elements;
  private final double[][][] weights;
  private boolean isExact = true;

  Interpolation(Call call, ResampledAxis[] axes, Weights weights) {
    this.call = call;
    this.axes = axes;
    this.elements = new int[axes.length][][];
    this.weights = new double[axes.length][][];
    for (int d = 0; d < axes.length; d++) {
      call.graph.claim(axes[d].isKept() ? 16 : ResampledAxis.FRACTIONS, axes[d].out());
      this.elements[d] = new int[axes[d].out()][];
      this.weights[d] = new double[axes[d].out()][];
      for (int i = 0; i < axes[d].out(); i++) {
        set(d, i, axes[d].isKept() ? Map.of(i, Fraction.ONE) : weights.at(axes[d], i));
      }
    }
  }

  private void set(int d, int i, Map<Integer, Fraction> ofPlace) {
    int n = (int) ofPlace.values().stream().filter(weight -> weight.signum() != 0).count();
    elements[d][i] = new int[n];
    weights[d][i] = new double[n];
    int next = 0;
    for (Map.Entry<Integer, Fraction> entry : ofPlace.entrySet()) {
      if (entry.getValue().signum() != 0) {
        elements[d][i][next] = entry.getKey();
        weights[d][i][next] = entry.getValue().toDouble();
        isExact &= Fraction.of(weights[d][i][next++]).equals(entry.getValue());
      }
    }
  }

  /**
   * The result.
   *
   * @param outside what stands where an axis has no elements
   */
  Value of(Value.Variable x, int[] shape, double outside) {
    call.graph.unknownInFloat32("interpolates, with weights that runtimes round");
    int n = call.graph.claim(shape);
    int[] starts = new int[n + 1];
    double[] bias = new double[n];
    int[] place = new int[shape.length];
    long entries = 0;
    for (int o = 0; o < n; o++, next(place, shape)) {
      int count = entries(place);
      bias[o] = count == 0 ? outside : 0;
      entries += count;
      call.graph.claim(2, count);
      starts[o + 1] = Math.toIntExact(entries);
    }
    int[] columns = new int[starts[n]];
    double[] values = new double[columns.length];
    Arrays.fill(place, 0);
    for (int o = 0; o < n; o++, next(place, shape)) {
      fill(place, columns, values, starts[o], starts[o + 1]);
    }
    double error = isExact ? 0 : (3 * axes.length + 1) * Rounding.UNIT;
    SparseMap map = new SparseMap(x.count(), starts, columns, values, error);
    return call.graph.affine(x, map, Value.Reals.exact(shape, bias), shape);
  }

  private static void next(int[] place, int[] shape) {
    for (int d = shape.length - 1; d >= 0; d--) {
      if (++place[d] < shape[d]) {
        return;
      }
      place[d] = 0;
    }
  }

  private int entries(int[] place) {
    int count = 1;
    for (int d = 0; d < place.length; d++) {
      count = Math.multiplyExact(count, elements[d][place[d]].length);
    }
    return count;
  }

  /** The entries of a row, those of the last axis next to each other: in ascending order. */
  private void fill(int[] place, int[] columns, double[] values, int start, int end) {
    for (int e = start; e < end; e++) {
      int rest = e - start;
      int step = 1;
      double product = 1;
      int column = 0;
      for (int d = place.length - 1; d >= 0; d--) {
        int[] of = elements[d][place[d]];
        column += of[rest % of.length] * step;
        double weight = weights[d][place[d]][rest % of.length];
        isExact &= Math.fma(product, weight, -(product * weight)) == 0;
        product *= weight;
        rest /= of.length;
        step *= axes[d].in();
      }
      columns[e] = column;
      values[e] = product;
    }
  }
}
