package org.plumbline.network.onnx.operators;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.network.exact.Fraction;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;

/**
 * One axis of Resize: where each place of the result lies on the axis, by the formulas of the
 * standard in exact fractions, and the elements that it is made of.
 *
 * @param in extent of the axis
 * @param out extent of the result
 * @param scale of the axis; the model may have rounded {@code out / in} down
 * @param transformation how places are taken to coordinates
 * @param start of the region of interest as a share of the axis; so is {@code end}
 */
record ResampledAxis(
    int in, int out, Fraction scale, String transformation, Fraction start, Fraction end) {
  /** Runtimes compute coordinates in binary32, and may choose another neighbour within this. */
  private static final Fraction MARGIN = Fraction.of(1, 100_000);

  /** What the exact numbers of a place cost, in elements. */
  static final int FRACTIONS = 64;

  /** Whether the axis stays as it is. */
  boolean isKept() {
    return isOfOneSize() && (!isCropped() || isWhole());
  }

  /** Whether a part of the axis becomes as long as the axis, of which runtimes make the axis. */
  boolean isStretched() {
    return isOfOneSize() && isCropped() && !isWhole();
  }

  private boolean isOfOneSize() {
    return in == out && scale.equals(Fraction.ONE);
  }

  private boolean isWhole() {
    return start.signum() == 0 && end.equals(Fraction.ONE);
  }

  boolean isDownward() {
    return scale.compareTo(Fraction.ONE) < 0;
  }

  private boolean isCropped() {
    return transformation.equals("tf_crop_and_resize");
  }

  private Fraction coordinate(Call call, int place) {
    Fraction x = Fraction.of(place);
    Fraction halfPixel = x.plus(Fraction.HALF).over(scale).minus(Fraction.HALF);
    return switch (transformation) {
      case "half_pixel" -> halfPixel;
      case "half_pixel_symmetric" -> {
        Fraction adjustment = Fraction.of(out).over(scale.times(Fraction.of(in)));
        yield Fraction.of(in, 2).times(Fraction.ONE.minus(adjustment)).plus(halfPixel);
      }
      case "pytorch_half_pixel" -> out > 1 ? halfPixel : Fraction.ZERO;
      case "align_corners" -> out > 1 ? x.times(Fraction.of(in - 1L, out - 1L)) : Fraction.ZERO;
      case "asymmetric" -> x.over(scale);
      case "tf_half_pixel_for_nn" -> x.plus(Fraction.HALF).over(scale);
      case "tf_crop_and_resize" -> cropped(x);
      default -> throw call.refuse("attribute coordinate_transformation_mode is " + transformation);
    };
  }

  private Fraction cropped(Fraction x) {
    Fraction last = Fraction.of(in - 1L);
    return out > 1
        ? start.plus(x.times(end.minus(start)).over(Fraction.of(out - 1L))).times(last)
        : start.plus(end).times(Fraction.HALF).times(last);
  }

  /** Beyond the axis, so that the extrapolation value counts. */
  private boolean isOutside(Fraction x) {
    return isCropped() && (x.signum() < 0 || x.compareTo(Fraction.of(in - 1L)) > 0);
  }

  /** The element that each place repeats, or −1 for the extrapolation value. */
  int[] nearest(Call call, String mode) {
    if (isKept() && element(call, mode, coordinate(call, 0)) == 0) {
      return Shapes.identity(out);
    }
    call.graph.claim(FRACTIONS, out);
    int[] chosen = new int[out];
    for (int i = 0; i < out; i++) {
      Fraction x = coordinate(call, i);
      Fraction margin = MARGIN.times(Fraction.ONE.plus(x.max(x.negated())));
      int element = element(call, mode, x);
      boolean isSure =
          element == element(call, mode, x.minus(margin))
              && element == element(call, mode, x.plus(margin));
      if (!isSure && !isSimple(x)) {
        throw call.refuse("place " + i + " of an axis lies at " + x + ", so that rounding decides");
      } else if (isKept() && element != i) {
        throw call.refuse(transformation + " moves an axis of scale 1, which runtimes copy");
      }
      chosen[i] = isOutside(x) ? -1 : element;
    }
    return chosen;
  }

  /**
   * Whether binary32 computes a coordinate exactly: one sum, a quotient by the scale and another
   * sum do, if the scale and the coordinate are short binary fractions.
   */
  private boolean isSimple(Fraction x) {
    boolean isKnown = !isCropped() && !transformation.equals("half_pixel_symmetric");
    boolean isScaleKnown = transformation.equals("align_corners") || isShort(scale);
    return isKnown && isScaleKnown && isShort(x) && in < 1 << 12 && out < 1 << 12;
  }

  private static boolean isShort(Fraction x) {
    return x.denominator().bitCount() == 1
        && x.numerator().bitLength() + x.denominator().bitLength() < 22;
  }

  private int element(Call call, String mode, Fraction x) {
    Fraction chosen =
        switch (mode) {
          case "round_prefer_floor" -> whole(x.minus(Fraction.HALF).ceiling());
          case "round_prefer_ceil" -> whole(x.plus(Fraction.HALF).floor());
          case "floor" -> whole(x.floor());
          case "ceil" -> whole(x.ceiling());
          default -> throw call.refuse("attribute nearest_mode is " + mode);
        };
    return clamped(chosen);
  }

  private static Fraction whole(BigInteger number) {
    return new Fraction(number, BigInteger.ONE);
  }

  private int clamped(Fraction element) {
    Fraction inside = element.max(Fraction.ZERO).min(Fraction.of(in - 1L));
    return inside.floor().intValueExact();
  }

  /** The elements that a place is a weighted sum of; none for the extrapolation value. */
  Map<Integer, Fraction> linear(Call call, int place) {
    Fraction x = coordinate(call, place);
    Map<Integer, Fraction> weights = new TreeMap<>();
    if (!isOutside(x)) {
      Fraction inside = x.max(Fraction.ZERO).min(Fraction.of(in - 1L));
      int below = inside.floor().intValueExact();
      Fraction rest = inside.minus(Fraction.of(below));
      weights.merge(below, Fraction.ONE.minus(rest), Fraction::plus);
      weights.merge(Math.min(below + 1, in - 1), rest, Fraction::plus);
    }
    return weights;
  }

  /**
   * Cubic convolution over four neighbours (Keys, <em>Cubic convolution interpolation for digital
   * image processing</em>, 1981, equation 4).
   */
  Map<Integer, Fraction> cubic(Call call, int place, Fraction a, boolean excludesOutside) {
    Fraction x = coordinate(call, place);
    Map<Integer, Fraction> weights = new TreeMap<>();
    if (isOutside(x)) {
      return weights;
    }
    Fraction below = whole(x.floor());
    Fraction total = Fraction.ZERO;
    for (int k = -1; k <= 2; k++) {
      Fraction at = below.plus(Fraction.of(k));
      boolean isInside = at.signum() >= 0 && at.compareTo(Fraction.of(in)) < 0;
      if (isInside || !excludesOutside) {
        Fraction weight = kernel(x.minus(at), a);
        weights.merge(clamped(at), weight, Fraction::plus);
        total = total.plus(weight);
      }
    }
    if (excludesOutside) {
      if (total.signum() == 0) {
        throw call.refuse("weights that add up to 0");
      }
      Fraction all = total;
      weights.replaceAll((element, weight) -> weight.over(all));
    }
    return weights;
  }

  private static Fraction kernel(Fraction distance, Fraction a) {
    Fraction s = distance.max(distance.negated());
    Fraction two = Fraction.of(2);
    if (s.compareTo(Fraction.ONE) <= 0) {
      Fraction inner = a.plus(two).times(s).minus(a.plus(Fraction.of(3)));
      return inner.times(s).times(s).plus(Fraction.ONE);
    } else if (s.compareTo(two) < 0) {
      Fraction inner = s.minus(Fraction.of(5)).times(s).plus(Fraction.of(8));
      return inner.times(s).minus(Fraction.of(4)).times(a);
    }
    return Fraction.ZERO;
  }
}
