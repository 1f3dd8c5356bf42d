package org.plumbline.soundness.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.plumbline.soundness.score.Finding;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;

/**
 * SVG: how many instances each verifier answers rightly within a time (logarithmic). Curves of
 * verifiers that were asked about different instances do not compare. The line of a verifier with
 * wrong verdicts is dashed, and each of these is a cross on it.
 */
final class TimeCurves {
  private static final int LEFT = 50;
  private static final int WIDTH = 700;
  private static final int RIGHT = 40;
  private static final int HEIGHT = 260;
  private static final int BOTTOM = 30;

  private final List<Score> scores;
  private final double least;
  private final double most;
  private final int highest;

  private TimeCurves(List<Score> scores) {
    this.scores = scores;
    double[] all =
        scores.stream()
            .flatMapToDouble(
                score -> DoubleStream.concat(DoubleStream.of(score.rightSeconds()), wrong(score)))
            .filter(seconds -> seconds > 0)
            .toArray();
    this.least = power(Math.floor(Math.log10(DoubleStream.of(all).min().orElse(1))));
    this.most = power(Math.ceil(Math.log10(DoubleStream.of(all).max().orElse(10)) + 1e-9));
    this.highest =
        Math.max(1, scores.stream().mapToInt(score -> score.rightSeconds().length).max().orElse(1));
  }

  /** Seconds of the wrong verdicts. */
  private static DoubleStream wrong(Score score) {
    return score.wrong().stream().mapToDouble(Finding::seconds);
  }

  private static double power(double exponent) {
    return Math.pow(10, exponent);
  }

  static String of(List<Score> scores) {
    return new TimeCurves(scores).svg();
  }

  private String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"right answers by time\">%n",
            LEFT + WIDTH + RIGHT,
            HEIGHT + BOTTOM));
    axes(svg);
    for (int k = 0; k < scores.size(); k++) {
      curve(svg, scores.get(k), k);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (double t = least; t <= most * 1.001; t *= 10) {
      double x = x(t);
      line(svg, x, 0, x, HEIGHT);
      text(svg, x, HEIGHT + 18, "middle", String.format(Locale.ROOT, "%.3g s", t));
    }
    int step = step();
    for (int count = 0; count <= highest; count += step) {
      line(svg, LEFT, y(count), LEFT + WIDTH, y(count));
      text(svg, LEFT - 6, y(count) + 5, "end", Integer.toString(count));
    }
  }

  /** 1, 2 or 5 times a power of ten, for at most seven lines. */
  private int step() {
    int power = 1;
    while (highest > 60 * power) {
      power *= 10;
    }
    return highest <= 6 * power
        ? power
        : highest <= 12 * power ? 2 * power : highest <= 30 * power ? 5 * power : 10 * power;
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            Markup.escaped(words)));
  }

  private void curve(StringBuilder svg, Score score, int number) {
    StringBuilder path = new StringBuilder();
    double[] seconds = score.rightSeconds();
    for (int n = 0; n < seconds.length; n++) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f H%.1f V%.1f",
              n == 0 ? "M" : "L",
              x(n == 0 ? seconds[0] : seconds[n - 1]),
              y(n),
              x(seconds[n]),
              y(n + 1.0)));
    }
    if (seconds.length > 0) {
      path.append(String.format(Locale.ROOT, " H%d", LEFT + WIDTH));
    }
    int wrong = score.wrong().size();
    svg.append("<path d=\"").append(path).append("\" fill=\"none\" stroke-width=\"2\" stroke=\"");
    svg.append(Palette.line(number))
        .append(wrong > 0 ? "\" stroke-dasharray=\"2 5\"/>\n" : "\"/>\n");
    wrong(score).forEach(at -> cross(svg, at, seconds));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" style=\"fill:%s\">%s</text>%n",
            LEFT + 10,
            18 + 18 * number,
            Palette.line(number),
            Markup.escaped(score.run().verifier()) + (wrong > 0 ? convicted(wrong) : "")));
  }

  private static String convicted(int wrong) {
    return String.format(
        Locale.ROOT,
        "<tspan style=\"fill:%s;font-weight:bold\"> ✕ %d wrong</tspan>",
        Palette.of(Judgement.WRONG_UNSAT),
        wrong);
  }

  /** At the time of a wrong verdict, as high as the right answers until then. */
  private void cross(StringBuilder svg, double at, double[] rightSeconds) {
    long right = DoubleStream.of(rightSeconds).filter(seconds -> seconds <= at).count();
    svg.append(
        String.format(
            Locale.ROOT,
            "<path class=\"wrong-verdict\" d=\"M%1$.1f %2$.1f l10 10 m0 -10 l-10 10\" fill=\"none\""
                + " stroke=\"%3$s\" stroke-width=\"2\"/>%n",
            x(at) - 5,
            y(right) - 5,
            Palette.of(Judgement.WRONG_UNSAT)));
  }

  private double x(double seconds) {
    return LEFT + WIDTH * Math.log10(Math.max(seconds, least) / least) / Math.log10(most / least);
  }

  private double y(double count) {
    return HEIGHT - (HEIGHT - 10) * count / highest;
  }
}
