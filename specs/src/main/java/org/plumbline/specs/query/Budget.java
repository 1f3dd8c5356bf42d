package org.plumbline.specs.query;

import java.util.concurrent.TimeUnit;

/** How long work may go on: until a deadline, or until somebody cancels it. Thread-safe. */
public final class Budget {
  private final long startNanos = System.nanoTime();
  private final long lengthNanos;
  private final Budget whole;
  private volatile boolean cancelled;

  private Budget(long lengthNanos, Budget whole) {
    this.lengthNanos = lengthNanos;
    this.whole = whole;
  }

  /** Starts now; nothing is left of a negative time. */
  public static Budget ofMillis(long millis) {
    return new Budget(TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)), null);
  }

  /** Ends only when cancelled. */
  public static Budget unlimited() {
    return new Budget(Long.MAX_VALUE, null);
  }

  /** A part of the time that is left, which is cancelled with the whole. */
  public Budget share(double part) {
    return new Budget((long) (part * leftNanos()), this);
  }

  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled || whole != null && whole.isCancelled();
  }

  public boolean expired() {
    return isCancelled() || leftNanos() <= 0;
  }

  /** At least 0, and 0 once cancelled. */
  public long remainingMillis() {
    return isCancelled() ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(leftNanos()));
  }

  public long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  private long leftNanos() {
    return lengthNanos - (System.nanoTime() - startNanos);
  }
}
