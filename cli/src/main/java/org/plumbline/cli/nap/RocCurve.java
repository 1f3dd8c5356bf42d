package org.plumbline.cli.nap;

import java.util.List;
import java.util.Locale;

/** SVG: detections over false alarms, on a square with ticks, and what each line is. */
final class RocCurve {
  private static final int SIDE = 400;
  private static final int TICKS = 5;

  private RocCurve() {}

  /**
   * @param points from the highest threshold to the lowest; none where there is no curve
   */
  static String of(List<Roc.Point> points) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg width=\"680\" height=\"480\" viewBox=\"-60 -15 680 480\" role=\"img\"");
    svg.append(" aria-label=\"wrong classes detected over false alarms\">\n");
    for (int k = 0; k <= TICKS; k++) {
      tick(svg, k);
    }
    svg.append("<path d=\"M0,0V400H400\" class=\"axis\"/>");
    svg.append("<path d=\"M0,400L400,0\" class=\"chance\"/>\n");
    svg.append("<polyline points=\"0,400");
    points.forEach(
        point -> svg.append(String.format(Locale.ROOT, " %.2f,%.2f", x(point), y(point))));
    svg.append("\"/>\n");
    points.forEach(point -> mark(svg, point));
    svg.append(
        "<text x=\"200\" y=\"440\" text-anchor=\"middle\">false alarms, as a share of right");
    svg.append(" classes</text>\n<text transform=\"translate(-45,200) rotate(-90)\"");
    svg.append(" text-anchor=\"middle\">detected, as a share of wrong classes</text>\n");
    svg.append(
        "<polyline points=\"420,15 450,15\"/><text x=\"458\" y=\"20\">this monitor</text>\n");
    svg.append(
        "<path d=\"M420,40H450\" class=\"chance\"/><text x=\"458\" y=\"45\">chance</text>\n");
    return svg.append("</svg>").toString();
  }

  private static void tick(StringBuilder svg, int number) {
    int at = number * SIDE / TICKS;
    String share = String.format(Locale.ROOT, "%.1f", (double) number / TICKS);
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M0,%1$dH400M%2$d,0V400\" class=\"tick\"/><text x=\"-8\" y=\"%3$d\""
                + " text-anchor=\"end\">%4$s</text><text x=\"%2$d\" y=\"418\""
                + " text-anchor=\"middle\">%4$s</text>%n",
            SIDE - at,
            at,
            SIDE - at + 5,
            share));
  }

  private static void mark(StringBuilder svg, Roc.Point point) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"3\"><title>alarm at %d violated literals:"
                + " detected %s; false alarms %s</title></circle>%n",
            x(point),
            y(point),
            point.threshold(),
            point.detected(),
            point.falseAlarms()));
  }

  private static double x(Roc.Point point) {
    return SIDE * point.falseAlarms().rate();
  }

  private static double y(Roc.Point point) {
    return SIDE - SIDE * point.detected().rate();
  }
}
