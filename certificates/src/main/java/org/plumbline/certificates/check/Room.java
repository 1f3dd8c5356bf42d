package org.plumbline.certificates.check;

import java.util.List;
import java.util.Locale;

/**
 * How much of Java's memory something of a check may take.
 *
 * @param share of Java's memory that this is, in words
 */
record Room(long bytes, String share) {
  private static final int MEBIBYTE = 1 << 20;

  /** A third of what Java may have. */
  static Room ofThird() {
    return new Room(Runtime.getRuntime().maxMemory() / 3, "a third");
  }

  /** A quarter of what Java may have. */
  static Room ofQuarter() {
    return new Room(Runtime.getRuntime().maxMemory() / 4, "a quarter");
  }

  /**
   * @param what takes so many bytes, for the message
   * @throws CheckEnd if it does not fit: nothing is decided
   */
  void require(long needed, String what) {
    if (needed > bytes) {
      String why =
          String.format(
              Locale.ROOT,
              "%s, which take %,d MiB; the checker may take %,d MiB for them, %s of Java's memory"
                  + " (-Xmx gives it more)",
              what,
              (needed + MEBIBYTE - 1) / MEBIBYTE,
              bytes / MEBIBYTE,
              share);
      throw new CheckEnd(new CheckResult.Incomplete(why, List.of()));
    }
  }
}
