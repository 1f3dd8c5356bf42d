package org.plumbline.verifier.precise;

import static org.plumbline.verifier.precise.PreciseFunctions.DIGITS;

import java.math.BigDecimal;
import java.math.MathContext;
import org.plumbline.network.model.Activation;

/** The rest of {@link PreciseFunctions}, for arguments of any magnitude, to some 50 digits. */
final class PreciseSmoothFunctions {
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal ROOT_PI = PreciseFunctions.PI.sqrt(new MathContext(100));
  private static final BigDecimal ROOT_TWO = TWO.sqrt(new MathContext(100));

  /** Exponentials beyond it are taken for this. */
  private static final BigDecimal NEARLY_ZERO = new BigDecimal("1e-1000");

  private static final BigDecimal FAR = BigDecimal.valueOf(2500);

  private PreciseSmoothFunctions() {}

  static BigDecimal value(Activation activation, BigDecimal x) {
    return switch (activation.kind()) {
      case ERF -> erf(x);
      case GELU -> x.multiply(normal(x));
      case GELU_TANH -> x.multiply(logistic(TWO.multiply(tanhArgument(x))));
      case SWISH -> x.multiply(logistic(x));
      case MISH -> x.multiply(mishGate(x));
      case SOFTPLUS -> softplus(x);
      case ELU ->
          x.signum() > 0 ? x : new BigDecimal(activation.first()).multiply(exponentialLessOne(x));
      case HARD_SWISH -> hardSwish(x);
      case SOFTSIGN -> x.divide(ONE.add(x.abs()), DIGITS);
      case ATAN -> atan(x);
      case ASIN -> asin(x);
      case TAN -> PreciseFunctions.sin(x).divide(PreciseFunctions.cos(x), DIGITS);
      case SINH -> exponentialLessOne(x).subtract(exponentialLessOne(x.negate())).divide(TWO);
      case INVERSE_ROOT ->
          ONE.divide(
              x.max(BigDecimal.ZERO)
                  .add(new BigDecimal(activation.first()))
                  .sqrt(new MathContext(100)),
              DIGITS);
      case COSH -> exp(x).add(exp(x.negate())).divide(TWO).max(ONE); // exp is off by its digits
      default -> throw new IllegalArgumentException("no function " + activation);
    };
  }

  private static BigDecimal exp(BigDecimal x) {
    return x.compareTo(FAR.negate()) < 0 ? NEARLY_ZERO : PreciseFunctions.exp(x);
  }

  private static BigDecimal exponentialLessOne(BigDecimal x) {
    return x.abs().compareTo(new BigDecimal("1e-3")) < 0
        ? PreciseFunctions.expMinusOne(x)
        : exp(x).subtract(ONE);
  }

  private static BigDecimal logistic(BigDecimal x) {
    BigDecimal e = exp(x.abs().negate());
    return (x.signum() < 0 ? e : ONE).divide(ONE.add(e), DIGITS);
  }

  private static BigDecimal tanhArgument(BigDecimal x) {
    BigDecimal cubic = x.add(new BigDecimal("0.044715").multiply(x.pow(3)));
    return cubic.multiply(ROOT_TWO).divide(ROOT_PI, DIGITS);
  }

  private static BigDecimal mishGate(BigDecimal x) {
    if (x.compareTo(FAR) > 0) {
      return ONE.subtract(NEARLY_ZERO);
    }
    BigDecimal w = exp(x);
    BigDecimal n = w.multiply(w.add(TWO));
    return n.divide(n.add(TWO), DIGITS);
  }

  private static BigDecimal softplus(BigDecimal x) {
    BigDecimal far = x.abs().compareTo(FAR) > 0 ? NEARLY_ZERO : null;
    BigDecimal rest = far == null ? PreciseFunctions.log(ONE.add(exp(x.abs().negate()))) : far;
    return x.max(BigDecimal.ZERO).add(rest);
  }

  private static BigDecimal hardSwish(BigDecimal x) {
    BigDecimal three = BigDecimal.valueOf(3);
    if (x.abs().compareTo(three) >= 0) {
      return x.signum() < 0 ? BigDecimal.ZERO : x;
    }
    return x.multiply(x.add(three)).divide(BigDecimal.valueOf(6), DIGITS);
  }

  private static BigDecimal erf(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.valueOf(15)) > 0) {
      return BigDecimal.valueOf(x.signum());
    }
    BigDecimal square = x.multiply(x);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 1; term.abs().compareTo(sum.abs().scaleByPowerOfTen(-90)) > 0; n++) {
      term = term.multiply(TWO).multiply(square).divide(BigDecimal.valueOf(2L * n + 1), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    BigDecimal erf = TWO.multiply(exp(square.negate())).multiply(sum).divide(ROOT_PI, DIGITS);
    return erf.min(ONE).max(ONE.negate());
  }

  /** By the continued fraction of the complement where 1 + erf would lose digits. */
  private static BigDecimal normal(BigDecimal x) {
    BigDecimal t = x.divide(ROOT_TWO, DIGITS);
    if (t.compareTo(BigDecimal.valueOf(-5)) >= 0) {
      return ONE.add(erf(t)).divide(TWO);
    }
    BigDecimal size = t.negate();
    if (size.compareTo(BigDecimal.valueOf(45)) > 0) {
      return NEARLY_ZERO.scaleByPowerOfTen(-1000);
    }
    BigDecimal fraction = size;
    for (int k = 150; k > 0; k--) {
      fraction =
          size.add(new BigDecimal("0.5").multiply(BigDecimal.valueOf(k)).divide(fraction, DIGITS));
    }
    BigDecimal complement = exp(size.multiply(size).negate()).divide(fraction, DIGITS);
    return complement.divide(ROOT_PI, DIGITS).divide(TWO);
  }

  private static BigDecimal asin(BigDecimal x) {
    BigDecimal rest = ONE.subtract(x.multiply(x));
    return rest.signum() == 0
        ? PreciseFunctions.PI.divide(TWO).multiply(x)
        : atan(x.divide(rest.sqrt(DIGITS), DIGITS));
  }

  /** {@code atan x = 2 atan(x / (1 + √(1 + x²)))}, and {@code π/2 − atan(1/x)} above 1. */
  private static BigDecimal atan(BigDecimal x) {
    if (x.abs().compareTo(ONE) > 0) {
      BigDecimal rest = atan(ONE.divide(x.abs(), DIGITS));
      BigDecimal size = PreciseFunctions.PI.divide(TWO).subtract(rest);
      return x.signum() < 0 ? size.negate() : size;
    }
    BigDecimal t = x;
    for (int i = 0; i < 5; i++) {
      t = t.divide(ONE.add(ONE.add(t.multiply(t)).round(DIGITS).sqrt(DIGITS)), DIGITS);
    }
    BigDecimal square = t.multiply(t);
    BigDecimal power = t;
    BigDecimal sum = t;
    for (int k = 3; power.abs().compareTo(t.abs().scaleByPowerOfTen(-80)) > 0; k += 2) {
      power = power.multiply(square, DIGITS).negate();
      sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
    }
    return sum.multiply(BigDecimal.valueOf(32));
  }
}
