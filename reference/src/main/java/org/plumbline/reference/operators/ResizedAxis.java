package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.UncertainException;

/**
 * One axis of Resize: which elements each place of the result is made of, and how much of each.
 * Source: docs/Operators.md and its reference implementation, {@code interpolate_nd}.
 *
 * <p>ONNX Runtime computes coordinates in float32. Where that could choose another nearest element
 * than exact arithmetic does, the result is uncertain.
 */
final class ResizedAxis {
  private final Call call;
  private final int in;
  private final int out;
  private final float scale;
  private final boolean isBySize;
  private final String transformation;
  private final double start;
  private final double end;

  /**
   * @param scale what the file gives, or 0 if it gives the size
   * @param start of the region of interest, a fraction of the axis; so is {@code end}
   */
  ResizedAxis(
      Call call, int in, int out, float scale, String transformation, double start, double end) {
    this.call = call;
    this.in = in;
    this.out = out;
    this.transformation = transformation;
    this.start = start;
    this.end = end;
    this.scale = scale > 0 ? scale : (float) out / in;
    this.isBySize = scale == 0;
  }

  boolean isDownward() {
    return scale < 1;
  }

  /** Whether a part of the axis is made as long as the axis. */
  boolean isCutToItsSize() {
    boolean isCut = transformation.equals("tf_crop_and_resize") && (start != 0 || end != 1);
    return isCut && in == out && scale == 1;
  }

  /** Whether the axis stays as it is. */
  boolean isKept() {
    return in == out && scale == 1 && !transformation.equals("tf_crop_and_resize");
  }

  /** Where a place of the result lies in the input, as the formulas of the standard have it. */
  private Scalar coordinate(int place) {
    Scalar x = call.constant(place);
    return switch (transformation) {
      case "half_pixel" -> halfPixel(place);
      case "half_pixel_symmetric" -> {
        Scalar adjustment = unscaled(call.constant(out)).over(in);
        Scalar rest = call.constant(1).minus(adjustment);
        yield rest.times(in / 2.0).plus(halfPixel(place));
      }
      case "pytorch_half_pixel" -> out > 1 ? halfPixel(place) : call.constant(0);
      case "align_corners" -> out > 1 ? x.times(in - 1).over(out - 1) : call.constant(0);
      case "asymmetric" -> unscaled(x);
      case "tf_half_pixel_for_nn" -> unscaled(x.plus(0.5));
      default -> cropped(x);
    };
  }

  private Scalar halfPixel(int place) {
    return unscaled(call.constant(place).plus(0.5)).plus(-0.5);
  }

  /** x over the scale, which is out / in if the file gives the size. */
  private Scalar unscaled(Scalar x) {
    return isBySize ? x.times(in).over(out) : x.over(scale);
  }

  private Scalar cropped(Scalar x) {
    Scalar first = call.constant(start).times(in - 1);
    Scalar width = call.constant(end).minus(call.constant(start));
    return out > 1
        ? first.plus(x.times(width).times(in - 1).over(out - 1))
        : call.constant(start).plus(end).times(0.5).times(in - 1);
  }

  /**
   * The same in float32, operation by operation; NaN where the order of operations is not known.
   */
  private float roughly(int place) {
    return switch (transformation) {
      case "half_pixel" -> (place + 0.5f) / scale - 0.5f;
      case "pytorch_half_pixel" -> out > 1 ? (place + 0.5f) / scale - 0.5f : 0;
      case "align_corners" -> out > 1 ? (float) place * (in - 1) / (out - 1) : 0;
      case "asymmetric" -> place / scale;
      case "tf_half_pixel_for_nn" -> (place + 0.5f) / scale;
      default -> Float.NaN;
    };
  }

  /**
   * Whether a place of the result lies beyond the input, so that the extrapolation value counts.
   */
  private boolean isOutside(Scalar coordinate) {
    return transformation.equals("tf_crop_and_resize")
        && (coordinate.isLess(call.constant(0)) || call.constant(in - 1).isLess(coordinate));
  }

  /**
   * The nearest element for each place of the result; −1 for the extrapolation value.
   *
   * @throws UncertainException if rounding decides which one is nearest
   */
  int[] nearest(String mode) {
    int[] nearest = new int[out];
    for (int i = 0; i < out; i++) {
      Scalar x = coordinate(i);
      if (isOutside(x)) {
        nearest[i] = -1;
        continue;
      }
      double chosen = choose(mode, x.value());
      boolean isPlain = x.value() == roughly(i) && !(x instanceof Ball ball && ball.radius() > 0);
      double margin = 1e-5 * (1 + Math.abs(x.value()));
      if (!isPlain
          && (choose(mode, x.value() - margin) != chosen
              || choose(mode, x.value() + margin) != chosen)) {
        throw new UncertainException("which element is nearest to " + x + ": rounding decides");
      }
      nearest[i] = (int) Math.max(0, Math.min(in - 1, chosen));
      if (isKept() && nearest[i] != i) {
        throw new ReferenceException(
            transformation + " moves an axis of scale 1, which ONNX Runtime leaves as it is");
      }
    }
    return nearest;
  }

  private static double choose(String mode, double x) {
    return switch (mode) {
      case "round_prefer_floor" -> Math.ceil(x - 0.5);
      case "round_prefer_ceil" -> Math.floor(x + 0.5);
      case "floor" -> Math.floor(x);
      default -> Math.ceil(x);
    };
  }

  /**
   * Elements and their weights.
   *
   * @param elements of the axis
   * @param weights of the same number; none for the extrapolation value
   */
  record Mixture(int[] elements, Scalar[] weights) {}

  /** Linear interpolation between the neighbours of each place. */
  Mixture linear(int place) {
    Scalar x = coordinate(place);
    if (isOutside(x)) {
      return new Mixture(new int[0], new Scalar[0]);
    }
    Scalar inside = x.max(0).min(in - 1);
    int floor = floor(inside);
    Scalar ratio = inside.plus(-floor);
    return new Mixture(
        new int[] {floor, Math.min(floor + 1, in - 1)},
        new Scalar[] {call.constant(1).minus(ratio), ratio});
  }

  private static int floor(Scalar x) {
    Scalar floor = x.step(Math::floor);
    if (floor instanceof Ball ball && ball.radius() > 0) {
      throw new UncertainException("the element below " + x + ": rounding decides");
    }
    return (int) floor.value();
  }

  /** Cubic convolution over four neighbours (Keys 1981, equation 4), with its parameter a. */
  Mixture cubic(int place, double a, boolean excludesOutside) {
    Scalar x = coordinate(place);
    if (isOutside(x)) {
      return new Mixture(new int[0], new Scalar[0]);
    }
    int floor = floor(x);
    Scalar ratio = x.plus(-floor);
    Scalar rest = call.constant(1).minus(ratio);
    Scalar[] weights = {far(ratio.plus(1), a), near(ratio, a), near(rest, a), far(rest.plus(1), a)};
    int[] elements = new int[weights.length];
    Scalar sum = call.constant(0);
    for (int i = 0; i < weights.length; i++) {
      int element = floor - 1 + i;
      if (excludesOutside && (element < 0 || element >= in)) {
        weights[i] = call.constant(0);
      }
      sum = sum.plus(weights[i]);
      elements[i] = Math.max(0, Math.min(in - 1, element));
    }
    if (excludesOutside) {
      Scalar total = sum;
      Arrays.setAll(weights, i -> weights[i].over(total));
    }
    return new Mixture(elements, weights);
  }

  /** {@code (a+2)s³ − (a+3)s² + 1}. */
  private static Scalar near(Scalar s, double a) {
    Scalar inner = s.times(a + 2).plus(-(a + 3));
    return inner.times(s).times(s).plus(1);
  }

  /** {@code as³ − 5as² + 8as − 4a}. */
  private static Scalar far(Scalar s, double a) {
    Scalar inner = s.times(a).plus(-5 * a).times(s).plus(8 * a);
    return inner.times(s).plus(-4 * a);
  }
}
