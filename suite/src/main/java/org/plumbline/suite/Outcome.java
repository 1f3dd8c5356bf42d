package org.plumbline.suite;

import java.util.List;
import java.util.Set;

/**
 * What the answers say of a requirement.
 *
 * @param counts of its answers
 * @param conditions each part of the demand, with what was found
 * @param words why, for people
 */
public record Outcome(
    Requirement requirement,
    Standing standing,
    Counts counts,
    List<Condition> conditions,
    String words) {

  /** Copies the list. */
  public Outcome {
    conditions = List.copyOf(conditions);
  }

  /** Whether a requirement is met. */
  public enum Standing {
    /** All that is demanded was shown. */
    MET,
    /** It is not, because of what is violated. */
    NOT_MET,
    /** It is not, because of what is undecided or broke down. */
    CANNOT_BE_SAID
  }

  /**
   * One part of a demand.
   *
   * @param demanded such as {@code certified ≥ 90 %}
   * @param found such as {@code 93 of 100, 93.0 %}
   * @param share that was counted; of all questions
   * @param against verdicts that speak against it; a certified answer never does
   */
  public record Condition(
      String demanded, String found, Share share, Standing standing, Set<Verdict> against) {
    /** Copies the set. */
    public Condition {
      against = Set.copyOf(against);
    }
  }

  /** Whether an answer is one of the reasons why the requirement is not met. */
  public boolean isFailedBy(SuiteAnswer answer) {
    return !answer.isCertified()
        && conditions.stream()
            .filter(condition -> condition.standing() != Standing.MET)
            .anyMatch(condition -> condition.against().contains(answer.verdict()));
  }
}
