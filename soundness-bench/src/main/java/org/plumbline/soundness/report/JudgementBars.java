package org.plumbline.soundness.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;

/** SVG: a bar per verifier, its parts as long as the shares of its judgements. */
final class JudgementBars {
  private static final int LABEL = 180;
  private static final int WIDTH = 620;
  private static final int ROW = 34;
  private static final int BAR = 22;

  private JudgementBars() {}

  static String of(List<Score> scores) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"judgements by verifier\">%n",
            LABEL + WIDTH,
            ROW * scores.size()));
    for (int k = 0; k < scores.size(); k++) {
      row(svg, scores.get(k), k * ROW);
    }
    return svg.append("</svg>\n").append(legend()).toString();
  }

  private static void row(StringBuilder svg, Score score, int top) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
            LABEL - 10,
            top + BAR - 5,
            Markup.escaped(score.run().verifier())));
    double x = LABEL;
    int all = Math.max(1, score.findings().size());
    for (Map.Entry<Judgement, Integer> part : score.tally().entrySet()) {
      double width = (double) WIDTH * part.getValue() / all;
      if (part.getValue() > 0) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\">"
                    + "<title>%s: %d of %d</title></rect>%n",
                x,
                top,
                width,
                BAR,
                Palette.of(part.getKey()),
                part.getKey().words(),
                part.getValue(),
                all));
      }
      x += width;
    }
  }

  private static String legend() {
    StringBuilder html = new StringBuilder("<p class=\"legend\">");
    for (Judgement judgement : Judgement.values()) {
      html.append("<span><i style=\"background:").append(Palette.of(judgement)).append("\"></i> ");
      html.append(judgement.words()).append("</span>\n");
    }
    return html.append("</p>\n").toString();
  }
}
