package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Resizing by repetition: nearest neighbours, by whole-number factors. */
final class ResizeLowering {
  private ResizeLowering() {}

  /** Operator sets 7 to 9. */
  static Value upsample(Call call) {
    requireNearest(call);
    double[] scales;
    if (call.opset() < 9) {
      float[] given = call.attributes.reals("scales");
      scales = new double[given.length];
      for (int d = 0; d < scales.length; d++) {
        scales[d] = given[d];
      }
    } else {
      scales = call.exact(1).values();
    }
    return repeated(call, scales);
  }

  private static void requireNearest(Call call) {
    String mode = call.attributes.text("mode", "nearest");
    if (!mode.equals("nearest")) {
      throw call.refuse("attribute mode is " + mode + "; supported is nearest");
    }
  }

  /** Operator set 10 on. */
  static Value resize(Call call) {
    requireNearest(call);
    if (call.opset() < 11) {
      return repeated(call, call.exact(1).values());
    }
    call.attributes.ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value");
    call.hasInput(1);
    requireRepetition(call);
    boolean hasScales = call.hasInput(2) && call.constant(2).count() > 0;
    if (hasScales == call.hasInput(3) && (!hasScales || call.constant(3).count() > 0)) {
      throw call.refuse("one of scales and sizes must be given");
    }
    return repeated(call, hasScales ? call.exact(2).values() : scales(call, call.integers(3)));
  }

  /**
   * For a whole factor f, output position i repeats input ⌊i / f⌋ under these rules: with half
   * pixels (i + ½) / f − ½ lies strictly within ½ of it.
   */
  private static void requireRepetition(Call call) {
    String place = call.attributes.text("coordinate_transformation_mode", "half_pixel");
    String rounding = call.attributes.text("nearest_mode", "round_prefer_floor");
    boolean isFloor = place.equals("asymmetric") && rounding.equals("floor");
    boolean isNearest =
        (place.equals("half_pixel") || place.equals("pytorch_half_pixel"))
            && rounding.startsWith("round_prefer_");
    if (!isFloor && !isNearest) {
      throw call.refuse(
          "coordinate_transformation_mode "
              + place
              + " with nearest_mode "
              + rounding
              + "; supported are asymmetric with floor and half_pixel with rounding");
    }
  }

  private static double[] scales(Call call, int[] sizes) {
    int[] shape = call.input(0).shape();
    if (call.opset() >= 18
        && !call.attributes.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw call.refuse("attribute keep_aspect_ratio_policy");
    }
    if (sizes.length != shape.length) {
      throw call.refuse("sizes " + Shapes.text(sizes) + " for " + Shapes.text(shape));
    }
    double[] scales = new double[sizes.length];
    for (int d = 0; d < scales.length; d++) {
      scales[d] = sizes[d] / (double) shape[d];
    }
    return scales;
  }

  private static Value repeated(Call call, double[] scales) {
    Value value = call.input(0);
    int[] from = value.shape();
    int[] shape = new int[from.length];
    int[][] sources = new int[from.length][];
    if (scales.length != from.length) {
      throw call.refuse("scales " + Arrays.toString(scales) + " for " + Shapes.text(from));
    }
    for (int d = 0; d < shape.length; d++) {
      int factor = (int) scales[d];
      if (factor != scales[d] || factor < 1) {
        throw call.refuse("scale " + scales[d] + "; supported are whole numbers");
      }
      shape[d] = Math.multiplyExact(from[d], factor);
      sources[d] = new int[call.graph.claim(shape[d])];
      for (int i = 0; i < shape[d]; i++) {
        sources[d][i] = i / factor;
      }
    }
    call.graph.claim(shape);
    return call.graph.pick(value, MovementLowering.gridIndex(from, shape, sources), shape);
  }
}
