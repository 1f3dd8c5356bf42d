package org.plumbline.falsifier.trial;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.falsifier.contract.BlackBoxException;

/**
 * How an attack on one image ended.
 *
 * @param label the class of the original
 * @param adversarial the nearest image found, asked about once more and answered alike
 * @param queries inputs asked about, the original and that last question among them
 * @param failure what went wrong when it ended by {@link Ending#FAILURE}, else empty
 */
public record AttackResult(
    int label, Optional<Adversarial> adversarial, long queries, Ending ending, String failure) {
  /** The original, the last question, and one for the attack. */
  private static final int LEAST_QUERIES = 3;

  /**
   * Runs an attack. One query is kept for the last question.
   *
   * @param ranking the classes that have to come first, in their order; without any, the attack
   *     gets away from the original's class
   * @throws BlackBoxException if the black box does not even answer to the original
   * @throws IllegalArgumentException if fewer than three queries are allowed, or the image has that
   *     class already
   */
  public static AttackResult of(
      ImageAttack attack, Trial.Question question, List<Integer> ranking, long seed) {
    if (question.mostQueries() < LEAST_QUERIES) {
      throw new IllegalArgumentException(
          "an attack needs " + LEAST_QUERIES + " queries or more, not " + question.mostQueries());
    }
    Trial trial = question.withQueries(question.mostQueries() - 1).open(ranking);
    trial.run(() -> attack.search(trial, seed));
    return replayed(trial);
  }

  /** Why there is no adversarial image, where there is none. */
  public String noneWords() {
    String asked = String.format(Locale.ROOT, "%,d queries", queries);
    return switch (ending) {
      case TIME -> "the time limit was reached after " + asked;
      case FAILURE -> failure;
      case FINISHED, QUERIES -> "no adversarial within " + asked + ", which proves nothing";
    };
  }

  private static AttackResult replayed(Trial trial) {
    String objection = trial.best().map(found -> objection(trial, found)).orElse("");
    boolean isSound = objection.isEmpty();
    return new AttackResult(
        trial.label(),
        isSound ? trial.best() : Optional.empty(),
        trial.queries(),
        isSound ? trial.ending() : Ending.FAILURE,
        isSound ? trial.failure() : objection);
  }

  private static String objection(Trial trial, Adversarial found) {
    try {
      return trial.isRepeated(found)
          ? ""
          : "asked again about the image that it answered "
              + found.label()
              + ", the black box answered something else";
    } catch (BlackBoxException e) {
      return e.getMessage();
    }
  }
}
