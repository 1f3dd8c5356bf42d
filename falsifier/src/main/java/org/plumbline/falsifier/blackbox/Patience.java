package org.plumbline.falsifier.blackbox;

/**
 * How long to wait for a remote black box.
 *
 * @param timeoutMillis for one answer
 * @param retries after an answer that did not come
 * @param pauseMillis before the first retry; doubles with every other
 */
public record Patience(long timeoutMillis, int retries, long pauseMillis) {
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  public Patience {
    if (timeoutMillis < 1 || retries < 0 || pauseMillis < 0) {
      throw new IllegalArgumentException(
          "a wait of " + timeoutMillis + " ms, " + retries + " retries after " + pauseMillis);
    }
  }

  /** Half a minute, two retries, a fifth of a second. */
  public static Patience usual() {
    return new Patience(30_000, 2, 200);
  }

  long pauseMillis(int retry) {
    return Math.min(LONGEST_PAUSE_MILLIS, pauseMillis << Math.min(retry, 20));
  }
}
