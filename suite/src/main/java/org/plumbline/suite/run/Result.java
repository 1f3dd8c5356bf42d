package org.plumbline.suite.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.plumbline.suite.Origin;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.question.Found;

/**
 * What became of a question.
 *
 * @param begun when work on it began
 * @param time that it took now
 * @param limit that it had
 * @param notes for people
 */
public record Result(
    SuiteQuestion question,
    Found found,
    Origin origin,
    Instant begun,
    Duration time,
    Duration limit,
    List<String> notes) {

  /** Copies the list. */
  public Result {
    notes = List.copyOf(notes);
  }
}
