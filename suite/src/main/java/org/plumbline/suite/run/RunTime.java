package org.plumbline.suite.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.plumbline.suite.file.Limits;

/** The time that a run has, from now on. */
final class RunTime {
  private final Limits limits;
  private final LongSupplier nanos;
  private final long start;

  RunTime(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** For a question that begins now: its own limit, or what is left of the total. */
  Duration left() {
    if (limits.total().isEmpty()) {
      return limits.question();
    }
    Duration left = leftOfTotal().orElseThrow();
    return left.compareTo(limits.question()) < 0 ? left : limits.question();
  }

  /** For all that has not begun; zero if nothing is left, empty where there is no limit. */
  Optional<Duration> leftOfTotal() {
    return limits
        .total()
        .map(total -> total.minusNanos(nanos.getAsLong() - start))
        .map(left -> left.toMillis() <= 0 ? Duration.ZERO : left);
  }

  /** For a question that used up its own limit: twice that, where a total has more left than it. */
  Optional<Duration> longer() {
    Duration twice = limits.question().multipliedBy(2);
    return leftOfTotal()
        .filter(left -> left.compareTo(limits.question()) > 0)
        .map(left -> left.compareTo(twice) < 0 ? left : twice);
  }
}
