package org.plumbline.specs.vnnlib;

import java.util.Locale;

/**
 * How much of Java's memory a property may take: a third of what Java may have. What is read is
 * bounded by that, and by no count.
 */
final class Room {
  /** Of a comparison in one alternative, with what a search makes of it. */
  private static final int COMPARISON_BYTES = 100;

  private static final int ALTERNATIVE_BYTES = 300;

  /** Of both ends of an input in a box: two references, and two doubles in what is made of it. */
  private static final int RANGE_BYTES = 80;

  private static final int SHARE = 3;

  private Room() {}

  /**
   * @throws RefusedException if alternatives and their comparisons do not fit
   */
  static void require(long alternatives, long comparisons) throws RefusedException {
    double bytes =
        (double) ALTERNATIVE_BYTES * alternatives + (double) COMPARISON_BYTES * comparisons;
    if (bytes > most() || alternatives > Integer.MAX_VALUE - 8) {
      throw refused(
          alternatives
              + " alternatives with "
              + comparisons
              + " comparisons in disjunctive normal form",
          bytes);
    }
  }

  /**
   * @throws RefusedException if so many boxes do not fit
   */
  static void requireBoxes(long boxes, int inputs) throws RefusedException {
    double bytes = (double) RANGE_BYTES * boxes * inputs;
    if (bytes > most()) {
      throw refused(boxes + " different boxes of " + inputs + " inputs", bytes);
    }
  }

  private static long most() {
    return Runtime.getRuntime().maxMemory() / SHARE;
  }

  private static RefusedException refused(String what, double bytes) {
    return new RefusedException(
        "the property has "
            + what
            + ", which take some "
            + mebibytes(bytes)
            + "; it may take "
            + mebibytes(most())
            + ", a third of Java's memory (-Xmx gives it more); maybe split it into"
            + " several properties");
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f MiB", Math.ceil(bytes / (1 << 20)));
  }
}
