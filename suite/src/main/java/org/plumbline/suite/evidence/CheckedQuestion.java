package org.plumbline.suite.evidence;

import java.util.Optional;
import org.plumbline.api.Semantics;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.summary.Codes;

/**
 * What the check of an archive says of one answer.
 *
 * @param id of the question
 * @param verdict that the archive claims
 * @param semantics the numbers that were proved or replayed about
 * @param why in words
 */
public record CheckedQuestion(
    String id, Verdict verdict, Standing standing, Optional<Semantics> semantics, String why) {
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
    String numbers = semantics.map(s -> "\t" + Codes.of(s)).orElse("\t-");
    return Codes.of(standing) + "\t" + Codes.of(verdict) + numbers + "\t" + id + "\t" + why;
  }
}
