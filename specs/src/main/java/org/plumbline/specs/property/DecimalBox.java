package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.util.Arrays;
import org.plumbline.network.interval.Box;

/**
 * A closed box {@code lower ≤ x ≤ upper} of exact decimals: the inputs a case speaks of.
 *
 * @param lower lower ends, one per input, canonical
 * @param upper upper ends, none below its lower end
 */
public record DecimalBox(BigDecimal[] lower, BigDecimal[] upper) {
  public DecimalBox {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          "box with " + lower.length + " lower but " + upper.length + " upper ends");
    }
    lower = Decimals.canonical(lower);
    upper = Decimals.canonical(upper);
    for (int i = 0; i < lower.length; i++) {
      if (lower[i].compareTo(upper[i]) > 0) {
        throw new IllegalArgumentException(
            "input X_" + i + " has lower end " + lower[i] + " above its upper end " + upper[i]);
      }
    }
  }

  public int size() {
    return lower.length;
  }

  /** Whether the input has more than one value. */
  public boolean varies(int input) {
    return lower[input].compareTo(upper[input]) < 0;
  }

  /** The smallest box of doubles around this one; an end beyond the doubles becomes infinite. */
  public Box toBox() {
    double[] low = new double[size()];
    double[] high = new double[size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = DirectedRounding.down(lower[i]);
      high[i] = DirectedRounding.up(upper[i]);
    }
    return new Box(low, high);
  }

  /**
   * The largest box of doubles inside this one. A coordinate with no double inside ({@code 0.1 ≤ x
   * ≤ 0.1}) gets a lower end above its upper end.
   */
  public Box toInnerBox() {
    double[] low = new double[size()];
    double[] high = new double[size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = DirectedRounding.up(lower[i]);
      high[i] = DirectedRounding.down(upper[i]);
    }
    return new Box(low, high);
  }

  /** Whether the doubles, read as exact numbers, lie in the box. NaN does not. */
  public boolean contains(double[] x) {
    return toInnerBox().contains(x);
  }

  public boolean contains(BigDecimal[] x) {
    for (int i = 0; i < lower.length; i++) {
      if (x[i].compareTo(lower[i]) < 0 || x[i].compareTo(upper[i]) > 0) {
        return false;
      }
    }
    return x.length == lower.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecimalBox box
        && Arrays.equals(lower, box.lower)
        && Arrays.equals(upper, box.upper);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
  }

  @Override
  public String toString() {
    return "DecimalBox[" + Arrays.toString(lower) + ", " + Arrays.toString(upper) + "]";
  }
}
