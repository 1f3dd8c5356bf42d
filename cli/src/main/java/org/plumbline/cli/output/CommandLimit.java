package org.plumbline.cli.output;

import java.time.Instant;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.certified.Deadline;

/**
 * The time limit of a whole command. Java started before the command could look at the clock, and
 * behind the work an answer is printed, files are written and Java ends; what is left is for work.
 */
public final class CommandLimit {
  /** Set by the program that was started: when, in milliseconds since 1970. */
  private static final String STARTED = "plumbline.started";

  private static final long ENDING_MILLIS = 100;
  private static final long ENDING_SHARE = 200;
  private static final long MOST_ENDING_MILLIS = 1000;

  private CommandLimit() {}

  /** Notes when this program was started. */
  public static void noteStart() {
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(start -> System.setProperty(STARTED, Long.toString(start.toEpochMilli())));
  }

  /** What is left for work; half of the limit at least. */
  public static Budget ofSeconds(double seconds) {
    long limit = (long) (seconds * 1000);
    long ending = Math.min(MOST_ENDING_MILLIS, ENDING_MILLIS + limit / ENDING_SHARE);
    long left = limit - sinceStart() - ending - Deadline.graceMillis(limit);
    return Budget.ofMillis(Math.max(left, limit / 2));
  }

  private static long sinceStart() {
    Long start = Long.getLong(STARTED);
    return start == null ? 0 : Math.max(0, Instant.now().toEpochMilli() - start);
  }
}
