package org.plumbline.verifier.precise;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.plumbline.network.model.Activation;

/**
 * The functions of {@link Activation} to some 60 digits, by series in decimal arithmetic: an oracle
 * that shares nothing with {@link Math}.
 */
public final class PreciseFunctions {
  /** What a result may be off by, relative to itself. */
  public static final BigDecimal RELATIVE_ERROR = new BigDecimal("1e-60");

  static final MathContext DIGITS = new MathContext(80);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal SERIES_END = new BigDecimal("1e-90");

  /** Halvings of an argument before its series, and squarings or doublings after it. */
  private static final int HALVINGS = 10;

  /** Larger exponents are not worth their digits. */
  private static final BigDecimal LARGEST_EXPONENT = BigDecimal.valueOf(5000);

  static final BigDecimal PI = machin();
  private static final BigDecimal LOG_TEN = logOfTen();

  private PreciseFunctions() {}

  /**
   * σ(x): exact for piecewise linear σ and powers, else within {@link #RELATIVE_ERROR}.
   *
   * @throws ArithmeticException outside of the domain of σ, and for arguments that take too many
   *     digits
   */
  public static BigDecimal value(Activation activation, BigDecimal x) {
    return switch (activation.kind()) {
      case RELU -> x.signum() > 0 ? x : BigDecimal.ZERO;
      case LEAKY_RELU -> x.signum() >= 0 ? x : x.multiply(new BigDecimal(activation.first()));
      case CLIP -> clip(activation, x);
      case SIGN -> BigDecimal.valueOf(x.signum());
      case FLOOR -> x.setScale(0, RoundingMode.FLOOR);
      case ROUND -> x.setScale(0, RoundingMode.HALF_EVEN);
      case POWER -> x.pow((int) activation.first());
      case SIGMOID -> sigmoid(x);
      case TANH -> tanh(x);
      case EXP -> exp(x);
      case LOG -> log(x);
      case SQRT -> x.signum() == 0 ? BigDecimal.ZERO : x.sqrt(DIGITS);
      case RECIPROCAL -> BigDecimal.ONE.divide(x, DIGITS);
      case SIN -> wave(sin(x));
      case COS -> x.signum() == 0 ? BigDecimal.ONE : wave(cos(x));
      default -> PreciseSmoothFunctions.value(activation, x);
    };
  }

  /** What the series loses may lie beyond what a sine or cosine reaches. */
  private static BigDecimal wave(BigDecimal value) {
    return value.min(BigDecimal.ONE).max(BigDecimal.ONE.negate());
  }

  private static BigDecimal clip(Activation clip, BigDecimal x) {
    BigDecimal below = Double.isInfinite(clip.second()) ? x : x.min(new BigDecimal(clip.second()));
    return Double.isInfinite(clip.first()) ? below : below.max(new BigDecimal(clip.first()));
  }

  static BigDecimal exp(BigDecimal x) {
    if (x.abs().compareTo(LARGEST_EXPONENT) > 0) {
      throw new ArithmeticException("exp of " + x.doubleValue());
    }
    BigDecimal small = x.divide(BigDecimal.valueOf(2).pow(2 * HALVINGS), DIGITS);
    BigDecimal sum = BigDecimal.ONE.add(expMinusOne(small));
    for (int i = 0; i < 2 * HALVINGS; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  static BigDecimal expMinusOne(BigDecimal x) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k < 60; k++) {
      term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** Newton's method with cubic convergence from the double logarithm of the mantissa. */
  static BigDecimal log(BigDecimal x) {
    if (x.signum() <= 0) {
      throw new ArithmeticException("log of " + x.doubleValue());
    }
    int tens = x.precision() - x.scale() - 1;
    BigDecimal mantissa = x.scaleByPowerOfTen(-tens);
    if (tens == -1) {
      return logOfMantissa(x);
    }
    return logOfMantissa(mantissa).add(LOG_TEN.multiply(BigDecimal.valueOf(tens)), DIGITS);
  }

  private static BigDecimal logOfMantissa(BigDecimal m) {
    BigDecimal distance = m.subtract(BigDecimal.ONE);
    if (distance.abs().compareTo(new BigDecimal("1e-3")) < 0) {
      return logNearOne(distance);
    }
    BigDecimal y = new BigDecimal(Math.log(m.doubleValue()));
    for (int i = 0; i < 3; i++) {
      BigDecimal e = exp(y);
      y = y.add(TWO.multiply(m.subtract(e)).divide(m.add(e), DIGITS), DIGITS);
    }
    return y;
  }

  /** {@code log(1 + d) = 2 artanh(d / (2 + d))}, without cancellation. */
  private static BigDecimal logNearOne(BigDecimal d) {
    if (d.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal z = d.divide(TWO.add(d), DIGITS);
    BigDecimal square = z.multiply(z, DIGITS);
    BigDecimal power = z;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; k < 60; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
      power = power.multiply(square, DIGITS);
    }
    return TWO.multiply(sum);
  }

  static BigDecimal sigmoid(BigDecimal x) {
    BigDecimal e = exp(x);
    return e.divide(BigDecimal.ONE.add(e), DIGITS);
  }

  /** {@code (e²ˣ − 1) / (e²ˣ + 1)}, by the series of e²ˣ − 1 where that is small. */
  static BigDecimal tanh(BigDecimal x) {
    BigDecimal twice = TWO.multiply(x);
    boolean isSmall = x.abs().compareTo(new BigDecimal("1e-3")) < 0;
    BigDecimal less = isSmall ? expMinusOne(twice) : exp(twice).subtract(BigDecimal.ONE);
    return x.signum() == 0 ? BigDecimal.ZERO : less.divide(less.add(TWO), DIGITS);
  }

  /** Reduced to [−π/2, π/2]; small arguments keep their relative precision. */
  static BigDecimal sin(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
      throw new ArithmeticException("sin of " + x.doubleValue());
    }
    BigDecimal turns = x.divide(PI, DIGITS).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal rest = x.subtract(turns.multiply(PI));
    BigDecimal sine = sineSeries(rest);
    return turns.toBigInteger().testBit(0) ? sine.negate() : sine;
  }

  private static BigDecimal sineSeries(BigDecimal x) {
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int k = 2; term.abs().compareTo(SERIES_END.multiply(x.abs())) > 0; k += 2) {
      term =
          term.multiply(square, DIGITS).negate().divide(BigDecimal.valueOf(k * (k + 1L)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  static BigDecimal cos(BigDecimal x) {
    return sin(PI.divide(TWO).add(x));
  }

  /** 16 artan(1/5) − 4 artan(1/239), to 30 digits more than the others. */
  private static BigDecimal machin() {
    MathContext more = new MathContext(120);
    return BigDecimal.valueOf(16)
        .multiply(arctangentOfInverse(5, more))
        .subtract(BigDecimal.valueOf(4).multiply(arctangentOfInverse(239, more)), more);
  }

  private static BigDecimal arctangentOfInverse(int n, MathContext digits) {
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), digits);
    BigDecimal square = BigDecimal.valueOf((long) n * n);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; power.compareTo(new BigDecimal("1e-118")) > 0; k += 2) {
      BigDecimal term = power.divide(BigDecimal.valueOf(k), digits);
      sum = k % 4 == 1 ? sum.add(term, digits) : sum.subtract(term, digits);
      power = power.divide(square, digits);
    }
    return sum;
  }

  private static BigDecimal logOfTen() {
    return BigDecimal.valueOf(10)
        .multiply(logOfMantissa(new BigDecimal("1.2589254117941673")))
        .add(logOfMantissa(tenOverTenthPower()), DIGITS);
  }

  private static BigDecimal tenOverTenthPower() {
    return BigDecimal.TEN.divide(new BigDecimal("1.2589254117941673").pow(10), DIGITS);
  }
}
