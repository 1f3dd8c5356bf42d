package org.plumbline.suite.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.Origin;
import org.plumbline.suite.question.Found;

/**
 * What became of an {@link Order}. It depends on nothing of this process.
 *
 * @param begun when work on it began
 * @param time that it took
 * @param notes for people
 */
public record Reply(Found found, Origin origin, Instant begun, Duration time, List<String> notes) {

  /** Copies the list. */
  public Reply {
    notes = List.copyOf(notes);
  }

  /** Nobody found anything. */
  public static Reply undecided(String why, Origin origin, Instant begun, Duration time) {
    return new Reply(Found.undecided(why, Optional.empty(), 0), origin, begun, time, List.of());
  }

  /** Something broke down. */
  public static Reply error(String why, Instant begun, Duration time) {
    return new Reply(Found.error(why), Origin.SEARCHED, begun, time, List.of());
  }
}
