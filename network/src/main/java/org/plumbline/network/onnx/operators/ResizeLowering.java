package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.network.exact.Fraction;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Upsample and Resize: nearest neighbours, and linear and cubic interpolation. */
final class ResizeLowering {
  private final Call call;
  private final String transformation;
  private final ResampledAxis[] axes;

  private ResizeLowering(Call call, String transformation) {
    this.call = call;
    this.transformation = transformation;
    this.axes = new ResampledAxis[call.input(0).rank()];
    for (int d = 0; d < axes.length; d++) {
      int extent = call.input(0).shape()[d];
      boolean isCropped = transformation.equals("tf_crop_and_resize");
      String kept = isCropped ? "asymmetric" : transformation;
      this.axes[d] =
          new ResampledAxis(extent, extent, Fraction.ONE, kept, Fraction.ZERO, Fraction.ONE);
      if (extent < 1) {
        throw call.refuse("an input of shape " + Shapes.text(call.input(0).shape()));
      }
    }
  }

  /** Operator sets 7 to 9. */
  static Value upsample(Call call) {
    if (call.opset() >= 9) {
      return simple(call, call.exact(1).values());
    }
    float[] given = call.attributes.reals("scales");
    return simple(call, IntStream.range(0, given.length).mapToDouble(d -> given[d]).toArray());
  }

  /** Before operator set 11: places over scales, rounded down. */
  private static Value simple(Call call, double[] scales) {
    String mode = call.attributes.text("mode", "nearest");
    ResizeLowering resize = new ResizeLowering(call, "asymmetric");
    resize.scale(Shapes.identity(resize.axes.length), scales, null);
    boolean isDownward = Arrays.stream(resize.axes).anyMatch(ResampledAxis::isDownward);
    if (mode.equals("nearest") && isDownward) {
      throw call.refuse("a scale below 1 in mode nearest before operator set 11");
    }
    return resize.resized(mode, "floor");
  }

  /** Operator set 10 on. */
  static Value resize(Call call) {
    if (call.opset() < 11) {
      return simple(call, call.exact(1).values());
    }
    String mode = call.attributes.text("mode", "nearest");
    String transformation = call.attributes.text("coordinate_transformation_mode", "half_pixel");
    requireTransformation(call, transformation, mode);
    String nearest = call.attributes.text("nearest_mode", "round_prefer_floor");
    call.attributes.ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value");
    ResizeLowering resize = new ResizeLowering(call, transformation);
    resize.measure();
    if (Arrays.stream(resize.axes).anyMatch(ResampledAxis::isStretched)) {
      throw call.refuse("roi cuts an axis that keeps its size, which runtimes copy");
    }
    boolean isSmoothed = call.opset() >= 18 && call.attributes.flag("antialias", false);
    boolean isDownward = Arrays.stream(resize.axes).anyMatch(ResampledAxis::isDownward);
    if (isSmoothed && (isDownward || mode.equals("cubic"))) {
      throw call.refuse("attribute antialias is 1; supported is 0");
    }
    return resize.resized(mode, nearest);
  }

  private static void requireTransformation(Call call, String transformation, String mode) {
    boolean isOld = transformation.equals("tf_half_pixel_for_nn");
    boolean isNew = transformation.equals("half_pixel_symmetric");
    if (isOld && (call.opset() >= 13 || !mode.equals("nearest")) || isNew && call.opset() < 19) {
      throw call.refuse(
          "attribute coordinate_transformation_mode is "
              + transformation
              + " with mode "
              + mode
              + " in operator set "
              + call.opset());
    }
  }

  /** Takes the extents from scales or sizes. */
  private void measure() {
    int rank = axes.length;
    int[] chosen = Shapes.identity(rank);
    if (call.opset() >= 18 && call.attributes.has("axes")) {
      chosen = call.attributes.integers("axes");
      call.marked(chosen, rank);
    }
    String policy =
        call.opset() < 18 ? "stretch" : call.attributes.text("keep_aspect_ratio_policy", "stretch");
    double[] region = region(chosen.length);
    boolean hasScales = call.hasInput(2) && call.constant(2).count() > 0;
    if (hasScales == (call.hasInput(3) && call.constant(3).count() > 0)) {
      throw call.refuse("one of scales and sizes must be given");
    } else if (hasScales) {
      scale(chosen, call.exact(2).values(), region);
    } else {
      stretch(chosen, call.integers(3), region, policy);
    }
  }

  /** Starts and ends, which count where the result is cropped alone. */
  private double[] region(int count) {
    boolean isGiven = call.hasInput(1);
    if (!transformation.equals("tf_crop_and_resize")) {
      return null;
    }
    double[] region = isGiven ? call.exact(1).values() : new double[0];
    if (region.length != 2 * count) {
      throw call.refuse("roi of " + region.length + " numbers for " + count + " axes");
    }
    return region;
  }

  private void scale(int[] chosen, double[] scales, double[] region) {
    requireLength(scales.length, chosen.length);
    for (int i = 0; i < chosen.length; i++) {
      int d = call.axis(chosen[i], axes.length);
      if (!(scales[i] > 0 && scales[i] <= 1 << 20)) {
        throw call.refuse("scale " + scales[i]);
      }
      Fraction scale = Fraction.of(scales[i]);
      Fraction width = scale.times(Fraction.of(axes[d].in()));
      Fraction part = region == null ? Fraction.ONE : end(region, i).minus(start(region, i));
      Fraction size = width.times(part);
      Fraction margin = size.times(Fraction.of(1, 1 << 20));
      boolean isSure = size.minus(margin).floor().equals(size.plus(margin).floor());
      boolean isPlain = region == null && size.denominator().bitLength() == 1;
      if (size.signum() <= 0 || !isSure && !isPlain) {
        throw call.refuse(
            "scale "
                + scales[i]
                + " of an axis of "
                + axes[d].in()
                + ", "
                + "so that rounding decides on its extent; give sizes instead");
      }
      requireWhole(size);
      set(d, size.floor().intValueExact(), scale, region, i);
    }
  }

  /**
   * Where an extent was rounded, the standard's text and its reference divide by different ones.
   */
  private void requireWhole(Fraction size) {
    boolean isDividedBy =
        transformation.equals("align_corners") || transformation.equals("tf_crop_and_resize");
    if (isDividedBy && size.denominator().bitLength() != 1) {
      throw call.refuse(
          transformation + " to an extent of " + size + ", which is not whole; give sizes instead");
    }
  }

  private void stretch(int[] chosen, int[] sizes, double[] region, String policy) {
    requireLength(sizes.length, chosen.length);
    Fraction common = null;
    for (int i = 0; i < chosen.length; i++) {
      if (sizes[i] < 1) {
        throw call.refuse("sizes " + Shapes.text(sizes));
      }
      Fraction own = Fraction.of(sizes[i], axes[call.axis(chosen[i], axes.length)].in());
      common =
          switch (policy) {
            case "stretch" -> own;
            case "not_larger" -> common == null ? own : common.min(own);
            case "not_smaller" -> common == null ? own : common.max(own);
            default -> throw call.refuse("attribute keep_aspect_ratio_policy is " + policy);
          };
    }
    for (int i = 0; i < chosen.length; i++) {
      int d = call.axis(chosen[i], axes.length);
      Fraction own = Fraction.of(sizes[i], axes[d].in());
      boolean isOwn = policy.equals("stretch") || own.equals(common);
      int size = isOwn ? sizes[i] : rounded(common.times(Fraction.of(axes[d].in())));
      set(d, size, isOwn ? own : common, region, i);
    }
  }

  /** An extent of the common scale, rounded to the nearest; near halves runtimes make either. */
  private int rounded(Fraction size) {
    Fraction above = size.plus(Fraction.HALF);
    Fraction margin = above.times(Fraction.of(1, 1 << 20));
    boolean isSure = above.minus(margin).floor().equals(above.plus(margin).floor());
    if (!isSure || above.compareTo(Fraction.ONE) < 0) {
      throw call.refuse("an extent of " + size + " that keeps the aspect ratio; give sizes");
    } else if (!call.attributes.text("mode", "nearest").equals("nearest")) {
      throw call.refuse("attribute keep_aspect_ratio_policy with interpolation; give sizes");
    }
    return above.floor().intValueExact();
  }

  private void requireLength(int given, int chosen) {
    if (given != chosen) {
      throw call.refuse(given + " scales or sizes for " + chosen + " axes");
    }
  }

  private static Fraction start(double[] region, int i) {
    return Fraction.of(region[i]);
  }

  private static Fraction end(double[] region, int i) {
    return Fraction.of(region[region.length / 2 + i]);
  }

  private void set(int d, int out, Fraction scale, double[] region, int i) {
    axes[d] =
        new ResampledAxis(
            axes[d].in(),
            call.graph.claim(out),
            scale,
            transformation,
            region == null ? Fraction.ZERO : start(region, i),
            region == null ? Fraction.ONE : end(region, i));
  }

  private Value resized(String mode, String nearest) {
    int[] shape = Arrays.stream(axes).mapToInt(ResampledAxis::out).toArray();
    call.graph.claim(shape);
    return switch (mode) {
      case "nearest" -> nearest(nearest, shape);
      case "linear" -> interpolated(shape, (axis, place) -> axis.linear(call, place));
      case "cubic" -> {
        Fraction a = Fraction.of(call.attributes.real("cubic_coeff_a", -0.75f));
        boolean excludes = call.attributes.flag("exclude_outside", false);
        yield interpolated(shape, (axis, place) -> axis.cubic(call, place, a, excludes));
      }
      default -> throw call.refuse("attribute mode is " + mode);
    };
  }

  private Value interpolated(int[] shape, Interpolation.Weights weights) {
    if (!(call.input(0) instanceof Value.Variable x) || x.isInteger()) {
      throw call.refuse("its input is a constant or holds integers, and is interpolated");
    }
    double outside = call.attributes.real("extrapolation_value", 0);
    return new Interpolation(call, axes, weights).of(x, shape, outside);
  }

  private Value nearest(String mode, int[] shape) {
    Value value = call.input(0);
    int[][] sources = new int[axes.length][];
    for (int d = 0; d < axes.length; d++) {
      sources[d] = axes[d].nearest(call, mode);
    }
    int[] index = MovementLowering.gridIndex(value.shape(), shape, sources);
    double outside = call.attributes.real("extrapolation_value", 0);
    if (outside == 0 || Arrays.stream(index).allMatch(i -> i >= 0)) {
      return call.graph.pick(value, index, shape);
    } else if (value.isInteger()) {
      throw call.refuse("attribute extrapolation_value is " + outside + " for integers");
    }
    int[] filled = Arrays.stream(index).map(i -> i < 0 ? 0 : -1).toArray();
    Value.Reals fill =
        new Value.Reals(new int[0], value.type(), new double[] {outside}, null, null);
    return JoinLowering.overlay(call, List.of(value, fill), List.of(index, filled), shape);
  }
}
