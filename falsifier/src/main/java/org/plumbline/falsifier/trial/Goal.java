package org.plumbline.falsifier.trial;

import java.util.OptionalInt;
import org.plumbline.falsifier.contract.BlackBox;

/**
 * Which answers a search is after: any class but one, or one class.
 *
 * @param label the class to get away from
 * @param target the class to get to, if it has to be a certain one
 */
public record Goal(int label, OptionalInt target) {
  /** Any class but this. */
  public static Goal otherThan(int label) {
    return new Goal(label, OptionalInt.empty());
  }

  boolean isReachedBy(int winner) {
    return target.isPresent() ? winner == target.getAsInt() : winner != label;
  }

  /**
   * How far the scores from an offset on are from the goal: negative exactly if it is reached.
   * Scores that are not numbers reach nothing.
   *
   * @param likelihoods compares logarithms, which stay apart where probabilities saturate
   */
  double margin(double[] scores, int offset, int classes, boolean likelihoods) {
    int held = target.orElse(label);
    double other = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < classes; j++) {
      double score = scores[offset + j];
      if (Double.isNaN(score)) {
        return Double.POSITIVE_INFINITY;
      }
      other = j == held ? other : Math.max(other, score);
    }
    double own = scores[offset + held];
    double lead =
        likelihoods
            ? Math.log(Math.max(Double.MIN_VALUE, own))
                - Math.log(Math.max(Double.MIN_VALUE, other))
            : own - other;
    double margin = target.isPresent() ? -lead : lead;
    if (isReachedBy(BlackBox.winner(scores, offset, classes))) {
      return margin < 0 ? margin : -Double.MIN_VALUE;
    }
    return margin >= 0 ? margin : 0;
  }
}
