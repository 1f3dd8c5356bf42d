package org.plumbline.suite.summary;

import java.util.List;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Requirement;

/**
 * A requirement with all that was found for it.
 *
 * @param isExcused whether it is not met for reasons that the baseline knows
 * @param findings one for each question, in the order of the file
 */
public record Section(Outcome outcome, boolean isExcused, List<Finding> findings) {
  /** Copies the list. */
  public Section {
    findings = List.copyOf(findings);
  }

  /** What is required. */
  public Requirement requirement() {
    return outcome.requirement();
  }

  /** Whether it is met. */
  public boolean isMet() {
    return outcome.standing() == Outcome.Standing.MET;
  }

  /** Whether it keeps the gate shut. */
  public boolean isBad() {
    return !isMet() && !isExcused;
  }

  /** How many findings have a mark. */
  public int count(Mark mark) {
    return (int) findings.stream().filter(f -> f.mark() == mark).count();
  }
}
