package org.plumbline.cli.vnncomp;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.plumbline.soundness.competition.score.Evidence;
import org.plumbline.soundness.competition.score.Judged;
import org.plumbline.soundness.competition.score.Outcome;
import org.plumbline.soundness.competition.score.Score;
import org.plumbline.soundness.competition.score.ToolScore;

/** A score for people: a table for each category, their sum, and what is to be said of answers. */
final class PointsTable {
  private static final int SHOWN = 100;

  private final PrintWriter out;

  PointsTable(PrintWriter out) {
    this.out = out;
  }

  void print(Score score) {
    for (Score.CategoryScore category : score.categories()) {
      print(category.category(), category.tools());
    }
    print("total, percents added up", score.total());
    if (score.missing() > 0) {
      out.printf("%d instances have no result yet and are left out.%n", score.missing());
    }
    List<Judged> remarked = score.remarked();
    remarked.stream()
        .sorted((a, b) -> Boolean.compare(isWrong(b), isWrong(a)))
        .limit(SHOWN)
        .forEach(this::print);
    if (remarked.size() > SHOWN) {
      out.printf("… and %d more; --json writes all%n", remarked.size() - SHOWN);
    }
    foot(score);
  }

  private static boolean isWrong(Judged judged) {
    return judged.outcome() == Outcome.WRONG;
  }

  private void print(String title, List<ToolScore> tools) {
    out.println(title);
    out.printf(
        "  %-20s %9s %6s %6s %6s %6s %7s %8s%n",
        "tool", "instances", "sat", "unsat", "wrong", "open", "points", "percent");
    for (ToolScore tool : tools) {
      out.printf(
          Locale.ROOT,
          "  %-20s %9d %6d %6d %6d %6d %7d %8.1f%n",
          tool.tool(),
          tool.instances(),
          tool.sat(),
          tool.unsat(),
          tool.wrong(),
          tool.open(),
          tool.points(),
          tool.percent());
    }
    out.println();
  }

  private void print(Judged judged) {
    out.printf(
        "%s, %s %s: %s%s%n",
        judged.tool(),
        judged.category(),
        judged.instance(),
        isWrong(judged) ? "WRONG, " : "",
        judged.remark());
  }

  private void foot(Score score) {
    out.println("Correct 10, wrong -150, anything else 0; percent of the best tool here.");
    out.println("sat is judged by its witness in ONNX Runtime. unsat is wrong against:");
    for (Evidence evidence : Evidence.values()) {
      out.printf("  %s (%d)%n", evidence.words(), score.convictions(evidence));
    }
    out.println("Nobody is convicted by sat_tol, unknown or unsat_claimed in a list.");
    out.flush();
  }
}
