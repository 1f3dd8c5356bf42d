package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.file.Attributes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/** Resize and Upsample: nearest elements, or weighted means along one axis after the other. */
final class Resizing {
  private final Call call;
  private final ReferenceTensor x;
  private final ResizedAxis[] axes;
  private final long[] dims;
  private final double extrapolation;

  private Resizing(Call call, ReferenceTensor x, double extrapolation) {
    this.call = call;
    this.x = x;
    this.axes = new ResizedAxis[x.shape().rank()];
    this.dims = x.shape().longs();
    this.extrapolation = extrapolation;
  }

  /**
   * Scales from the attribute (opset 7 and 8) or the input (9); ONNX has no Upsample from 10 on.
   */
  static ReferenceTensor upsample(Call call) {
    double[] scales = call.opset() < 9 ? call.attributes.reals("scales") : scales(call, 1);
    return simple(call, scales);
  }

  private static double[] scales(Call call, int index) {
    ReferenceTensor scales = call.input(index, ElementType.FLOAT32);
    if (scales.shape().rank() != 1) {
      throw new ReferenceException("scales of shape " + scales.shape());
    }
    return scales.values();
  }

  static ReferenceTensor resize(Call call) {
    return call.opset() < 11 ? simple(call, scales(call, 1)) : full(call);
  }

  /** Before opset 11: {@code x / scale}, rounded down. */
  private static ReferenceTensor simple(Call call, double[] scales) {
    String mode = call.attributes.choice("mode", "nearest", "linear");
    ReferenceTensor x = call.input(0);
    Resizing resizing = new Resizing(call, x, 0);
    long[] all = new long[x.shape().rank()];
    Arrays.setAll(all, i -> i);
    resizing.scale(all, scales, "asymmetric", null);
    if (!mode.equals("nearest")) {
      return resizing.mixed((axis, place) -> axis.linear(place));
    }
    if (Arrays.stream(resizing.axes).anyMatch(ResizedAxis::isDownward)) {
      throw new ReferenceException("downsampling in mode nearest is not defined before opset 11");
    }
    return resizing.nearest("floor");
  }

  private static ReferenceTensor full(Call call) {
    Attributes attributes = call.attributes;
    String mode = attributes.choice("mode", "nearest", "linear", "cubic");
    String transformation = attributes.text("coordinate_transformation_mode", "half_pixel");
    checkTransformation(call.opset(), transformation);
    if (transformation.equals("tf_half_pixel_for_nn") && !mode.equals("nearest")) {
      throw new ReferenceException("attribute mode is " + mode + " with " + transformation);
    }
    String rounding =
        attributes.choice(
            "nearest_mode", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
    double a = attributes.real("cubic_coeff_a", -0.75f);
    boolean excludes = attributes.flag("exclude_outside", false);
    Resizing resizing =
        new Resizing(call, call.input(0), attributes.real("extrapolation_value", 0));
    resizing.size(transformation);
    return switch (mode) {
      case "nearest" -> resizing.nearest(rounding);
      case "linear" -> resizing.mixed((axis, place) -> axis.linear(place));
      default -> resizing.mixed((axis, place) -> axis.cubic(place, a, excludes));
    };
  }

  private static void checkTransformation(int opset, String name) {
    boolean isKnown =
        switch (name) {
          case "half_pixel",
              "pytorch_half_pixel",
              "align_corners",
              "asymmetric",
              "tf_crop_and_resize" ->
              true;
          case "tf_half_pixel_for_nn" -> opset < 18;
          case "half_pixel_symmetric" -> opset >= 19;
          default -> false;
        };
    if (!isKnown) {
      throw new ReferenceException("attribute coordinate_transformation_mode is " + name);
    }
  }

  /** Sets the size of each axis from the inputs scales or sizes. */
  private void size(String transformation) {
    int rank = x.shape().rank();
    long[] named = call.opset() < 18 ? null : call.attributes.optionalIntegers("axes");
    long[] chosen = new long[rank];
    Arrays.setAll(chosen, i -> i);
    chosen = named == null ? chosen : named;
    boolean antialiases = call.opset() >= 18 && call.attributes.flag("antialias", false);
    double[] region = region(chosen.length, transformation);
    boolean hasScales = call.has(2) && call.input(2).size() > 0;
    if (hasScales == (call.has(3) && call.input(3).size() > 0)) {
      throw new ReferenceException("either scales or sizes have to be given");
    }
    if (hasScales) {
      if (call.opset() >= 18) {
        call.attributes.ignore("keep_aspect_ratio_policy");
      }
      scale(chosen, scales(call, 2), transformation, region);
    } else {
      String policy =
          call.opset() < 18
              ? "stretch"
              : call.attributes.choice(
                  "keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller");
      if (policy.equals("stretch")) {
        stretch(chosen, call.list(3), transformation, region);
      } else {
        keepRatio(chosen, call.list(3), policy.equals("not_larger"), transformation, region);
      }
    }
    if (Arrays.stream(axes).anyMatch(ResizedAxis::isCutToItsSize)) {
      throw new ReferenceException("an axis is cut to its own size, and ONNX Runtime copies it");
    }
    if (antialiases && Arrays.stream(axes).anyMatch(ResizedAxis::isDownward)) {
      throw new ReferenceException("attribute antialias is not supported for downsampling");
    }
  }

  /** Starts and ends of the region of interest, which counts in one transformation only. */
  private double[] region(int count, String transformation) {
    ReferenceTensor region = call.has(1) ? call.input(1) : null;
    if (!transformation.equals("tf_crop_and_resize")) {
      return null;
    }
    if (region == null || !region.isReal() || region.size() != 2 * count || !region.isExact()) {
      throw new ReferenceException("roi is " + region + " for " + count + " axes");
    }
    return region.values();
  }

  private void scale(long[] chosen, double[] scales, String transformation, double[] region) {
    checkLength(chosen, scales.length);
    keepAll(transformation);
    for (int i = 0; i < chosen.length; i++) {
      int axis = x.shape().axis(chosen[i]);
      int in = x.shape().dim(axis);
      double part = region == null ? 1 : region[chosen.length + i] - region[i];
      double size = Math.floor(in * part * scales[i]);
      if (!(scales[i] > 0) || !(size >= 0) || size > Integer.MAX_VALUE) {
        throw new ReferenceException("a scale of " + scales[i] + " for an axis of " + in);
      }
      if (size != Math.floor(in * (float) part * (float) scales[i])) {
        throw new ReferenceException("rounding decides the size of axis " + axis);
      }
      boolean isDividedBy =
          transformation.equals("align_corners") || transformation.equals("tf_crop_and_resize");
      if (isDividedBy && size != in * part * scales[i]) {
        throw new ReferenceException(
            "a size that was rounded, by which " + transformation + " divides");
      }
      dims[axis] = (long) size;
      axes[axis] = axis(in, (int) size, (float) scales[i], transformation, region, i);
    }
  }

  private void stretch(long[] chosen, long[] sizes, String transformation, double[] region) {
    checkLength(chosen, sizes.length);
    keepAll(transformation);
    for (int i = 0; i < chosen.length; i++) {
      int axis = x.shape().axis(chosen[i]);
      dims[axis] = Shape.of(sizes[i]).dim(0);
      axes[axis] = axis(x.shape().dim(axis), (int) dims[axis], 0, transformation, region, i);
    }
  }

  /** One scale for all axes, the least or the greatest; sizes are rounded to the nearest. */
  private void keepRatio(
      long[] chosen, long[] sizes, boolean isLeast, String transformation, double[] region) {
    checkLength(chosen, sizes.length);
    keepAll(transformation);
    double scale = isLeast ? Double.POSITIVE_INFINITY : 0;
    for (int i = 0; i < chosen.length; i++) {
      double own = (double) sizes[i] / x.shape().dim(x.shape().axis(chosen[i]));
      scale = isLeast ? Math.min(scale, own) : Math.max(scale, own);
    }
    for (int i = 0; i < chosen.length; i++) {
      int axis = x.shape().axis(chosen[i]);
      double exact = scale * x.shape().dim(axis);
      double size = Math.floor(exact + 0.5);
      if (size < 1 || Math.abs(Math.abs(exact - size) - 0.5) < 1e-6 * size) {
        throw new ReferenceException("rounding decides the size of axis " + axis);
      }
      dims[axis] = Shape.of((long) size).dim(0);
      axes[axis] = axis(x.shape().dim(axis), (int) size, (float) scale, transformation, region, i);
    }
  }

  private static void checkLength(long[] chosen, int given) {
    if (given != chosen.length) {
      throw new ReferenceException(given + " scales or sizes for " + chosen.length + " axes");
    }
  }

  private void keepAll(String transformation) {
    for (int axis = 0; axis < axes.length; axis++) {
      int dim = x.shape().dim(axis);
      axes[axis] = new ResizedAxis(call, dim, dim, 1, transformation, 0, 1);
    }
  }

  private ResizedAxis axis(
      int in, int out, float scale, String transformation, double[] region, int i) {
    if (in == 0) {
      throw new ReferenceException("an axis of size 0");
    }
    double start = region == null ? 0 : region[i];
    double end = region == null ? 1 : region[region.length / 2 + i];
    return new ResizedAxis(call, in, out, scale, transformation, start, end);
  }

  private ReferenceTensor nearest(String mode) {
    int[][] sources = new int[axes.length][];
    for (int i = 0; i < axes.length; i++) {
      call.budget().claim(dims[i]);
      sources[i] = axes[i].nearest(mode);
    }
    if (!x.isReal() && extrapolation != 0) {
      throw new ReferenceException("attribute extrapolation_value for integers");
    }
    ReferenceTensor filler =
        x.isReal()
            ? ReferenceTensor.reals(x.type(), Shape.of(1), extrapolation)
            : ReferenceTensor.integers(x.type(), Shape.of(1), 0);
    return Padding.padded(call, x, sources, filler);
  }

  private interface Interpolation {
    ResizedAxis.Mixture at(ResizedAxis axis, int place);
  }

  private ReferenceTensor mixed(Interpolation interpolation) {
    if (!x.isReal()) {
      throw new ReferenceException("an interpolation of integers");
    }
    Shape shape = call.claim(dims);
    boolean[] isOutside = new boolean[shape.size()];
    ReferenceTensor result = x;
    for (int axis = 0; axis < axes.length; axis++) {
      if (!axes[axis].isKept()) {
        ResizedAxis.Mixture[] mixtures = new ResizedAxis.Mixture[(int) dims[axis]];
        for (int i = 0; i < mixtures.length; i++) {
          mixtures[i] = interpolation.at(axes[axis], i);
        }
        mark(isOutside, shape, axis, mixtures);
        result = mixed(result, axis, mixtures);
      }
    }
    RealBuilder built = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      built.set(i, isOutside[i] ? call.constant(extrapolation) : result.scalar(call.mode(), i));
    }
    return built.build(x.type());
  }

  private static void mark(
      boolean[] isOutside, Shape shape, int axis, ResizedAxis.Mixture[] mixtures) {
    int inner = shape.size(axis + 1, shape.rank());
    for (int i = 0; i < isOutside.length; i++) {
      isOutside[i] |= mixtures[i / inner % mixtures.length].elements().length == 0;
    }
  }

  private ReferenceTensor mixed(ReferenceTensor from, int axis, ResizedAxis.Mixture[] mixtures) {
    Shape shape = call.claim(from.shape().with(axis, mixtures.length));
    int inner = shape.size(axis + 1, shape.rank());
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      ResizedAxis.Mixture mixture = mixtures[i / inner % mixtures.length];
      int row = i / inner / mixtures.length * from.shape().dim(axis);
      Scalar sum = call.constant(0);
      for (int k = 0; k < mixture.elements().length; k++) {
        int element = (row + mixture.elements()[k]) * inner + i % inner;
        sum = sum.plus(from.scalar(call.mode(), element).times(mixture.weights()[k]));
      }
      result.set(i, sum);
    }
    return result.build(from.type());
  }
}
