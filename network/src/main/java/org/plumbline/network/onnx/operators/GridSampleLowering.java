package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.network.exact.Fraction;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * GridSample of images at constant places, −1 and 1 being the borders of an image: a weighted sum
 * of its pixels. Places and weights are exact fractions until each weight is rounded once.
 */
final class GridSampleLowering {
  /** Runtimes compute places in binary32, and may choose another pixel within this. */
  private static final Fraction MARGIN = Fraction.of(1, 100_000);

  /** What the exact numbers of a place cost, in elements. */
  private static final int FRACTIONS = 64;

  private final Call call;
  private final boolean isNearest;
  private final boolean isAligned;
  private final boolean isClamped;
  private boolean isExact = true;

  private GridSampleLowering(Call call) {
    this.call = call;
    String mode = call.attributes.text("mode", call.opset() < 20 ? "bilinear" : "linear");
    String padding = call.attributes.text("padding_mode", "zeros");
    this.isNearest = mode.equals("nearest");
    this.isAligned = call.attributes.flag("align_corners", false);
    this.isClamped = padding.equals("border");
    if (!isNearest && !mode.equals(call.opset() < 20 ? "bilinear" : "linear")) {
      throw call.refuse("attribute mode is " + mode + "; supported are linear and nearest");
    } else if (!isClamped && !padding.equals("zeros")) {
      throw call.refuse(
          "attribute padding_mode is " + padding + "; supported are zeros and border");
    }
  }

  static Value gridSample(Call call) {
    return new GridSampleLowering(call).lower();
  }

  private Value lower() {
    Value.Variable x = call.variable(0);
    Value.Reals grid = call.exact(1);
    int[] image = x.shape();
    int[] places = grid.shape();
    if (image.length != 4 || places.length != 4 || places[3] != 2 || places[0] != image[0]) {
      throw call.refuse("a grid of shape " + Shapes.text(places) + " for " + Shapes.text(image));
    } else if (image[2] < 1 || image[3] < 1) {
      throw call.refuse("an image of shape " + Shapes.text(image));
    }
    if (!isNearest || grid.deviations() != null) {
      call.graph.unknownInFloat32("samples with weights that runtimes round");
    }
    int[] shape = {image[0], image[1], places[1], places[2]};
    int plane = Math.multiplyExact(places[1], places[2]);
    call.graph.claim(4, call.graph.claim(shape));
    Row[] rows = new Row[call.graph.claim(image[0], plane)];
    call.graph.claim(FRACTIONS, rows.length);
    for (int p = 0; p < rows.length; p++) {
      Map<Integer, Fraction> across = weights(grid.values()[2 * p], image[3]);
      rows[p] = row(weights(grid.values()[2 * p + 1], image[2]), across, image[3]);
    }
    return call.graph.affine(x, map(image, rows, plane), shape);
  }

  /** The pixels of one plane that a place is made of, ascending. */
  private record Row(int[] pixels, double[] weights) {}

  private Row row(Map<Integer, Fraction> down, Map<Integer, Fraction> across, int width) {
    int[] pixels = new int[down.size() * across.size()];
    double[] weights = new double[pixels.length];
    int next = 0;
    for (Map.Entry<Integer, Fraction> y : down.entrySet()) {
      for (Map.Entry<Integer, Fraction> x : across.entrySet()) {
        Fraction weight = y.getValue().times(x.getValue());
        if (weight.signum() != 0) {
          pixels[next] = y.getKey() * width + x.getKey();
          weights[next] = weight.toDouble();
          isExact &= Fraction.of(weights[next++]).equals(weight);
        }
      }
    }
    return new Row(Arrays.copyOf(pixels, next), Arrays.copyOf(weights, next));
  }

  /** The weights of the elements of one axis; what lies outside has none. */
  private Map<Integer, Fraction> weights(double coordinate, int extent) {
    Fraction last = Fraction.of(extent - 1L);
    Fraction fromBorder = Fraction.of(coordinate).plus(Fraction.ONE).times(Fraction.HALF);
    Fraction at =
        isAligned
            ? fromBorder.times(last)
            : fromBorder.times(Fraction.of(extent)).minus(Fraction.HALF);
    if (isClamped) {
      at = at.max(Fraction.ZERO).min(last);
    }
    Map<Integer, Fraction> weights = new TreeMap<>();
    boolean isFar = at.compareTo(Fraction.of(-1)) < 0 || at.compareTo(Fraction.of(extent)) > 0;
    if (isFar) {
      return weights;
    }
    if (isNearest) {
      put(weights, nearest(at), Fraction.ONE, extent);
      return weights;
    }
    int below = at.floor().intValueExact();
    Fraction rest = at.minus(Fraction.of(below));
    put(weights, below, Fraction.ONE.minus(rest), extent);
    put(weights, below + 1, rest, extent);
    return weights;
  }

  private static void put(
      Map<Integer, Fraction> weights, int element, Fraction weight, int extent) {
    if (element >= 0 && element < extent) {
      weights.put(element, weight);
    }
  }

  /** Halves are decided by rounding, and refused. */
  private int nearest(Fraction at) {
    Fraction margin = MARGIN.times(Fraction.ONE.plus(at.max(at.negated())));
    Fraction shifted = at.plus(Fraction.HALF);
    if (!shifted.minus(margin).floor().equals(shifted.plus(margin).floor())) {
      throw call.refuse("a place lies at " + at + " of an axis, so that rounding decides");
    }
    return shifted.floor().intValueExact();
  }

  private SparseMap map(int[] image, Row[] rows, int plane) {
    int channels = image[1];
    int pixels = image[2] * image[3];
    int[] starts = new int[rows.length * channels + 1];
    for (int o = 0; o + 1 < starts.length; o++) {
      Row row = rows[o / (channels * plane) * plane + o % plane];
      starts[o + 1] = starts[o] + row.pixels.length;
    }
    int[] columns = new int[starts[starts.length - 1]];
    double[] values = new double[columns.length];
    for (int o = 0; o + 1 < starts.length; o++) {
      Row row = rows[o / (channels * plane) * plane + o % plane];
      for (int k = 0; k < row.pixels.length; k++) {
        columns[starts[o] + k] = o / plane * pixels + row.pixels[k];
        values[starts[o] + k] = row.weights[k];
      }
    }
    double error = isExact ? 0 : 2 * Rounding.UNIT;
    return new SparseMap(
        Math.multiplyExact(image[0] * channels, pixels), starts, columns, values, error);
  }
}
