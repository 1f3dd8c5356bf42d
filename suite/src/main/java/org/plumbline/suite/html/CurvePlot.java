package org.plumbline.suite.html;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.plumbline.suite.Share;

/** Two curves over ε as SVG, with axes, a legend and the region between them. */
final class CurvePlot {
  private static final int LEFT = 64;
  private static final int TOP = 14;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 240;

  /**
   * @param certified share that is proved
   * @param attacked share that is not violated
   */
  record Point(BigDecimal distance, Share certified, Share attacked) {}

  private final List<Point> points;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private CurvePlot(List<Point> points) {
    this.points = points;
    this.most = points.get(points.size() - 1).distance().doubleValue();
  }

  /**
   * @param points with rising distances, at least two
   */
  static String of(List<Point> points) {
    return new CurvePlot(points).draw();
  }

  private String draw() {
    svg.append("<svg viewBox=\"0 0 840 310\" role=\"img\"");
    svg.append(" aria-label=\"certified and attacked accuracy over the distance\">\n");
    axes();
    between();
    curve("attackedline", p -> p.attacked().rate());
    curve("certifiedline", p -> p.certified().rate());
    for (Point point : points) {
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\" class=\"attackeddot\"/>",
          x(point) - 4, y(point.attacked().rate()) - 4);
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" class=\"certifieddot\"/>",
          x(point), y(point.certified().rate()));
    }
    legend();
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (int percent = 0; percent <= 100; percent += 20) {
      double y = y(percent / 100.0);
      add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" class=\"grid\"/>",
          LEFT, y, LEFT + WIDTH, y);
      text(LEFT - 8, y + 5, "end", percent + " %");
    }
    double last = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      double x = x(point);
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" class=\"axis\"/>",
          x, TOP + HEIGHT, x, TOP + HEIGHT + 5);
      if (x - last > 44) {
        text(x, TOP + HEIGHT + 21, "middle", distance(point));
        last = x;
      }
    }
    add("<path d=\"M%d %dV%dH%d\" class=\"axis\"/>", LEFT, TOP, TOP + HEIGHT, LEFT + WIDTH);
    text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 44, "middle", "greatest change of a value, ε");
  }

  private static String distance(Point point) {
    BigDecimal distance = point.distance();
    return distance.precision() > 6
        ? String.format(Locale.ROOT, "%.4f", distance)
        : distance.toPlainString();
  }

  private void between() {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(place(path.isEmpty() ? "M" : "L", point, point.attacked().rate()));
    }
    for (int n = points.size() - 1; n >= 0; n--) {
      path.append(place("L", points.get(n), points.get(n).certified().rate()));
    }
    add("<path d=\"%sZ\" class=\"between\"/>", path);
  }

  private void curve(String style, ToDoubleFunction<Point> rate) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(place(path.isEmpty() ? "M" : "L", point, rate.applyAsDouble(point)));
    }
    add("<path d=\"%s\" class=\"%s\"/>", path, style);
  }

  private String place(String command, Point point, double rate) {
    return String.format(Locale.ROOT, "%s%.1f %.1f", command, x(point), y(rate));
  }

  private void legend() {
    int x = LEFT + WIDTH + 24;
    add("<path d=\"M%d 34H%d\" class=\"attackedline\"/>", x, x + 32);
    add("<rect x=\"%d\" y=\"30\" width=\"8\" height=\"8\" class=\"attackeddot\"/>", x + 12);
    text(x + 40, 39, "start", "not violated");
    add("<path d=\"M%d 84H%d\" class=\"certifiedline\"/>", x, x + 32);
    add("<circle cx=\"%d\" cy=\"84\" r=\"4.5\" class=\"certifieddot\"/>", x + 16);
    text(x + 40, 89, "start", "certified");
    add("<rect x=\"%d\" y=\"50\" width=\"32\" height=\"18\" class=\"between\"/>", x);
    text(x + 40, 64, "start", "open");
  }

  private void text(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private double x(Point point) {
    return LEFT + WIDTH * (most > 0 ? point.distance().doubleValue() / most : 0);
  }

  private double y(double rate) {
    return TOP + HEIGHT * (1 - rate);
  }
}
