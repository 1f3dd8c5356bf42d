package org.plumbline.certificates.slope;

import org.plumbline.network.model.Activation;

/**
 * Slopes for Floor and Round on [l, u]: the edge of the stairs' convex hull over the middle of the
 * interval, which is the line that leaves the least area. From σ(l) = a to σ(u) = b the hull above
 * rises from l to the first jump, with slope 1 from there to the last one, and is flat behind it;
 * below it is flat before the first jump, and rises behind the last one.
 */
final class StairSlopes {
  /** Stairs that are seen for less than this get no steep line. */
  private static final double NARROW = 1e-9;

  private StairSlopes() {}

  static double below(Activation act, double low, double high) {
    double middle = 0.5 * low + 0.5 * high;
    double last = jump(act, act.value(high));
    if (isFlat(act, low, high) || middle <= jump(act, act.value(low) + 1)) {
      return 0;
    }
    return middle <= last ? 1 : high - last > NARROW ? 1 / (high - last) : 0;
  }

  static double above(Activation act, double low, double high) {
    double middle = 0.5 * low + 0.5 * high;
    double first = jump(act, act.value(low) + 1);
    if (isFlat(act, low, high) || middle >= jump(act, act.value(high))) {
      return 0;
    }
    return middle >= first ? 1 : first - low > NARROW ? 1 / (first - low) : 0;
  }

  /** The gap is 1 for slope 1, and the height of all steps for slope 0. */
  static double parallel(Activation act, double low, double high) {
    return act.value(high) - act.value(low) >= 2 ? 1 : 0;
  }

  private static boolean isFlat(Activation act, double low, double high) {
    return !(act.value(low) < act.value(high));
  }

  /** Where the stair of an integer begins. */
  private static double jump(Activation act, double stair) {
    return act.kind() == Activation.Kind.ROUND ? stair - 0.5 : stair;
  }
}
