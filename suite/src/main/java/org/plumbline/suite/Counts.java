package org.plumbline.suite;

import java.util.Collection;

/**
 * How many answers are what.
 *
 * @param certified those that hold by a certificate that was checked
 * @param holds all that hold, certified or not
 */
public record Counts(int certified, int holds, int violated, int undecided, int errors) {

  /** Of these answers. */
  public static Counts of(Collection<SuiteAnswer> answers) {
    return new Counts(
        (int) answers.stream().filter(SuiteAnswer::isCertified).count(),
        count(answers, Verdict.HOLDS),
        count(answers, Verdict.VIOLATED),
        count(answers, Verdict.UNDECIDED),
        count(answers, Verdict.ERROR));
  }

  private static int count(Collection<SuiteAnswer> answers, Verdict verdict) {
    return (int) answers.stream().filter(a -> a.verdict() == verdict).count();
  }

  /** For people. */
  public String words() {
    return holds
        + " hold ("
        + certified
        + " certified), "
        + violated
        + " violated, "
        + undecided
        + " undecided, "
        + errors
        + " broke down";
  }

  /** All of them. */
  public int all() {
    return holds + violated + undecided + errors;
  }
}
