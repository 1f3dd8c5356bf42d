package org.plumbline.falsifier.trial;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.plumbline.falsifier.contract.BlackBox;

/**
 * Which answers a search is after: any class but one, one class, or classes that come first in a
 * certain order.
 *
 * @param label the class of the original
 * @param ranking the classes that have to come first, the winner before all; empty for any class
 *     but the label
 */
public record Goal(int label, List<Integer> ranking) {
  public Goal {
    ranking = List.copyOf(ranking);
    if (new HashSet<>(ranking).size() < ranking.size()) {
      throw new IllegalArgumentException("the order " + ranking + " names a class twice");
    }
  }

  /** Any class but this. */
  public static Goal otherThan(int label) {
    return new Goal(label, List.of());
  }

  /** The class to get to, if it has to be a certain one. */
  public Optional<Integer> target() {
    return ranking.stream().findFirst();
  }

  boolean isReachedBy(int winner) {
    return target().map(target -> winner == target).orElse(winner != label);
  }

  /**
   * How far the scores from an offset on are from the goal: negative exactly if it is reached.
   * Scores that are not numbers reach nothing.
   *
   * @param likelihoods compares logarithms, which stay apart where probabilities saturate
   */
  double margin(double[] scores, int offset, int classes, boolean likelihoods) {
    for (int j = 0; j < classes; j++) {
      if (Double.isNaN(scores[offset + j])) {
        return Double.POSITIVE_INFINITY;
      }
    }
    boolean isAway = ranking.isEmpty();
    Scores part = new Scores(scores, offset, classes, likelihoods);
    double lead = isAway ? part.lead(label, List.of()) : Double.POSITIVE_INFINITY;
    for (int k = 0; k < ranking.size(); k++) {
      lead = Math.min(lead, part.lead(ranking.get(k), ranking.subList(0, k)));
    }
    boolean isReached =
        isReachedBy(BlackBox.winner(scores, offset, classes)) && (ranking.size() < 2 || lead > 0);
    double margin = isAway ? lead : -lead;
    if (isReached) {
      return margin < 0 ? margin : -Double.MIN_VALUE;
    }
    return margin >= 0 ? margin : 0;
  }

  private record Scores(double[] values, int offset, int classes, boolean likelihoods) {
    /** By how much the score of a class exceeds the greatest of the others. */
    double lead(int held, List<Integer> before) {
      double other = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < classes; j++) {
        if (j != held && !before.contains(j)) {
          other = Math.max(other, values[offset + j]);
        }
      }
      double own = values[offset + held];
      return likelihoods ? logarithm(own) - logarithm(other) : own - other;
    }

    private static double logarithm(double probability) {
      return Math.log(Math.max(Double.MIN_VALUE, probability));
    }
  }
}
