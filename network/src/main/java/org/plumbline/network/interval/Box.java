package org.plumbline.network.interval;

import java.util.Arrays;

/**
 * A closed box {@code lower ≤ x ≤ upper} of double vectors. Whoever builds a box from values that
 * are not doubles rounds outward, so that a box always contains what it stands for.
 *
 * @param lower lower ends, one per coordinate; the array is owned by the box
 * @param upper upper ends, same length
 */
public record Box(double[] lower, double[] upper) {
  public Box {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          "box with " + lower.length + " lower but " + upper.length + " upper ends");
    }
  }

  /** The degenerate box that holds one point. */
  public static Box point(double[] x) {
    return new Box(x.clone(), x.clone());
  }

  public int size() {
    return lower.length;
  }

  /** Coordinates whose ends differ: the inputs that a search may vary or split. */
  public int[] varying() {
    return java.util.stream.IntStream.range(0, size()).filter(i -> lower[i] < upper[i]).toArray();
  }

  /** False as soon as some lower end exceeds its upper end, or an end is NaN. */
  public boolean isNonEmpty() {
    for (int i = 0; i < lower.length; i++) {
      if (!(lower[i] <= upper[i])) {
        return false;
      }
    }
    return true;
  }

  public boolean contains(double[] x) {
    for (int i = 0; i < lower.length; i++) {
      if (!(lower[i] <= x[i] && x[i] <= upper[i])) {
        return false;
      }
    }
    return x.length == lower.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box
        && Arrays.equals(lower, box.lower)
        && Arrays.equals(upper, box.upper);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
  }

  @Override
  public String toString() {
    return "Box[" + Arrays.toString(lower) + ", " + Arrays.toString(upper) + "]";
  }
}
