package org.plumbline.reference.operators;

import java.util.function.DoubleUnaryOperator;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.kernel.ErrorFunction;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.UncertainException;

/**
 * Elementary functions of reals, from {@link StrictMath}, which is within 2.5 units in the last
 * place and the same on every machine.
 */
public final class Functions {
  private static final double LN_2 = StrictMath.log(2);

  private Functions() {}

  private static ReferenceTensor increasing(Call call, DoubleUnaryOperator function) {
    return Elementwise.map(call, x -> x.increasing(function));
  }

  static ReferenceTensor exp(Call call) {
    return increasing(call, StrictMath::exp);
  }

  static ReferenceTensor log(Call call) {
    return increasing(call, StrictMath::log);
  }

  static ReferenceTensor sqrt(Call call) {
    return Elementwise.map(call, Scalar::sqrt);
  }

  static ReferenceTensor reciprocal(Call call) {
    return Elementwise.map(call, x -> x.of(1).over(x));
  }

  static ReferenceTensor sin(Call call) {
    return Elementwise.map(call, x -> x.wave(StrictMath::sin));
  }

  static ReferenceTensor cos(Call call) {
    return Elementwise.map(call, x -> x.wave(StrictMath::cos));
  }

  static ReferenceTensor tan(Call call) {
    return Elementwise.map(call, Functions::tan);
  }

  /** Increasing between two poles, which lie π &gt; 2 apart. */
  private static Scalar tan(Scalar x) {
    if (x instanceof Ball ball && ball.radius() > 0) {
      double low = StrictMath.tan(ball.low());
      double high = StrictMath.tan(ball.high());
      double middle = StrictMath.tan(ball.value());
      if (!(ball.radius() < 1 && low <= middle && middle <= high)) {
        throw new UncertainException("the tangent of " + x);
      }
    }
    return x.increasing(StrictMath::tan);
  }

  static ReferenceTensor asin(Call call) {
    return increasing(call, StrictMath::asin);
  }

  static ReferenceTensor acos(Call call) {
    return Elementwise.map(call, x -> x.increasing(v -> -StrictMath.acos(v)).negated());
  }

  static ReferenceTensor atan(Call call) {
    return increasing(call, StrictMath::atan);
  }

  static ReferenceTensor sinh(Call call) {
    return increasing(call, StrictMath::sinh);
  }

  static ReferenceTensor cosh(Call call) {
    return Elementwise.map(call, x -> x.abs().increasing(v -> StrictMath.cosh(Math.max(v, 0))));
  }

  static ReferenceTensor tanh(Call call) {
    return increasing(call, StrictMath::tanh);
  }

  static ReferenceTensor asinh(Call call) {
    return increasing(call, x -> Math.copySign(asinhOf(Math.abs(x)), x));
  }

  /** {@code log(x + √(x² + 1))}, with log1p where x is small and without x² where it is large. */
  private static double asinhOf(double x) {
    if (x > 0x1p28) {
      return StrictMath.log(x) + LN_2;
    }
    return StrictMath.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
  }

  static ReferenceTensor acosh(Call call) {
    return increasing(call, Functions::acoshOf);
  }

  /** {@code log(x + √(x² − 1))}, with {@code t = x − 1}, which is exact near 1. */
  private static double acoshOf(double x) {
    if (x > 0x1p28) {
      return StrictMath.log(x) + LN_2;
    } else if (x < 1) {
      return Double.NaN;
    }
    double t = x - 1;
    return StrictMath.log1p(t + Math.sqrt(t * (t + 2)));
  }

  static ReferenceTensor atanh(Call call) {
    return increasing(call, x -> (StrictMath.log1p(x) - StrictMath.log1p(-x)) / 2);
  }

  static ReferenceTensor erf(Call call) {
    return increasing(call, ErrorFunction::erf);
  }

  /** {@code 1 / (1 + exp(−x))}, without overflow. */
  static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** {@code log(1 + exp(x))}, without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
