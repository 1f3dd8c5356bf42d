package org.plumbline.benchmarks.baseline;

import java.util.Locale;

/**
 * What a run said of one question.
 *
 * @param name of the question, without commas
 * @param verdict {@code certified}, {@code holds} (without an accepted certificate), {@code
 *     violated} or {@code undecided}
 */
record Figure(String name, String verdict, double milliseconds) {
  /**
   * A line of the file: name, verdict, milliseconds.
   *
   * @throws IllegalArgumentException if it has other fields
   */
  static Figure parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("'" + line + "' is not name,verdict,milliseconds");
    }
    return new Figure(fields[0], fields[1], Double.parseDouble(fields[2]));
  }

  String line() {
    return String.format(Locale.ROOT, "%s,%s,%.1f", name, verdict, milliseconds);
  }

  boolean isDecided() {
    return !verdict.equals("undecided");
  }

  boolean isProved() {
    return isDecided() && !verdict.equals("violated");
  }
}
