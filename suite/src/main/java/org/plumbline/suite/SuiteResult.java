package org.plumbline.suite;

import java.time.Instant;
import java.util.List;

/**
 * All that a run of a suite says.
 *
 * @param file that asks
 * @param requirements in the order of the file, those that were selected
 * @param answers one for each question, in the order of the file
 * @param outcomes one for each requirement
 * @param baseline differences from the known failures
 * @param gate whether all requirements are met but for known failures
 * @param environment of the run
 * @param notes for people: what the ledger lost, what was not selected
 * @param begun start of the run
 * @param ended end of the run
 */
public record SuiteResult(
    SuiteFile file,
    List<Requirement> requirements,
    List<SuiteAnswer> answers,
    List<Outcome> outcomes,
    BaselineDifference baseline,
    Outcome.Standing gate,
    Environment environment,
    List<String> notes,
    Instant begun,
    Instant ended) {

  /** Copies the lists. */
  public SuiteResult {
    requirements = List.copyOf(requirements);
    answers = List.copyOf(answers);
    outcomes = List.copyOf(outcomes);
    notes = List.copyOf(notes);
  }

  /** Counts of all answers. */
  public Counts counts() {
    return Counts.of(answers);
  }
}
