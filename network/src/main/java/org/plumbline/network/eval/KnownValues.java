package org.plumbline.network.eval;

import java.math.BigInteger;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.exact.ExactSum;
import org.plumbline.network.exact.ExactValue;
import org.plumbline.network.model.Activation;

/**
 * Values of smooth functions where they are dyadic rationals: tanh 0 = 0, exp 0 = 1, √4 = 2, 1/8.
 * By the theorem of Lindemann and Weierstrass exp, log, tan and their kin have no other rational
 * values at rational numbers but these; so a counterexample that lies on the border of a property
 * is often one of them.
 */
final class KnownValues {
  private static final Dyadic HALF = new Dyadic(BigInteger.ONE, -1);

  private KnownValues() {}

  /**
   * σ(x).
   *
   * @throws ArithmeticException where it is not known, or is no double
   */
  static ExactValue of(Activation sigma, ExactValue x) {
    if (sigma.kind() == Activation.Kind.ELU && x.signum() >= 0) {
      return x;
    }
    Dyadic at = x.toDyadic();
    Dyadic value =
        switch (sigma.kind()) {
          case SIGMOID -> at.signum() == 0 ? HALF : null;
          case TANH, SIN, ERF, GELU, GELU_TANH, SWISH, HARD_SWISH, MISH, ATAN, ASIN, TAN, SINH ->
              at.signum() == 0 ? Dyadic.ZERO : null;
          case EXP, COS, COSH -> at.signum() == 0 ? Dyadic.ONE : null;
          case LOG -> at.equals(Dyadic.ONE) ? Dyadic.ZERO : null;
          case SQRT -> root(at);
          case RECIPROCAL -> reciprocal(at);
          case SOFTSIGN -> softsign(at);
          default -> null;
        };
    if (value == null || !Dyadic.ofDouble(value.toDouble()).equals(value)) {
      throw new ArithmeticException(sigma + " of " + at.toDouble() + " is not known as a double");
    }
    ExactSum sum = new ExactSum();
    sum.add(value.toDouble(), ExactValue.ONE);
    return sum.total();
  }

  /** Of squares of dyadic rationals. */
  private static Dyadic root(Dyadic x) {
    if (x.signum() < 0 || x.exponent() % 2 != 0) {
      return null;
    }
    BigInteger[] root = x.mantissa().sqrtAndRemainder();
    return root[1].signum() == 0 ? new Dyadic(root[0], x.exponent() / 2) : null;
  }

  /** Of powers of two and their negatives. */
  private static Dyadic reciprocal(Dyadic x) {
    return x.mantissa().abs().equals(BigInteger.ONE)
        ? new Dyadic(x.mantissa(), -x.exponent())
        : null;
  }

  private static Dyadic softsign(Dyadic x) {
    Dyadic size = x.signum() < 0 ? x.negate() : x;
    Dyadic inverse = reciprocal(size.add(Dyadic.ONE));
    return inverse == null ? null : x.multiply(inverse);
  }
}
