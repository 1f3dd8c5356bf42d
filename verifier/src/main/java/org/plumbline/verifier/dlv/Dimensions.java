package org.plumbline.verifier.dlv;

import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The dimensions of a layer that a saliency ranks highest. */
final class Dimensions {
  private Dimensions() {}

  /**
   * The candidates of greatest score, in that order; equal scores in the order of their numbers.
   *
   * @param count at most so many
   */
  static int[] greatest(double[] scores, IntPredicate isCandidate, int count) {
    return IntStream.range(0, scores.length)
        .filter(i -> isCandidate.test(i) && !Double.isNaN(scores[i]))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
