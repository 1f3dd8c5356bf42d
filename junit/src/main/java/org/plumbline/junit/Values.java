package org.plumbline.junit;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers in messages. */
final class Values {
  private static final int MOST = 8;

  private Values() {}

  /** The first ones. */
  static String words(List<Double> values) {
    String first =
        values.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
    return values.size() > MOST
        ? "[" + first + ", … " + (values.size() - MOST) + " more]"
        : "[" + first + "]";
  }
}
