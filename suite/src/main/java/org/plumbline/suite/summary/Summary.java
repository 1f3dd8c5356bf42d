package org.plumbline.suite.summary;

import java.time.Duration;
import java.util.List;
import org.plumbline.suite.Counts;
import org.plumbline.suite.SuiteResult;

/** The first two sentences of a report. */
public final class Summary {
  private Summary() {}

  /** Whether the gate is open, and why. */
  public static String headline(SuiteResult result, List<Section> sections) {
    long bad = sections.stream().filter(Section::isBad).count();
    long excused = sections.stream().filter(Section::isExcused).count();
    if (bad > 0) {
      return "The gate is shut: " + bad + " of " + sections.size() + " requirements are not met";
    }
    return excused > 0
        ? "The gate is open: " + excused + " of " + sections.size() + " requirements fail as known"
        : "The gate is open: all " + sections.size() + " requirements are met";
  }

  /** How many questions have which answer, and how long that took. */
  public static String counts(SuiteResult result) {
    Counts counts = result.counts();
    return counts.all()
        + " questions: "
        + counts.certified()
        + " certified, "
        + (counts.holds() - counts.certified())
        + " hold without a certificate, "
        + counts.violated()
        + " violated, "
        + counts.undecided()
        + " undecided, "
        + counts.errors()
        + " broke down; "
        + Words.time(Duration.between(result.begun(), result.ended()))
        + ".";
  }
}
