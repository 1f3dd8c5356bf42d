package org.plumbline.verifier.branching.space;

/**
 * The number of an interval that is written with the fewest binary digits: 0 where that is inside,
 * else the multiple of the greatest power of two.
 */
final class PlainNumber {
  private PlainNumber() {}

  /**
   * @param low not above high; both finite
   */
  static double of(double low, double high) {
    if (low <= 0 && high >= 0) {
      return 0;
    }
    if (high < 0) {
      return -of(-high, -low);
    }
    double unit = Math.scalb(1.0, Math.getExponent(high));
    while (unit > 0) {
      double multiple = Math.floor(high / unit) * unit;
      if (multiple >= low) {
        return multiple;
      }
      unit /= 2;
    }
    return low;
  }
}
