package org.plumbline.soundness.competition.score;

import java.util.List;

/**
 * The sum of a tool's answers in a category.
 *
 * @param percent of the best tool's points, at least 0
 */
public record ToolScore(
    String tool,
    int instances,
    int sat,
    int unsat,
    int wrong,
    int open,
    int points,
    double percent) {

  static ToolScore of(String tool, List<Outcome> outcomes) {
    return new ToolScore(
        tool,
        outcomes.size(),
        count(outcomes, Outcome.SAT),
        count(outcomes, Outcome.UNSAT),
        count(outcomes, Outcome.WRONG),
        count(outcomes, Outcome.OPEN),
        outcomes.stream().mapToInt(Outcome::points).sum(),
        0);
  }

  private static int count(List<Outcome> outcomes, Outcome wanted) {
    return (int) outcomes.stream().filter(outcome -> outcome == wanted).count();
  }

  ToolScore against(int best) {
    return withPercent(best > 0 ? Math.max(0, 100.0 * points / best) : 0);
  }

  private ToolScore withPercent(double share) {
    return new ToolScore(tool, instances, sat, unsat, wrong, open, points, share);
  }

  /** Both, of one tool; the percents of categories add up. */
  ToolScore plus(ToolScore other) {
    return new ToolScore(
        tool,
        instances + other.instances,
        sat + other.sat,
        unsat + other.unsat,
        wrong + other.wrong,
        open + other.open,
        points + other.points,
        percent + other.percent);
  }
}
