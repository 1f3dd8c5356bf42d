package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.Outward;
import org.plumbline.reference.tensor.Plain;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * Cast and CastLike. Reals go to integers towards zero, and are undefined out of range; integers to
 * integers keep their low bits; zero is false, all else true. In {@link Mode#REAL} a real that goes
 * to a narrower type keeps its value, and the radius grows by what rounding would change, so that
 * both meanings of such a cast lie in the ball.
 */
final class Casts {
  private Casts() {}

  static ReferenceTensor cast(Call call) {
    ElementType target = ElementType.ofCode(call.attributes.integer("to"));
    return cast(call, target);
  }

  static ReferenceTensor castLike(Call call) {
    return cast(call, call.input(1).type());
  }

  private static ReferenceTensor cast(Call call, ElementType target) {
    if (call.opset() >= 19) {
      call.attributes.ignore("saturate");
    }
    if (call.opset() >= 24) {
      call.attributes.ignore("round_mode");
    }
    ReferenceTensor x = call.input(0);
    Shape shape = call.claim(x.shape());
    if (target.isReal()) {
      RealBuilder result = new RealBuilder(shape);
      for (int i = 0; i < x.size(); i++) {
        result.set(i, toReal(call, x, i, target));
      }
      return result.build(target);
    }
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = toInteger(call, x, i, target);
    }
    return ReferenceTensor.wrap(target, shape, result);
  }

  /** An element, real or not, as a number of this reading. */
  static Scalar real(Call call, ReferenceTensor x, int index) {
    if (x.isReal()) {
      return x.scalar(call.mode(), index);
    }
    double value = x.value(index);
    if (call.mode() == Mode.TYPED) {
      return new Plain(value);
    }
    boolean isExact = Math.abs(value) <= 0x1p53;
    return new Ball(value, isExact ? 0 : Math.ulp(value));
  }

  private static Scalar toReal(Call call, ReferenceTensor x, int index, ElementType target) {
    Scalar value = real(call, x, index);
    if (value instanceof Ball ball) {
      return widened(ball, target);
    }
    if (!x.isReal() && target != ElementType.FLOAT64) {
      return new Plain(target.round(x.type().toFloat(x.integer(index))));
    }
    return new Plain(target.round(value.value()));
  }

  private static Ball widened(Ball ball, ElementType target) {
    boolean isKept = ball.isNaN() || target.round(ball.value()) == ball.value();
    if (ball.radius() == 0 && isKept) {
      return ball;
    }
    double size = Outward.plus(Math.abs(ball.value()), ball.radius());
    double rounding = target.roundingRadius(size);
    if (rounding == Double.POSITIVE_INFINITY) {
      throw new UncertainException(ball + " is out of the range of " + target);
    }
    return new Ball(ball.value(), Outward.plus(ball.radius(), rounding));
  }

  private static long toInteger(Call call, ReferenceTensor x, int index, ElementType target) {
    if (!x.isReal()) {
      long value = x.integer(index);
      return target == ElementType.BOOL ? value == 0 ? 0 : 1 : target.wrap(value);
    }
    Scalar value = x.scalar(call.mode(), index);
    if (target == ElementType.BOOL) {
      return value.isNaN() || !value.isEqual(value.of(0)) ? 1 : 0;
    }
    return truncated(value, target);
  }

  /**
   * A real towards zero as an integer.
   *
   * @throws UndefinedException if the type does not hold it
   * @throws UncertainException if a ball holds numbers of several integers
   */
  static long truncated(Scalar value, ElementType target) {
    Scalar whole = value.step(Rounding::truncate);
    if (whole instanceof Ball ball && ball.radius() != 0) {
      throw new UncertainException("the integer that " + value + " becomes");
    }
    double integer = whole.value();
    double end = target.toDouble(target.most());
    boolean fits = integer >= target.toDouble(target.least()) && integer <= end;
    if (!fits || target.bits() == Long.SIZE && integer == end) {
      throw new UndefinedException(value.value() + " is out of the range of " + target);
    }
    return target == ElementType.UINT64 && integer >= 0x1p63
        ? (long) (integer - 0x1p63) + Long.MIN_VALUE
        : (long) integer;
  }

  /** The only element of a tensor. */
  static Scalar onlyReal(Call call, ReferenceTensor x) {
    if (x.size() != 1) {
      throw new ReferenceException("a tensor of shape " + x.shape() + ", expected is one element");
    }
    return real(call, x, 0);
  }
}
