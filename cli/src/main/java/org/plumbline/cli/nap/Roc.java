package org.plumbline.cli.nap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.plumbline.suite.Share;

/**
 * How well a score tells inputs that are classified wrongly from others: the receiver operating
 * characteristic. The area below it is the probability that a wrong one has the higher score, ties
 * counted half, which is the statistic of Mann and Whitney.
 */
final class Roc {
  private final List<Integer> correct = new ArrayList<>();
  private final List<Integer> wrong = new ArrayList<>();

  /**
   * What an alarm at a score at least this high does.
   *
   * @param detected wrong ones with an alarm
   * @param falseAlarms correct ones with an alarm
   */
  record Point(int threshold, Share detected, Share falseAlarms) {}

  void add(int score, boolean isCorrect) {
    (isCorrect ? correct : wrong).add(score);
  }

  /** Nothing where all are correct, or none. */
  OptionalDouble area() {
    if (correct.isEmpty() || wrong.isEmpty()) {
      return OptionalDouble.empty();
    }
    double higher = MannWhitneyUTest.withDefaults().statistic(doubles(wrong), doubles(correct));
    return OptionalDouble.of(higher / ((double) wrong.size() * correct.size()));
  }

  private static double[] doubles(List<Integer> scores) {
    return scores.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  Point at(int threshold) {
    return new Point(threshold, atLeast(threshold, wrong), atLeast(threshold, correct));
  }

  private static Share atLeast(int threshold, List<Integer> scores) {
    return new Share(
        (int) scores.stream().filter(score -> score >= threshold).count(), scores.size());
  }

  /** One per score that occurs, from the highest to the lowest. */
  List<Point> points() {
    TreeSet<Integer> scores = new TreeSet<>(correct);
    scores.addAll(wrong);
    return scores.descendingSet().stream().map(this::at).toList();
  }
}
