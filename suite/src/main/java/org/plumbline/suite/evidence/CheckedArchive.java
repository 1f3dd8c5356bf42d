package org.plumbline.suite.evidence;

import java.util.List;

/**
 * What the check of a whole archive says; no byte of it is changed.
 *
 * @param manifestSha256 what a signature or a note of the sender has to be about
 * @param questions in the order of the suite
 */
public record CheckedArchive(String manifestSha256, List<CheckedQuestion> questions) {
  /** Copies the list. */
  public CheckedArchive {
    questions = List.copyOf(questions);
  }

  /** How many answers have a standing. */
  public int count(CheckedQuestion.Standing standing) {
    return (int) questions.stream().filter(q -> q.standing() == standing).count();
  }

  /** Whether all evidence shows what is claimed; answers may be open. */
  public boolean stands() {
    return count(CheckedQuestion.Standing.REFUSED) == 0;
  }

  /** In one sentence. */
  public String words() {
    return count(CheckedQuestion.Standing.PROVED)
        + " answers are proved, "
        + count(CheckedQuestion.Standing.REPLAYED)
        + " violations are replayed, "
        + count(CheckedQuestion.Standing.OPEN)
        + " answers are not shown by the archive, "
        + count(CheckedQuestion.Standing.REFUSED)
        + " pieces of evidence do not stand.";
  }
}
