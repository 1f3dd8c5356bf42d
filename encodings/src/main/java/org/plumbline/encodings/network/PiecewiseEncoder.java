package org.plumbline.encodings.network;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.Choice.Alternative;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;
import org.plumbline.encodings.system.SystemBuilder;
import org.plumbline.network.model.Activation;

/**
 * {@code y = σ(z)} for piecewise linear σ, exactly. Pieces that the bounds of z exclude are left
 * out; what holds on all pieces, like {@code y ≥ 0} and {@code y ≥ z} for a ReLU, is required
 * outside of the choice, which tightens every relaxation of it.
 */
final class PiecewiseEncoder {
  /** A floor over more integers than this is not divided, nor is a rounding. */
  private static final int MOST_STEPS = 64;

  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private static final BigDecimal ONE = BigDecimal.ONE;

  private final SystemBuilder builder;

  PiecewiseEncoder(SystemBuilder builder) {
    this.builder = builder;
  }

  /** False if the function is not exactly what was encoded. */
  boolean encode(Activation act, int z, int y, double low, double high, String name) {
    switch (act.kind()) {
      case RELU:
        leaky(0, z, y, low, high, name);
        return true;
      case LEAKY_RELU:
        leaky(act.first(), z, y, low, high, name);
        return true;
      case CLIP:
        clip(act, z, y, low, high, name);
        return true;
      case SIGN:
        sign(z, y, low, high, name);
        return true;
      case FLOOR:
        return floor(z, y, low, high, name);
      case ROUND:
        return round(z, y, low, high, name);
      default:
        throw new IllegalArgumentException(act + " is not piecewise linear");
    }
  }

  private void leaky(double slope, int z, int y, double low, double high, String name) {
    BigDecimal a = new BigDecimal(slope);
    if (low >= 0) {
      builder.require(name + " on", line(y, z, ONE, Relation.EQUAL, ZERO));
      return;
    }
    if (high <= 0) {
      builder.require(name + " off", line(y, z, a, Relation.EQUAL, ZERO));
      return;
    }
    boolean isConvex = slope <= 1;
    builder.require(name + " hull", side(y, z, ONE, isConvex));
    builder.require(name + " hull", side(y, z, a, isConvex));
    builder.choose(
        new Choice(
            name,
            List.of(
                new Alternative("on", List.of(side(y, z, ONE, !isConvex))),
                new Alternative("off", List.of(side(y, z, a, !isConvex))))));
  }

  /** {@code y ≥ a·z}, or {@code y ≤ a·z}. */
  private static LinearConstraint side(int y, int z, BigDecimal a, boolean isAbove) {
    if (!isAbove) {
      return line(y, z, a, Relation.AT_MOST, ZERO);
    }
    return a.signum() == 0
        ? new LinearConstraint(
            new int[] {y}, new BigDecimal[] {ONE.negate()}, Relation.AT_MOST, ZERO)
        : new LinearConstraint(
            new int[] {z, y}, new BigDecimal[] {a, ONE.negate()}, Relation.AT_MOST, ZERO);
  }

  /** {@code y − a·z (≤ | =) rhs}. */
  static LinearConstraint line(int y, int z, BigDecimal a, Relation relation, BigDecimal rhs) {
    return a.signum() == 0
        ? LinearConstraint.of(y, relation, rhs)
        : new LinearConstraint(new int[] {y, z}, new BigDecimal[] {ONE, a.negate()}, relation, rhs);
  }

  private static LinearConstraint atLeast(int z, Relation relation, BigDecimal bound) {
    return new LinearConstraint(
        new int[] {z}, new BigDecimal[] {ONE.negate()}, relation, bound.negate());
  }

  private void clip(Activation act, int z, int y, double low, double high, String name) {
    List<Alternative> pieces = new ArrayList<>();
    double first = act.first();
    double second = act.second();
    if (low < first) {
      BigDecimal end = new BigDecimal(first);
      pieces.add(
          new Alternative(
              "below",
              List.of(
                  LinearConstraint.of(z, Relation.AT_MOST, end),
                  LinearConstraint.of(y, Relation.EQUAL, end))));
    }
    if (high > second) {
      BigDecimal end = new BigDecimal(second);
      pieces.add(
          new Alternative(
              "above",
              List.of(
                  atLeast(z, Relation.AT_MOST, end), LinearConstraint.of(y, Relation.EQUAL, end))));
    }
    if (high > first && low < second) {
      List<LinearConstraint> inside = new ArrayList<>();
      inside.add(line(y, z, ONE, Relation.EQUAL, ZERO));
      if (low < first) {
        inside.add(atLeast(z, Relation.AT_MOST, new BigDecimal(first)));
      }
      if (high > second) {
        inside.add(LinearConstraint.of(z, Relation.AT_MOST, new BigDecimal(second)));
      }
      pieces.add(new Alternative("inside", inside));
    }
    choose(name, pieces);
  }

  private void sign(int z, int y, double low, double high, String name) {
    List<Alternative> pieces = new ArrayList<>();
    if (low < 0) {
      pieces.add(
          new Alternative(
              "negative",
              List.of(
                  LinearConstraint.of(z, Relation.LESS, ZERO),
                  LinearConstraint.of(y, Relation.EQUAL, ONE.negate()))));
    }
    if (low <= 0 && high >= 0) {
      pieces.add(
          new Alternative(
              "zero",
              List.of(
                  LinearConstraint.of(z, Relation.EQUAL, ZERO),
                  LinearConstraint.of(y, Relation.EQUAL, ZERO))));
    }
    if (high > 0) {
      pieces.add(
          new Alternative(
              "positive",
              List.of(
                  atLeast(z, Relation.LESS, ZERO), LinearConstraint.of(y, Relation.EQUAL, ONE))));
    }
    choose(name, pieces);
  }

  private boolean floor(int z, int y, double low, double high, String name) {
    if (!(Math.floor(high) - Math.floor(low) < MOST_STEPS)) {
      builder.require(name, line(y, z, ONE, Relation.AT_MOST, ZERO));
      builder.require(
          name,
          new LinearConstraint(
              new int[] {z, y}, new BigDecimal[] {ONE, ONE.negate()}, Relation.LESS, ONE));
      return false;
    }
    List<Alternative> pieces = new ArrayList<>();
    for (double n = Math.floor(low); n <= Math.floor(high); n++) {
      BigDecimal step = new BigDecimal(n);
      pieces.add(
          new Alternative(
              step.toPlainString(),
              List.of(
                  atLeast(z, Relation.AT_MOST, step),
                  LinearConstraint.of(z, Relation.LESS, step.add(ONE)),
                  LinearConstraint.of(y, Relation.EQUAL, step))));
    }
    choose(name, pieces);
    return true;
  }

  /** Halves belong to the even integer. */
  private boolean round(int z, int y, double low, double high, String name) {
    BigDecimal half = new BigDecimal("0.5");
    if (!(Math.rint(high) - Math.rint(low) < MOST_STEPS)) {
      builder.require(name, distance(y, z, half));
      builder.require(name, distance(z, y, half));
      return false;
    }
    List<Alternative> pieces = new ArrayList<>();
    for (double n = Math.rint(low); n <= Math.rint(high); n++) {
      BigDecimal step = new BigDecimal(n);
      Relation side = n % 2 == 0 ? Relation.AT_MOST : Relation.LESS;
      pieces.add(
          new Alternative(
              step.toPlainString(),
              List.of(
                  atLeast(z, side, step.subtract(half)),
                  LinearConstraint.of(z, side, step.add(half)),
                  LinearConstraint.of(y, Relation.EQUAL, step))));
    }
    choose(name, pieces);
    return true;
  }

  /** {@code a − b ≤ most}. */
  private static LinearConstraint distance(int a, int b, BigDecimal most) {
    return new LinearConstraint(
        new int[] {a, b}, new BigDecimal[] {ONE, ONE.negate()}, Relation.AT_MOST, most);
  }

  /** A choice of one is none. */
  void choose(String name, List<Alternative> pieces) {
    if (pieces.size() == 1) {
      String only = name + " " + pieces.get(0).name();
      pieces.get(0).constraints().forEach(c -> builder.require(only, c));
    } else {
      builder.choose(new Choice(name, pieces));
    }
  }
}
