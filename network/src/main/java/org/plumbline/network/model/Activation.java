package org.plumbline.network.model;

/**
 * An element-wise function σ. The one table of what activations are; how they are relaxed stands in
 * the verifier, how they are proved in the checker.
 *
 * @param first LEAKY_RELU: slope for negative inputs; CLIP: lower end; POWER: exponent; ELU: α;
 *     else 0
 * @param second CLIP: upper end; else 0
 * @param table TABLE: the function; else null
 */
public record Activation(Kind kind, double first, double second, ScalarTable table) {
  /** The functions. Domains are the reals unless said otherwise. */
  public enum Kind {
    RELU,
    LEAKY_RELU,
    CLIP,
    SIGN,
    FLOOR,
    /** To the nearest integer, halves to the even one. */
    ROUND,
    SIGMOID,
    TANH,
    EXP,
    /** Defined for positive inputs. */
    LOG,
    /** Defined for inputs ≥ 0. */
    SQRT,
    /** Defined on either side of 0. */
    RECIPROCAL,
    /** x to a non-negative integer power. */
    POWER,
    SIN,
    COS,
    /** The error function. */
    ERF,
    /** {@code x·Φ(x)} with the normal distribution Φ. */
    GELU,
    /** {@code x/2 · (1 + tanh(√(2/π)·(x + 0.044715x³)))}. */
    GELU_TANH,
    /** {@code x / (1 + exp(−x))}. */
    SWISH,
    /** {@code x · tanh(log(1 + exp x))}. */
    MISH,
    /** {@code log(1 + exp x)}. */
    SOFTPLUS,
    /** x for x > 0, else {@code α·(exp x − 1)}. */
    ELU,
    /** {@code x · min(1, max(0, x/6 + 1/2))}. */
    HARD_SWISH,
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN,
    ATAN,
    /** Defined on [−1, 1]. */
    ASIN,
    /** Defined between two poles. */
    TAN,
    SINH,
    COSH,
    /** {@code 1 / √(max(0, x) + ε)} for a positive ε. */
    INVERSE_ROOT,
    /** A {@link ScalarTable}. No reader makes it; {@link TableMerger} does. */
    TABLE
  }

  public Activation {
    if ((kind == Kind.TABLE) != (table != null)) {
      throw new IllegalArgumentException(kind + (table == null ? " has no table" : " has a table"));
    }
  }

  /** A function without a table. */
  public Activation(Kind kind, double first, double second) {
    this(kind, first, second, null);
  }

  public static final Activation RELU = new Activation(Kind.RELU, 0, 0);
  public static final Activation SIGMOID = new Activation(Kind.SIGMOID, 0, 0);
  public static final Activation TANH = new Activation(Kind.TANH, 0, 0);

  public static Activation of(Kind kind) {
    return new Activation(kind, 0, 0);
  }

  public static Activation leakyRelu(double slope) {
    return new Activation(Kind.LEAKY_RELU, slope, 0);
  }

  public static Activation clip(double lower, double upper) {
    return new Activation(Kind.CLIP, lower, upper);
  }

  public static Activation power(int exponent) {
    return new Activation(Kind.POWER, exponent, 0);
  }

  public static Activation inverseRoot(double epsilon) {
    return new Activation(Kind.INVERSE_ROOT, epsilon, 0);
  }

  public static Activation elu(double alpha) {
    return new Activation(Kind.ELU, alpha, 0);
  }

  public static Activation table(ScalarTable table) {
    return new Activation(Kind.TABLE, 0, 0, table);
  }

  /**
   * σ(x) in double, within a few units in the last place (exact for piecewise linear σ; GELUs:
   * 2⁻³⁹; tables: {@link ScalarTable#error}).
   */
  public double value(double x) {
    return switch (kind) {
      case RELU -> x > 0 ? x : x <= 0 ? 0 : Double.NaN;
      case LEAKY_RELU -> x >= 0 ? x : first * x;
      case CLIP -> Math.max(first, Math.min(second, x));
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case ROUND -> Math.rint(x);
      case SIGMOID -> x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
      case TANH -> Math.tanh(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case POWER -> power(x, (int) first);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TABLE -> table.value(x);
      default -> SmoothFunctions.value(this, x);
    };
  }

  /** σ'(x), at kinks one of the one-sided derivatives; zero where σ is a step. */
  public double derivative(double x) {
    return switch (kind) {
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x >= 0 ? 1 : first;
      case CLIP -> x > first && x < second ? 1 : 0;
      case SIGN, FLOOR, ROUND -> 0;
      case SIGMOID -> value(x) * (1 - value(x));
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case EXP -> Math.exp(x);
      case LOG -> 1 / x;
      case SQRT -> 0.5 / Math.sqrt(x);
      case RECIPROCAL -> -1 / (x * x);
      case POWER -> first == 0 ? 0 : first * power(x, (int) first - 1);
      case SIN -> Math.cos(x);
      case COS -> -Math.sin(x);
      case TABLE -> table.slope(x);
      default -> SmoothFunctions.slope(this, x);
    };
  }

  /** Whether σ maps rationals to rationals by finitely many linear pieces. */
  public boolean isPiecewiseLinear() {
    return switch (kind) {
      case RELU, LEAKY_RELU, CLIP, SIGN, FLOOR, ROUND, TABLE -> true;
      default -> false;
    };
  }

  /** Whether x ≤ y implies σ(x) ≤ σ(y). */
  public boolean isNonDecreasing() {
    return switch (kind) {
      case RELU, CLIP, SIGN, FLOOR, ROUND, SIGMOID, TANH, EXP, SQRT -> true;
      case ERF, SOFTPLUS, SOFTSIGN, ATAN, ASIN, SINH -> true;
      case LEAKY_RELU, ELU -> first >= 0;
      default -> false;
    };
  }

  private static double power(double x, int exponent) {
    double result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= x;
    }
    return result;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case LEAKY_RELU -> "LeakyRelu(" + first + ")";
      case CLIP -> "Clip[" + first + ", " + second + "]";
      case POWER -> "Pow(" + (int) first + ")";
      case ELU -> "Elu(" + first + ")";
      case INVERSE_ROOT -> "InverseRoot(" + first + ")";
      case GELU_TANH -> "Gelu(tanh)";
      case HARD_SWISH -> "HardSwish";
      case TABLE -> "Table(" + table.kinks().length + " kinks)";
      default ->
          kind.name().charAt(0) + kind.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    };
  }
}
