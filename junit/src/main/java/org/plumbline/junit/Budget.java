package org.plumbline.junit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How much time questions may take: each, and all together from the first one on. */
final class Budget {
  private final Duration question;
  private final Duration total;
  private final LongSupplier clock;
  private long begin = Long.MIN_VALUE;

  /**
   * @param clock nanoseconds, as of {@link System#nanoTime}
   */
  Budget(Duration question, Duration total, LongSupplier clock) {
    if (question.compareTo(Duration.ZERO) <= 0 || total.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException(
          "time for a question " + question + " and for all " + total + " has to be positive");
    }
    this.question = question;
    this.total = total;
    this.clock = clock;
  }

  /** For the next question; zero when all is used up. */
  synchronized Duration next() {
    long now = clock.getAsLong();
    begin = begin == Long.MIN_VALUE ? now : begin;
    Duration left = total.minusNanos(now - begin);
    Duration next = left.compareTo(question) < 0 ? left : question;
    return next.toMillis() < 1 ? Duration.ZERO : next;
  }
}
