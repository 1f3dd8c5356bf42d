package org.plumbline.cli.output;

import java.time.Instant;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.certified.Deadline;

/**
 * The time limit of a whole command. Java started before the command could look at the clock, and
 * behind the work an answer is printed, files are written and Java ends; what is left is for work.
 */
public final class CommandLimit {
  /** Set where a command is a program of its own, so that its start counts. */
  private static final String IS_PROGRAM = "plumbline.program";

  /** When that was started, in milliseconds since 1970; set when first asked for. */
  private static final String STARTED = "plumbline.started";

  private static final long ENDING_MILLIS = 100;
  private static final long ENDING_SHARE = 200;
  private static final long MOST_ENDING_MILLIS = 1000;

  private CommandLimit() {}

  /** Makes the start of this program count, which takes some milliseconds to ask for. */
  public static void countStart() {
    System.setProperty(IS_PROGRAM, "true");
  }

  /** Notes when this program was started. */
  static void noteStart() {
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
    if (Boolean.getBoolean(IS_PROGRAM) && Long.getLong(STARTED) == null) {
      noteStart();
    }
    Long start = Long.getLong(STARTED);
    return start == null ? 0 : Math.max(0, Instant.now().toEpochMilli() - start);
  }
}
