package org.plumbline.certificates.slope;

/**
 * Slopes (p, q) of planes {@code p·z + q·d + t} below and above {@code Δ(z, d) = max(z + d, 0) −
 * max(z, 0)} on a box of z and d. They are guesses: whoever uses them proves t for itself.
 *
 * <p>The mean of a plane over a box is its value at the middle, so that of several planes the one
 * that is closest there leaves the least volume. Tried are
 *
 * <ul>
 *   <li>(0, λ), with λ the chord's of {@code max(d, 0)} above and of {@code min(d, 0)} below: the
 *       rule of Teuber et al., <em>Revisiting Differential Verification</em>, 2024, best where d is
 *       small against z;
 *   <li>lines of the two ReLUs, one taken from the other: best where d is wide, and exact where
 *       both are in one phase;
 *   <li>(p, 0), since Δ does not fall in d: the hull of Δ at one end of d, and (p, 1), which is the
 *       same of the mirrored {@code Δ(−z, −d) = Δ(z, d) − d}.
 * </ul>
 */
public final class ReluDifferenceSlopes {
  private double low;
  private double high;
  private double least;
  private double most;
  private double ofBase;
  private double ofChange;
  private double best;

  /** p. */
  public double ofBase() {
    return ofBase;
  }

  /** q. */
  public double ofChange() {
    return ofChange;
  }

  /** Whether both ReLUs are in one phase, for z in [l, u] and d in [m, v]: Δ is linear. */
  public static boolean isLinear(double l, double u, double m, double v) {
    return (l >= 0 || u <= 0) && (l + m >= 0 || u + v <= 0);
  }

  /** Chooses slopes of a plane above, for z in [l, u] and d in [m, v]. */
  public void above(double l, double u, double m, double v) {
    start(l, u, m, v);
    double changed = chord(l + m, u + v);
    tryAbove(0, chord(m, v));
    tryAbove(changed, changed);
    tryAbove(changed - 1, changed);
    tryAbove(0, 0);
    tryAbove(steepestAbove(l, u, v), 0);
    tryAbove(-steepestAbove(-u, -l, -m), 1);
  }

  /** Chooses slopes of a plane below. */
  public void below(double l, double u, double m, double v) {
    start(l, u, m, v);
    double before = chord(l, u);
    tryBelow(0, 1 - chord(m, v));
    tryBelow(-before, 0);
    tryBelow(1 - before, 1);
    tryBelow(0, 0);
    tryBelow(steepestBelow(l, u, m), 0);
    tryBelow(-steepestBelow(-u, -l, -v), 1);
  }

  /** Chooses slopes of two planes that are parallel, and close together. */
  public void parallel(double l, double u, double m, double v) {
    start(l, u, m, v);
    double changed = chord(l + m, u + v);
    tryBoth(0, chord(m, v));
    tryBoth(changed - chord(l, u), changed);
  }

  private void start(double l, double u, double m, double v) {
    low = l;
    high = u;
    least = m;
    most = v;
    best = Double.POSITIVE_INFINITY;
    ofBase = 0;
    ofChange = 0;
  }

  /** The slope of the chord of a ReLU. */
  private static double chord(double l, double u) {
    return l >= 0 ? 1 : u <= 0 ? 0 : u / (u - l);
  }

  private static double value(double z, double d) {
    return Math.max(z + d, 0) - Math.max(z, 0);
  }

  /** Of the concave hull of Δ(·, d) on [l, u], the part that is not level. */
  private static double steepestAbove(double l, double u, double d) {
    double from = d > 0 ? l : Math.max(l, 0);
    double to = d > 0 ? Math.min(u, 0) : u;
    return from < to ? (value(to, d) - value(from, d)) / (to - from) : 0;
  }

  /** Of the convex hull of Δ(·, d) on [l, u], the part that is not level. */
  private static double steepestBelow(double l, double u, double d) {
    double from = d > 0 ? Math.max(l, -d) : l;
    double to = d > 0 ? u : Math.min(u, -d);
    return from < to ? (value(to, d) - value(from, d)) / (to - from) : 0;
  }

  private void tryAbove(double p, double q) {
    keep(p, q, highest(p, q) + middle(p, q));
  }

  private void tryBelow(double p, double q) {
    keep(p, q, highest(-p, -q, -1) - middle(p, q));
  }

  private void tryBoth(double p, double q) {
    keep(p, q, highest(p, q) + highest(-p, -q, -1));
  }

  private void keep(double p, double q, double cost) {
    if (cost < best) {
      best = cost;
      ofBase = p;
      ofChange = q;
    }
  }

  private double middle(double p, double q) {
    return p * (0.5 * low + 0.5 * high) + q * (0.5 * least + 0.5 * most);
  }

  private double highest(double p, double q) {
    return highest(p, q, 1);
  }

  /**
   * The greatest {@code sign·Δ − p·z − q·d}: at a corner of the box or of a part where Δ is linear.
   */
  private double highest(double p, double q, double sign) {
    double result = Math.max(at(p, q, sign, low, least), at(p, q, sign, low, most));
    result = Math.max(result, Math.max(at(p, q, sign, high, least), at(p, q, sign, high, most)));
    if (low < 0 && high > 0) {
      result = Math.max(result, Math.max(at(p, q, sign, 0, least), at(p, q, sign, 0, most)));
    }
    result = Math.max(result, crossing(p, q, sign, low, -low));
    result = Math.max(result, crossing(p, q, sign, high, -high));
    result = Math.max(result, crossing(p, q, sign, -least, least));
    return Math.max(result, crossing(p, q, sign, -most, most));
  }

  private double crossing(double p, double q, double sign, double z, double d) {
    boolean isInside = low <= z && z <= high && least <= d && d <= most;
    return isInside ? at(p, q, sign, z, d) : Double.NEGATIVE_INFINITY;
  }

  private static double at(double p, double q, double sign, double z, double d) {
    return sign * value(z, d) - p * z - q * d;
  }
}
