package org.plumbline.suite.evidence;

import org.plumbline.suite.Verdict;
import org.plumbline.suite.report.Codes;

/**
 * What the check of an archive says of one answer.
 *
 * @param id of the question
 * @param verdict that the archive claims
 * @param why in words
 */
public record CheckedQuestion(String id, Verdict verdict, Standing standing, String why) {
  /** How far the answer is shown. */
  public enum Standing {
    /** It holds: the checker accepted the certificate now. */
    PROVED,
    /** It is violated: the counterexample was replayed now. */
    REPLAYED,
    /** The archive alone does not show it, and says so. */
    OPEN,
    /** The evidence does not show what is claimed. */
    REFUSED
  }

  /** One line of a log. */
  @Override
  public String toString() {
    return Codes.of(standing) + "\t" + Codes.of(verdict) + "\t" + id + "\t" + why;
  }
}
