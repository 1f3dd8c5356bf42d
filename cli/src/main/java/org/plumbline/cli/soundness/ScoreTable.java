package org.plumbline.cli.soundness;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.score.Finding;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;

/** Scores for people: a table per verifier, then what is wrong and why. */
final class ScoreTable {
  private final PrintWriter out;

  ScoreTable(PrintWriter out) {
    this.out = out;
  }

  void print(Score score) {
    out.printf(
        "%s, %s numbers, tolerance %s%n",
        score.run().verifier(),
        score.run().semantics().name().toLowerCase(Locale.ROOT),
        score.tolerance());
    out.printf("  %-14s %6s", "family", "asked");
    for (Judgement judgement : Judgement.values()) {
      out.printf(" %11s", judgement.words());
    }
    out.println();
    score.families().forEach(this::row);
    row("all", score.findings());
    out.printf(
        "  falsified %s sat, proved %s unsat, missed %d of %d%n",
        score.share(Truth.SAT),
        score.share(Truth.UNSAT),
        score.tally().get(Judgement.MISSED),
        score.findings().size());
    out.print("  wrong at tolerance");
    for (Score.Effect effect : score.effects()) {
      out.printf("  %s: %d", effect.tolerance(), effect.wrongUnsat() + effect.wrongSat());
    }
    out.println();
    score.wrong().forEach(this::evidence);
    out.println();
  }

  private void row(String name, List<Finding> findings) {
    out.printf("  %-14s %6d", name, findings.size());
    for (Map.Entry<Judgement, Integer> part : Score.tally(findings).entrySet()) {
      out.printf(" %11s", part.getValue() == 0 ? "" : part.getValue().toString());
    }
    out.println();
  }

  private void evidence(Finding finding) {
    out.printf(
        "  %s: %s%s; %s%n",
        finding.instance(),
        finding.judgement().words(),
        finding.margin().map(m -> String.format(Locale.ROOT, ", margin %.6g", m)).orElse(""),
        finding.evidence());
  }
}
