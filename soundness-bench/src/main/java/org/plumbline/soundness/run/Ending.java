package org.plumbline.soundness.run;

/**
 * How a run of a verifier ended.
 *
 * @param seconds of wall-clock time, start-up included
 * @param megabytes the most resident memory that was seen
 * @param exitCode that of the process; 128 and more where a signal ended it
 */
public record Ending(Reason reason, double seconds, long megabytes, int exitCode) {
  /** What ended it. */
  public enum Reason {
    /** It ended by itself. */
    EXIT,
    /** Killed for time. */
    TIME,
    /** Killed for memory. */
    MEMORY,
    /** Its program could not be started, or refused the instance beforehand. */
    START
  }
}
