package org.plumbline.soundness.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.score.Finding;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;

/** A page with everything that a benchmark showed: one file, without scripts or links outward. */
public final class HtmlReport {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em}
      table{border-collapse:collapse;margin:1em 0;display:block;overflow-x:auto}td,th{padding:.2em .7em;text-align:right;
      border-bottom:1px solid #ccc}td:first-child,th:first-child{text-align:left}
      .wrong{background:#a50026;color:#fff;font-weight:bold}code{overflow-wrap:anywhere}
      svg{width:100%;height:auto;font-size:13px}svg text{fill:currentColor}
      .grid{stroke:#ccc}.legend span{margin-right:1em;white-space:nowrap}
      .legend i{display:inline-block;width:.9em;height:.9em;vertical-align:-.1em}
      .words td,.words th{text-align:left}
      """;

  private final List<Score> scores;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(List<Score> scores) {
    this.scores = scores;
  }

  /**
   * @param origin how to make the benchmark again
   */
  public static String of(List<Score> scores, String origin) {
    return new HtmlReport(scores).page(origin);
  }

  private String page(String origin) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    html.append("<title>Soundness of verifiers</title>\n<style>\n").append(STYLE);
    html.append("</style></head><body>\n<h1>Soundness of verifiers</h1>\n<p>Questions whose");
    html.append(" answers are known by construction (<code>").append(Markup.escaped(origin));
    html.append("</code>). An <i>unsat</i> is wrong when the planted point, replayed exactly, is");
    html.append(" unsafe; a <i>sat</i> when the counterexample that it came with is none and no");
    html.append(" other exists.</p>\n<h2>Verdicts</h2>\n");
    html.append(JudgementBars.of(scores));
    totals();
    html.append("<h2>Right answers by time</h2>\n<p>The line of a verifier with wrong verdicts is");
    html.append(" dashed, and each of these is a cross: how many of its answers are right says");
    html.append(" little, since its wrong ones look like them.</p>\n");
    html.append(TimeCurves.of(scores));
    html.append("<h2>By family</h2>\n<p>Right, and wrong where there are any, of those asked.</p>");
    families();
    html.append(
        "<h2>What tolerances change</h2>\n<p>Wrong verdicts (unsat + sat), and those that a");
    html.append(" tolerance or the other arithmetic excuses. A tolerance is a distance of inputs");
    html.append(" and of inequalities; at 0 nothing is excused.</p>\n");
    tolerances();
    html.append("<h2>Evidence</h2>\n");
    evidence();
    return html.append("</body></html>\n").toString();
  }

  private void row(String tag, List<String> cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append('<').append(tag).append('>').append(Markup.escaped(cell));
      html.append("</").append(tag).append('>');
    }
    html.append("</tr>\n");
  }

  /** A column for each verifier, so that it is as wide as there are verifiers. */
  private void totals() {
    html.append("<table class=\"totals\">\n");
    row("th", column("", score -> score.run().verifier()));
    row(
        "td",
        column("arithmetic", score -> score.run().semantics().name().toLowerCase(Locale.ROOT)));
    row("td", column("limits", score -> score.run().limits()));
    row("td", column("asked", score -> Integer.toString(score.findings().size())));
    row("td", column("falsified", score -> score.share(Truth.SAT).toString()));
    row("td", column("proved", score -> score.share(Truth.UNSAT).toString()));
    for (Judgement judgement : Judgement.values()) {
      boolean isWrong = judgement == Judgement.WRONG_UNSAT || judgement == Judgement.WRONG_SAT;
      html.append("<tr><td>").append(judgement.words()).append("</td>");
      for (Score score : scores) {
        int count = score.tally().get(judgement);
        html.append(isWrong && count > 0 ? "<td class=\"wrong\">" : "<td>");
        html.append(count).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private List<String> column(String name, Function<Score, String> value) {
    List<String> cells = new ArrayList<>(List.of(name));
    scores.forEach(score -> cells.add(value.apply(score)));
    return cells;
  }

  private void families() {
    Set<String> families = new LinkedHashSet<>();
    scores.forEach(score -> families.addAll(score.families().keySet()));
    html.append("<table>\n");
    List<String> head = new ArrayList<>(List.of("family"));
    scores.forEach(score -> head.add(score.run().verifier()));
    row("th", head);
    for (String family : families) {
      html.append("<tr><td>").append(Markup.escaped(family)).append("</td>");
      for (Score score : scores) {
        cell(score.families().getOrDefault(family, List.of()));
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void cell(List<Finding> findings) {
    Map<Judgement, Integer> tally = Score.tally(findings);
    int wrong = tally.get(Judgement.WRONG_UNSAT) + tally.get(Judgement.WRONG_SAT);
    html.append(wrong > 0 ? "<td class=\"wrong\">" : "<td>");
    if (!findings.isEmpty()) {
      html.append(tally.get(Judgement.RIGHT)).append(" of ").append(findings.size());
    }
    html.append(wrong > 0 ? ", " + wrong + " wrong" : "").append("</td>");
  }

  private void tolerances() {
    html.append("<table>\n");
    List<String> head = new ArrayList<>(List.of("verifier"));
    scores.stream()
        .limit(1)
        .flatMap(score -> score.effects().stream())
        .forEach(effect -> head.add(effect.tolerance().toString()));
    row("th", head);
    for (Score score : scores) {
      List<String> cells = new ArrayList<>(List.of(score.run().verifier()));
      for (Score.Effect effect : score.effects()) {
        cells.add(
            effect.wrongUnsat()
                + " + "
                + effect.wrongSat()
                + ", "
                + effect.forgiven()
                + " excused");
      }
      row("td", cells);
    }
    html.append("</table>\n");
  }

  private void evidence() {
    html.append("<p>Margins are signed, those of piecewise linear networks exact: at least zero");
    html.append(" means unsafe.</p>\n");
    if (scores.stream().allMatch(score -> score.wrong().isEmpty())) {
      html.append("<p>No verdict is wrong.</p>\n");
    } else {
      findings(Score::wrong);
    }
    html.append("<details><summary>Verdicts that are not called wrong, but not right</summary>\n");
    findings(Score::excused);
    html.append("</details>\n");
  }

  private void findings(Function<Score, List<Finding>> choice) {
    html.append("<table class=\"words\">\n");
    row("th", List.of("instance", "verifier", "judgement", "margin", "why", "inputs"));
    for (Score score : scores) {
      for (Finding finding : choice.apply(score)) {
        row(
            "td",
            List.of(
                finding.instance(),
                score.run().verifier(),
                finding.judgement().words(),
                finding.margin().map(m -> String.format(Locale.ROOT, "%.6g", m)).orElse(""),
                finding.evidence(),
                String.join(" ", finding.witness())));
      }
    }
    html.append("</table>\n");
  }
}
