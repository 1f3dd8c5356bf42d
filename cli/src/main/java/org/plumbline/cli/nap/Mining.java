package org.plumbline.cli.nap;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.PatternAudit;
import org.plumbline.specs.pattern.PatternPair;
import org.plumbline.suite.Share;

/**
 * Patterns mined, and who follows them.
 *
 * @param samples that were looked at
 * @param correct samples that the network classifies as they are labelled
 * @param heldOut how many samples were held out, and how many of these are correct
 */
public record Mining(int samples, int correct, Optional<Share> heldOut, List<Level> levels) {
  /**
   * Of one δ.
   *
   * @param among the samples themselves, a row per pattern
   * @param heldOut the samples held out, a row per pattern
   */
  public record Level(
      BigDecimal delta,
      List<ClassPattern> patterns,
      List<PatternPair> pairs,
      List<PatternAudit.Row> among,
      Optional<List<PatternAudit.Row>> heldOut) {

    /** Held out if there are such, else the samples themselves. */
    List<PatternAudit.Row> judged() {
      return heldOut.orElse(among);
    }

    long disjointPairs() {
      return pairs.stream().filter(PatternPair::isDisjoint).count();
    }
  }

  /** How many samples follow the pattern of their label. */
  public static Share recall(List<PatternAudit.Row> rows) {
    return new Share(
        rows.stream().mapToInt(PatternAudit.Row::followers).sum(),
        rows.stream().mapToInt(PatternAudit.Row::samples).sum());
  }
}
