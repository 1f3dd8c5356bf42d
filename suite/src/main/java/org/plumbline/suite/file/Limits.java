package org.plumbline.suite.file;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of time.
 *
 * @param question for each question
 * @param total for the whole run; what has not begun by then is not asked
 */
public record Limits(Duration question, Optional<Duration> total) {
  /** Where the file says nothing. */
  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), Optional.empty());
}
