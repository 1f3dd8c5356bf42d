package org.plumbline.suite.file;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times such as {@code 30 s}. */
final class TimeText {
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,7})(?:\\.(\\d{1,3}))?\\s*(ms|s|min|h)");

  private TimeText() {}

  static Duration of(Value value) {
    Matcher time = TIME.matcher(value.text());
    if (!time.matches()) {
      throw value.wrong("'" + Value.shown(value.text()) + "' is no time like 30 s, 20 min or 2 h");
    }
    long millis = millis(time.group(3));
    String digits = time.group(2) == null ? "" : time.group(2);
    long thousandths =
        Long.parseLong(time.group(1)) * 1000 + Long.parseLong((digits + "000").substring(0, 3));
    Duration duration = Duration.ofMillis(thousandths * millis / 1000);
    if (duration.isZero()) {
      throw value.wrong("a time is positive");
    }
    return duration;
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "min" -> 60_000;
      default -> 3_600_000;
    };
  }
}
