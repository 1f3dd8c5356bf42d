package org.plumbline.reference.operators;

import java.math.BigInteger;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.Outward;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * Pow. A whole exponent multiplies, so that a negative base has a power; otherwise {@code x^y} is
 * taken of the corners of the two balls, since it is monotone in each operand for x &gt; 0.
 */
final class Power {
  /** Whole exponents up to this are multiplied out in {@link Mode#REAL}. */
  private static final int MOST_FACTORS = 64;

  private static final double RELATIVE = 0x1p-48;

  private Power() {}

  static ReferenceTensor pow(Call call) {
    ReferenceTensor base = Elementwise.numeric(call.input(0));
    ReferenceTensor exponent = Elementwise.numeric(call.input(1));
    if (call.opset() < 12) {
      call.checkSameType(base, exponent);
    }
    Shape shape = call.claim(base.shape().broadcast(exponent.shape()));
    int[] left = Broadcast.indices(base.shape(), shape);
    int[] right = Broadcast.indices(exponent.shape(), shape);
    if (base.isReal()) {
      RealBuilder result = new RealBuilder(shape);
      for (int i = 0; i < shape.size(); i++) {
        Scalar y = Casts.real(call, exponent, right[i]);
        result.set(i, power(base.scalar(call.mode(), left[i]), y));
      }
      return result.build(base.type());
    }
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = integerPower(call, base, left[i], exponent, right[i]);
    }
    return ReferenceTensor.wrap(base.type(), shape, result);
  }

  /** {@code x^y} in either reading. */
  static Scalar power(Scalar x, Scalar y) {
    if (x instanceof Ball base && y instanceof Ball exponent) {
      return power(base, exponent);
    }
    return x.of(plainPower(x.value(), y.value()));
  }

  /** As in C and IEEE 754: 1 to any power and −1 to an infinite one are 1, where Java has NaN. */
  private static double plainPower(double x, double y) {
    boolean isOne = x == 1 || x == -1 && Double.isInfinite(y);
    return isOne ? 1 : StrictMath.pow(x, y);
  }

  private static Scalar power(Ball x, Ball y) {
    boolean isWhole = y.radius() == 0 && y.value() == Math.rint(y.value());
    if (isWhole && Math.abs(y.value()) <= MOST_FACTORS) {
      Ball product = product(x, (int) Math.abs(y.value()));
      return y.value() < 0 ? x.of(1).over(product) : product;
    }
    if (y.radius() == 0 && y.value() == 0.5) {
      return x.sqrt();
    }
    if (!x.isLess(x.of(0))) {
      return corners(x, y);
    }
    if (!isWhole) {
      throw new UndefinedException(x + " to the power of " + y);
    }
    Ball magnitude = corners(x.negated(), y);
    return y.value() % 2 == 0 ? magnitude : magnitude.negated();
  }

  private static Ball product(Ball x, int factors) {
    Ball result = x.of(1);
    Ball square = x;
    for (int rest = factors; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result.times(square);
      }
      square = rest > 1 ? square.times(square) : square;
    }
    return result;
  }

  private static Ball corners(Ball x, Ball y) {
    double middle = StrictMath.pow(x.value(), y.value());
    double least = middle;
    double most = middle;
    for (int corner = 0; corner < 4; corner++) {
      double a = corner % 2 == 0 ? x.low() : x.high();
      double b = corner / 2 == 0 ? y.low() : y.high();
      double power = StrictMath.pow(a, b);
      least = Math.min(least, power);
      most = Math.max(most, power);
    }
    double spread = Math.max(Math.nextUp(most - middle), Math.nextUp(middle - least));
    double error = Outward.times(RELATIVE, Outward.plus(most, Double.MIN_NORMAL));
    return new Ball(middle, Outward.plus(most == least ? 0 : spread, error));
  }

  /** Exact, and undefined where the type does not hold the result. */
  private static long integerPower(
      Call call, ReferenceTensor base, int i, ReferenceTensor exponent, int j) {
    if (exponent.isReal()) {
      Scalar power = power(Casts.real(call, base, i), exponent.scalar(call.mode(), j));
      return Casts.truncated(power, base.type());
    }
    long x = base.integer(i);
    long n = exponent.integer(j);
    if (n < 0) {
      throw new UndefinedException("the integer " + x + " to the power of " + n);
    }
    if (x >= -1 && x <= 1) {
      return n == 0 ? 1 : x == -1 && n % 2 == 0 ? 1 : x;
    }
    if (n < Long.SIZE) {
      BigInteger power = BigInteger.valueOf(x).pow((int) n);
      if (power.bitLength() < Long.SIZE
          && base.type().wrap(power.longValue()) == power.longValue()) {
        return power.longValue();
      }
    }
    throw new UndefinedException(x + " to the power of " + n + " is out of range");
  }
}
