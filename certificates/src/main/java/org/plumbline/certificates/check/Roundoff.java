package org.plumbline.certificates.check;

/**
 * What double arithmetic can lose. A computed product or sum is off by at most {@code 2⁻⁵³} of
 * itself, and a product by {@link #TINY} more where it underflows. A sum of n products, in any
 * order, is off by at most {@code γₙ = n·2⁻⁵³ / (1 − n·2⁻⁵³)} times the sum of their absolute
 * values (Higham, <em>Accuracy and Stability of Numerical Algorithms</em>, 3.1); {@link #gamma} is
 * twice that, which also pays for computing the sum of absolute values in doubles.
 */
final class Roundoff {
  /** More than any number of underflows that one bound can meet, together. */
  static final double TINY = 0x1p-1000;

  private static final double INFLATION = 1 + 0x1p-20;

  private Roundoff() {}

  /** For n below 2³²; sums of so many non-negative terms are off by less than a factor of 2. */
  static double gamma(double n) {
    return n * 0x1p-52;
  }

  /** An upper bound of a non-negative quantity computed as a sum of fewer than 2³⁰ terms. */
  static double inflate(double sum) {
    return sum * INFLATION + TINY;
  }

  /** At most {@code a·x + b}, for finite numbers. */
  static double below(double a, double x, double b) {
    if (a == 0) {
      return b;
    }
    double product = a * x;
    return product + b - (Math.abs(product) + Math.abs(b)) * 0x1p-51 - TINY;
  }

  /** At least {@code a·x + b}, for finite numbers. */
  static double above(double a, double x, double b) {
    return -below(-a, x, -b);
  }

  /** At most a sum with what is safe already; NaN for infinity. */
  static double plus(double sum, double safe) {
    double lower = sum + safe - (Math.abs(sum) + Math.abs(safe)) * 0x1p-51 - TINY;
    return lower < Double.POSITIVE_INFINITY ? lower : Double.NaN;
  }

  /** The greater one; a NaN that was found says nothing. */
  static double greater(double present, double found) {
    return found > present ? found : present;
  }
}
