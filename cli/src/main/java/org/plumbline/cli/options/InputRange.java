package org.plumbline.cli.options;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** What {@code --input-range LOW,HIGH} has to be. */
public final class InputRange {
  private InputRange() {}

  /**
   * What is wrong with it.
   *
   * @param ends as given, or null
   */
  public static Optional<String> mistake(BigDecimal[] ends) {
    if (ends == null) {
      return Optional.empty();
    } else if (ends.length != 2) {
      return Optional.of("--input-range wants two numbers, such as 0,1");
    }
    return ends[0].compareTo(ends[1]) <= 0
        ? Optional.empty()
        : Optional.of(
            "--input-range " + ends[0] + "," + ends[1] + " is empty; the least value comes first");
  }

  /**
   * What is wrong with it.
   *
   * @param ends finite, as given, or null
   */
  public static Optional<String> mistake(double[] ends) {
    return mistake(
        ends == null
            ? null
            : Arrays.stream(ends).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new));
  }
}
