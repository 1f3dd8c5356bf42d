package org.plumbline.specs.query;

import java.util.concurrent.TimeUnit;

/** How long work may go on: until a deadline, or until somebody cancels it. Thread-safe. */
public final class Budget {
  private final long startNanos = System.nanoTime();
  private final long lengthNanos;
  private volatile boolean cancelled;

  private Budget(long lengthNanos) {
    this.lengthNanos = lengthNanos;
  }

  /** Starts now; nothing is left of a negative time. */
  public static Budget ofMillis(long millis) {
    return new Budget(TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)));
  }

  /** Ends only when cancelled. */
  public static Budget unlimited() {
    return new Budget(Long.MAX_VALUE);
  }

  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  public boolean expired() {
    return cancelled || System.nanoTime() - startNanos >= lengthNanos;
  }

  /** At least 0, and 0 once cancelled. */
  public long remainingMillis() {
    long left = lengthNanos - (System.nanoTime() - startNanos);
    return cancelled ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(left));
  }

  public long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
