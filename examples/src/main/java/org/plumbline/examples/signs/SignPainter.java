package org.plumbline.examples.signs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Draws traffic signs as a camera might see them: of some size, a little off the centre, turned,
 * before two colours that run into one another, lighter or darker, with noise. Signs are drawn in a
 * square from −1 to 1, y downward, at four times the resolution. No fonts are needed.
 */
final class SignPainter {
  private static final int ZOOM = 4;
  private static final Color RED = new Color(190, 25, 35);
  private static final Color BLUE = new Color(20, 75, 165);
  private static final Color YELLOW = new Color(245, 195, 30);
  private static final Color BLACK = new Color(20, 20, 20);
  private static final double NOISE = 0.02;

  private final Random random;

  SignPainter(Random random) {
    this.random = random;
  }

  /** A picture as {@link SignSet#pixels} has them. */
  float[] picture(SignKind kind) {
    int side = SignSet.SIDE * ZOOM;
    BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = canvas.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setPaint(new GradientPaint(0, 0, dull(), side * random.nextFloat(), side, dull()));
    pen.fillRect(0, 0, side, side);
    double radius = side * between(0.36, 0.46);
    pen.translate(side * between(0.46, 0.54), side * between(0.46, 0.54));
    pen.rotate(between(-0.12, 0.12));
    pen.scale(radius * between(0.92, 1), radius);
    draw(kind, pen);
    pen.dispose();
    return scaledDown(canvas);
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private Color dull() {
    float brightness = (float) between(0.2, 0.85);
    return Color.getHSBColor(random.nextFloat(), (float) between(0, 0.35), brightness);
  }

  private static void draw(SignKind kind, Graphics2D pen) {
    switch (kind) {
      case STOP -> {
        fill(pen, polygon(8, Math.PI / 8, 1), Color.WHITE);
        fill(pen, polygon(8, Math.PI / 8, 0.93), RED);
        stop(pen);
      }
      case YIELD -> triangle(pen, Math.PI / 2);
      case PRIORITY_ROAD -> {
        fill(pen, polygon(4, 0, 1), Color.WHITE);
        fill(pen, polygon(4, 0, 0.7), YELLOW);
      }
      case NO_ENTRY -> {
        fill(pen, disc(1), RED);
        fill(pen, new Rectangle2D.Double(-0.7, -0.2, 1.4, 0.4), Color.WHITE);
      }
      case SPEED_LIMIT_30 -> limit(pen, '3');
      case SPEED_LIMIT_50 -> limit(pen, '5');
      case SPEED_LIMIT_80 -> limit(pen, '8');
      case AHEAD_ONLY -> arrow(pen, 0);
      case TURN_RIGHT -> arrow(pen, Math.PI / 2);
      case DANGER -> {
        triangle(pen, -Math.PI / 2);
        fill(pen, new Rectangle2D.Double(-0.08, -0.4, 0.16, 0.5), BLACK);
        fill(pen, new Rectangle2D.Double(-0.08, 0.18, 0.16, 0.16), BLACK);
      }
    }
  }

  private static void fill(Graphics2D pen, Shape shape, Color colour) {
    pen.setColor(colour);
    pen.fill(shape);
  }

  private static Shape disc(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }

  /** Regular, its first corner at an angle. */
  private static Shape polygon(int corners, double angle, double radius) {
    Path2D path = new Path2D.Double();
    for (int k = 0; k < corners; k++) {
      double at = angle + 2 * Math.PI * k / corners;
      if (k == 0) {
        path.moveTo(radius * Math.cos(at), radius * Math.sin(at));
      } else {
        path.lineTo(radius * Math.cos(at), radius * Math.sin(at));
      }
    }
    path.closePath();
    return path;
  }

  private static void triangle(Graphics2D pen, double angle) {
    fill(pen, polygon(3, angle, 1.1), RED);
    fill(pen, polygon(3, angle, 0.7), Color.WHITE);
  }

  private static void limit(Graphics2D pen, char tens) {
    fill(pen, disc(1), RED);
    fill(pen, disc(0.76), Color.WHITE);
    pen.setColor(BLACK);
    pen.setStroke(new BasicStroke(0.15f));
    pen.draw(placed(digit(tens), -0.32, 0.3));
    pen.draw(placed(digit('0'), 0.32, 0.3));
  }

  private static void stop(Graphics2D pen) {
    pen.setColor(Color.WHITE);
    pen.setStroke(new BasicStroke(0.22f));
    pen.draw(placed(digit('5'), -0.6, 0.2));
    pen.draw(placed(lines(-0.7, -1, 0.7, -1, 0, -1, 0, 1), -0.2, 0.2));
    pen.draw(placed(digit('0'), 0.2, 0.2));
    pen.draw(placed(lines(-0.7, 1, -0.7, -1, 0.7, -1, 0.7, 0, -0.7, 0), 0.6, 0.2));
  }

  private static Shape placed(Shape shape, double x, double size) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, 0);
    place.scale(size, size * 1.3);
    return place.createTransformedShape(shape);
  }

  private static Shape digit(char digit) {
    return switch (digit) {
      case '0' -> lines(-0.7, -1, 0.7, -1, 0.7, 1, -0.7, 1, -0.7, -1);
      case '3' -> lines(-0.7, -1, 0.7, -1, 0.7, 0, -0.4, 0, 0.7, 0, 0.7, 1, -0.7, 1);
      case '5' -> lines(0.7, -1, -0.7, -1, -0.7, 0, 0.7, 0, 0.7, 1, -0.7, 1);
      case '8' -> lines(-0.7, 0, -0.7, -1, 0.7, -1, 0.7, 1, -0.7, 1, -0.7, 0, 0.7, 0);
      default -> throw new IllegalArgumentException("the digit " + digit + " is not drawn");
    };
  }

  private static Shape lines(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    return path;
  }

  private static void arrow(Graphics2D pen, double angle) {
    fill(pen, disc(1), BLUE);
    pen.rotate(angle);
    fill(pen, new Rectangle2D.Double(-0.13, -0.3, 0.26, 0.95), Color.WHITE);
    Path2D head = new Path2D.Double();
    head.moveTo(0, -0.75);
    head.lineTo(0.45, -0.15);
    head.lineTo(-0.45, -0.15);
    head.closePath();
    fill(pen, head, Color.WHITE);
  }

  private float[] scaledDown(BufferedImage canvas) {
    double light = between(0.55, 1.05);
    float[] pixels = new float[SignSet.VALUES];
    for (int i = 0; i < pixels.length; i++) {
      int shift = 16 - 8 * (i / (SignSet.SIDE * SignSet.SIDE));
      int y = i / SignSet.SIDE % SignSet.SIDE * ZOOM;
      int x = i % SignSet.SIDE * ZOOM;
      double sum = 0;
      for (int k = 0; k < ZOOM * ZOOM; k++) {
        sum += canvas.getRGB(x + k % ZOOM, y + k / ZOOM) >> shift & 0xff;
      }
      double value = light * sum / (255 * ZOOM * ZOOM) + NOISE * random.nextGaussian();
      pixels[i] = (float) Math.max(0, Math.min(1, value));
    }
    return pixels;
  }
}
