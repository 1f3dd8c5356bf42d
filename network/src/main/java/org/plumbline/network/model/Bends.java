package org.plumbline.network.model;

/**
 * Where an activation changes between convex and concave, or has a kink. Whoever knows this, values
 * and slopes can enclose it by lines of any slope: a concave piece lies above its chord, a convex
 * one above each of its tangents.
 *
 * <p>Why the ends are where they are, with φ = Φ' the normal density, s the logistic function:
 *
 * <ul>
 *   <li>Erf, Atan, Softsign: σ' is even and falls from 0 on. Sinh, Asin, Tan: it rises from 0 on.
 *   <li>Softplus: σ' = s rises. Cosh: σ' = sinh rises. Elu: α(eˣ − 1) up to 0, x from there.
 *   <li>InverseRoot: constant up to 0, then (x + ε)^(−1/2), whose slope rises.
 *   <li>HardSwish: x(x + 3)/6 on [−3, 3], 0 before and x after it.
 *   <li>Gelu xΦ(x): σ'' = φ(x)(2 − x²), which changes its sign at ±√2.
 *   <li>Swish x·s(x): σ'' = s(1 − s)(2 − x·tanh(x/2)), and x·tanh(x/2) is even and rises from 0 on.
 *   <li>Gelu by tanh, u = c(x + kx³), k = 0.044715, c = √(2/π): σ(x) − x/2 is even; for x ≥ 0, σ''
 *       has the sign of (1 + 6kx²)/(1 + 3kx²)² − c·x·tanh u, whose first term, 1 − (y/(1 + y))² for
 *       y = 3kx², falls, and whose second rises.
 *   <li>Mish x·g(x), g = 1 − 2/D, D = w² + 2w + 2, w = eˣ: σ'' = g'·(2 + x·h) with h = g''/g' = 1 +
 *       w/(w + 1) − 4(w² + w)/D, which falls: with v = w + 1, h' &lt; 0 says (v² + 1)² &lt; 4v²(v²
 *       + 2v − 1), true for v ≥ 1. h falls from 1 to −2 and is negative at 0, so x·h &gt; −2 where
 *       x and h are both negative, and −x·h is monotone, from ∞ to 0 and from 0 to ∞, on either
 *       side.
 * </ul>
 *
 * @param ends ascending
 * @param convexity of the pieces between them: 1 convex, −1 concave, 0 linear; one more than ends
 * @param margin how far σ may bend from the ends that are named; around them slopes are at most
 *     {@code steepness} in size
 */
public record Bends(double[] ends, int[] convexity, double margin, double steepness) {
  private static final double MARGIN = 0x1p-40;

  /** Multiples of π are within a quarter of the margin up to here. */
  private static final double TANGENT_REACH = 1000;

  private static final double[] NOWHERE = {};
  private static final double[] AT_ZERO = {0};
  private static final int[] CONVEX = {1};
  private static final int[] S_SHAPED = {1, -1};
  private static final int[] RISING = {-1, 1};
  private static final int[] DIPPING = {-1, 1, -1};

  /**
   * How σ bends on an interval.
   *
   * @return null if this is not known of σ, or σ is not defined on all of the interval
   */
  public static Bends of(Activation activation, double low, double high) {
    if (!(Double.NEGATIVE_INFINITY < low && low <= high && high < Double.POSITIVE_INFINITY)) {
      return null;
    }
    return switch (activation.kind()) {
      case ERF, ATAN, SOFTSIGN -> exact(AT_ZERO, S_SHAPED);
      case SINH -> exact(AT_ZERO, RISING);
      case ASIN -> low >= -1 && high <= 1 ? exact(AT_ZERO, RISING) : null;
      case TAN -> tangent(low, high);
      case SOFTPLUS, COSH -> exact(NOWHERE, CONVEX);
      case ELU -> exact(AT_ZERO, new int[] {(int) Math.signum(activation.first()), 0});
      case HARD_SWISH -> exact(new double[] {-3, 3}, new int[] {0, 1, 0});
      case GELU -> dipping(-1.4142135623730951, 1.4142135623730951);
      case GELU_TANH -> dipping(-1.4185040087908285, 1.4185040087908285);
      case SWISH -> dipping(-2.399357280515468, 2.399357280515468);
      case INVERSE_ROOT -> activation.first() > 0 ? exact(AT_ZERO, new int[] {0, 1}) : null;
      case MISH -> dipping(-2.2563763963607935, 1.4905711794854284);
      default -> null;
    };
  }

  private static Bends exact(double[] ends, int[] convexity) {
    return new Bends(ends, convexity, 0, 0);
  }

  private static Bends dipping(double first, double second) {
    return new Bends(new double[] {first, second}, DIPPING, MARGIN, 2);
  }

  /** Between two poles, which lie π/2 from a multiple of π. */
  private static Bends tangent(double low, double high) {
    double middle = Math.rint((0.5 * low + 0.5 * high) / Math.PI) * Math.PI;
    double reach = Math.PI / 2 - 2 * MARGIN;
    boolean isInside = low > middle - reach && high < middle + reach;
    return isInside && Math.abs(middle) <= TANGENT_REACH
        ? new Bends(new double[] {middle}, RISING, MARGIN, 2)
        : null;
  }

  /** Whether this is known of a kind of function, wherever that is defined. */
  public static boolean areKnown(Activation activation) {
    return of(activation, 0, 0) != null;
  }

  /**
   * 1 where σ is convex on the whole interval, −1 where it is concave, 0 where it is linear or
   * bends.
   */
  public int convexity(double low, double high) {
    int piece = 0;
    while (piece < ends.length && low >= ends[piece] + margin) {
      piece++;
    }
    return piece == ends.length || high <= ends[piece] - margin ? convexity[piece] : 0;
  }

  /** Whether σ bends inside of the interval. */
  public boolean areInside(double low, double high) {
    for (double end : ends) {
      if (low < end + margin && high > end - margin) {
        return true;
      }
    }
    return false;
  }

  /**
   * The least and the greatest slope of σ on an interval, outwards: between bends σ' is monotone. A
   * slope at a bend that is off by the margin is off by the square of that.
   */
  public static double[] slopes(Activation activation, double low, double high) {
    double least = Math.min(activation.derivative(low), activation.derivative(high));
    double most = Math.max(activation.derivative(low), activation.derivative(high));
    Bends bends = of(activation, low, high);
    if (bends == null) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    for (double end : bends.ends) {
      if (low <= end + bends.margin && end - bends.margin <= high) {
        for (double x : new double[] {Math.nextDown(end), end, Math.nextUp(end)}) {
          least = Math.min(least, activation.derivative(x));
          most = Math.max(most, activation.derivative(x));
        }
      }
    }
    return new double[] {
      least - SmoothFunctions.slopeError(least) - MARGIN,
      most + SmoothFunctions.slopeError(most) + MARGIN
    };
  }
}
