package org.plumbline.encodings.network;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.plumbline.encodings.system.Choice.Alternative;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;

/**
 * {@code y = σ(z)} for curved σ, from outside: the range of z is cut into segments, at 0 where σ
 * may bend the other way and at the breakpoints, and on each the graph lies between the chord and
 * the tangents at both ends and in the middle (of functions with {@link Bends}, in the middle
 * alone). Sine and cosine, whose bends are no doubles, lie between the lines of slope ±1 through
 * both ends. Values and derivatives are widened by 2⁻⁴⁰ of their size, far more than {@link Math}
 * can be wrong by, and lines by what that makes over a segment.
 */
final class CurveEncoder {
  private static final double WIDEN = 0x1p-40;

  /** Pieces a range is cut into at first. */
  private static final int FIRST_PIECES = 4;

  private final PiecewiseEncoder pieces;

  CurveEncoder(PiecewiseEncoder pieces) {
    this.pieces = pieces;
  }

  /** Leaves y to its bounds where σ is not continuous on a finite range. */
  void encode(
      Activation act, int z, int y, double low, double high, double[] breakpoints, String name) {
    boolean isFinite = Double.NEGATIVE_INFINITY < low && low <= high && high < 1 / 0.0;
    if (!isFinite || !isContinuous(act, low, high)) {
      return;
    }
    DoubleStream even =
        DoubleStream.iterate(1, k -> k < FIRST_PIECES, k -> k + 1)
            .map(k -> low + (high - low) * k / FIRST_PIECES);
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(low, high, 0),
                DoubleStream.concat(
                    DoubleStream.concat(even, DoubleStream.of(bends(act, low, high))),
                    DoubleStream.of(breakpoints)))
            .filter(p -> p >= low && p <= high)
            .sorted()
            .distinct()
            .toArray();
    List<Alternative> segments = new ArrayList<>();
    for (int s = 0; s < Math.max(1, ends.length - 1); s++) {
      double from = ends[s];
      double to = ends[Math.min(ends.length - 1, s + 1)];
      segments.add(new Alternative("[" + from + ", " + to + "]", segment(act, z, y, from, to)));
    }
    pieces.choose(name, segments);
  }

  private static boolean isContinuous(Activation act, double low, double high) {
    return switch (act.kind()) {
      case LOG, SQRT -> low > 0;
      case RECIPROCAL -> low > 0 || high < 0;
      default -> !Bends.areKnown(act) || Bends.of(act, low, high) != null;
    };
  }

  /** Both ends of what σ may bend in, with a little to spare. */
  private static double[] bends(Activation act, double low, double high) {
    Bends bends = Bends.of(act, low, high);
    return bends == null
        ? new double[0]
        : DoubleStream.of(bends.ends())
            .flatMap(end -> DoubleStream.of(end - 2 * bends.margin(), end + 2 * bends.margin()))
            .toArray();
  }

  private static List<LinearConstraint> segment(
      Activation act, int z, int y, double from, double to) {
    List<LinearConstraint> lines = new ArrayList<>();
    lines.add(LinearConstraint.of(z, Relation.AT_MOST, new BigDecimal(to)));
    lines.add(
        new LinearConstraint(
            new int[] {z},
            new BigDecimal[] {BigDecimal.ONE.negate()},
            Relation.AT_MOST,
            new BigDecimal(from).negate()));
    int convexity = convexity(act, from, to);
    if (convexity == 0) {
      double steep = steepness(act, from, to);
      for (double end : new double[] {from, to}) {
        line(lines, z, y, act, end, end == from ? steep : -steep, to - from, 1);
        line(lines, z, y, act, end, end == from ? -steep : steep, to - from, -1);
      }
      return lines;
    }
    double chord = from < to ? (act.value(to) - act.value(from)) / (to - from) : 0;
    line(lines, z, y, act, from, chord, to - from, convexity);
    line(lines, z, y, act, to, chord, to - from, convexity);
    for (double p : tangentPoints(act, from, to)) {
      line(lines, z, y, act, p, act.derivative(p), to - from, -convexity);
    }
    return lines;
  }

  /** At a kink that ends a segment slopes are those of either side. */
  private static double[] tangentPoints(Activation act, double from, double to) {
    double middle = 0.5 * from + 0.5 * to;
    return Bends.areKnown(act) ? new double[] {middle} : new double[] {from, middle, to};
  }

  /** At least |σ'|. */
  private static double steepness(Activation act, double from, double to) {
    if (!Bends.areKnown(act)) {
      return 1;
    }
    double[] slopes = Bends.slopes(act, from, to);
    return Math.max(Math.abs(slopes[0]), Math.abs(slopes[1]));
  }

  /** 1 where σ is convex on the segment, −1 where it is concave, 0 where neither is known. */
  private static int convexity(Activation act, double from, double to) {
    return switch (act.kind()) {
      case SIGMOID, TANH -> to <= 0 ? 1 : -1;
      case EXP -> 1;
      case LOG, SQRT -> -1;
      case RECIPROCAL -> from > 0 ? 1 : -1;
      case POWER -> (int) act.first() % 2 == 0 || from >= 0 ? 1 : -1;
      default -> Bends.areKnown(act) ? Bends.of(act, from, to).convexity(from, to) : 0;
    };
  }

  /**
   * A line through a point of the graph that the graph stays below (side 1) or above (side −1),
   * moved out by all that its value, slope and the arithmetic can be wrong by.
   */
  private static void line(
      List<LinearConstraint> lines,
      int z,
      int y,
      Activation act,
      double at,
      double slope,
      double width,
      int side) {
    double value = act.value(at);
    double steep = Math.abs(slope) + Math.abs(act.derivative(at)) + 1;
    double error = WIDEN * (Math.abs(value) + steep * (width + Math.abs(at)) + WIDEN);
    if (!(error < Double.POSITIVE_INFINITY)) {
      return;
    }
    BigDecimal a = new BigDecimal(slope);
    BigDecimal offset =
        new BigDecimal(value)
            .subtract(a.multiply(new BigDecimal(at)))
            .add(new BigDecimal(side * error));
    BigDecimal sign = BigDecimal.valueOf(side);
    lines.add(
        new LinearConstraint(
            new int[] {y, z},
            new BigDecimal[] {sign, sign.multiply(a).negate()},
            Relation.AT_MOST,
            sign.multiply(offset)));
  }
}
