package org.plumbline.soundness.competition.score;

import java.util.ArrayList;
import java.util.List;

/**
 * Points by category, of the judged results and others on the same instances.
 *
 * @param missing instances that have no result yet, which are left out
 * @param remarked answers that something is to be said of
 */
public record Score(List<CategoryScore> categories, int missing, List<Judged> remarked) {

  /**
   * The tools in one category; those that are judged come first.
   *
   * @param tools in the same order everywhere
   */
  public record CategoryScore(String category, List<ToolScore> tools) {}

  /** The sum of each tool. */
  public List<ToolScore> total() {
    List<ToolScore> sums = new ArrayList<>();
    for (CategoryScore category : categories) {
      for (int t = 0; t < category.tools().size(); t++) {
        ToolScore score = category.tools().get(t);
        if (t < sums.size()) {
          sums.set(t, sums.get(t).plus(score));
        } else {
          sums.add(score);
        }
      }
    }
    return sums;
  }

  /** How many wrong unsat answers rest on this evidence. */
  public long convictions(Evidence evidence) {
    return remarked.stream().filter(one -> one.evidence() == evidence).count();
  }

  /** Wrong answers of the judged results. */
  public int wrong() {
    return categories.stream().mapToInt(category -> category.tools().get(0).wrong()).sum();
  }
}
