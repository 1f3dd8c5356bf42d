package org.plumbline.specs.vnnlib;

import java.util.Locale;

/**
 * How much of Java's memory a property may take: a third of what Java may have. What is read is
 * bounded by that, and by no count.
 *
 * @param bytes that a property may take
 */
public record Room(long bytes) {
  /** Of a comparison in one alternative, with what a search makes of it. */
  private static final int COMPARISON_BYTES = 100;

  private static final int ALTERNATIVE_BYTES = 300;

  /** Of both ends of an input in a box: two references, and two doubles in what is made of it. */
  private static final int RANGE_BYTES = 80;

  private static final int SHARE = 3;

  private static final int MEBIBYTE = 1 << 20;

  /** A third of what Java may have. */
  public static Room ofJava() {
    return new Room(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /**
   * @throws RefusedException if alternatives and their comparisons do not fit
   */
  void require(long alternatives, long comparisons) throws RefusedException {
    double needed =
        (double) ALTERNATIVE_BYTES * alternatives + (double) COMPARISON_BYTES * comparisons;
    if (needed > bytes || alternatives > Integer.MAX_VALUE - 8) {
      throw refused(
          alternatives
              + " alternatives with "
              + comparisons
              + " comparisons in disjunctive normal form",
          needed);
    }
  }

  /**
   * @throws RefusedException if so many boxes do not fit
   */
  void requireBoxes(long boxes, int inputs) throws RefusedException {
    double needed = (double) RANGE_BYTES * boxes * inputs;
    if (needed > bytes) {
      throw refused(boxes + " different boxes of " + inputs + " inputs", needed);
    }
  }

  /**
   * @param count of things
   * @param bytesEach what one of them takes
   * @param what they are, for the message
   * @throws RefusedException if so many do not fit
   */
  public void require(long count, int bytesEach, String what) throws RefusedException {
    double needed = (double) bytesEach * count;
    if (needed > bytes) {
      throw refused(count + " " + what, needed);
    }
  }

  private RefusedException refused(String what, double needed) {
    return new RefusedException(
        "the property has "
            + what
            + ", which take some "
            + mebibytes((long) Math.ceil(needed / MEBIBYTE))
            + "; it may take "
            + mebibytes(bytes / MEBIBYTE)
            + ", a third of Java's memory (-Xmx gives it more); maybe split it into"
            + " several properties");
  }

  private static String mebibytes(long whole) {
    return String.format(Locale.ROOT, "%,d MiB", whole);
  }
}
