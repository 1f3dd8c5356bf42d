package org.plumbline.suite.run;

import java.time.Duration;
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
    Duration used = Duration.ofNanos(nanos.getAsLong() - start);
    Duration left = limits.total().get().minus(used);
    if (left.toMillis() <= 0) {
      return Duration.ZERO;
    }
    return left.compareTo(limits.question()) < 0 ? left : limits.question();
  }
}
