package org.plumbline.certificates.check;

import org.plumbline.certificates.slope.ProductSlopes;
import org.plumbline.certificates.slope.ReluDifferenceSlopes;

/**
 * Two planes {@code p·a + q·b + t} per neuron of a layer that reads pairs, below and above its
 * value. Slopes are guessed, or chosen by a certificate; offsets are proved for the slopes there
 * are, from the corners between which the value less {@code p·a + q·b} has its extremes:
 *
 * <ul>
 *   <li>a product a·b is linear in each factor alone: the corners of the box;
 *   <li>{@code max(z + d, 0) − max(z, 0)} is linear where z and z + d keep their signs: the corners
 *       of the box and the points where the lines z = 0 and z + d = 0 meet its sides, and each
 *       other.
 * </ul>
 */
record Planes(Side below, Side above) {
  /** Each {@code [neurons]}. */
  record Side(double[] left, double[] right, double[] offset) {
    private Side(int neurons) {
      this(new double[neurons], new double[neurons], new double[neurons]);
    }

    private void set(int i, double p, double q, double t) {
      left[i] = p;
      right[i] = q;
      offset[i] = t;
    }
  }

  Planes(int neurons) {
    this(new Side(neurons), new Side(neurons));
  }

  /** For a product of a in [al, au] and b in [bl, bu]: the middles of both as slopes. */
  void product(int i, double al, double au, double bl, double bu) {
    double p = 0.5 * bl + 0.5 * bu;
    double q = 0.5 * al + 0.5 * au;
    Corners corners = Corners.ofProduct(p, q, al, au, bl, bu);
    set(below, i, p, q, corners.least);
    set(above, i, p, q, corners.most);
  }

  /** The offset of the plane below a product with the slopes given, or above it; may be NaN. */
  static double ofProduct(
      ProductSlopes slopes, boolean isBelow, double al, double au, double bl, double bu) {
    Corners corners = Corners.ofProduct(slopes.left(), slopes.right(), al, au, bl, bu);
    return isBelow ? corners.least : corners.most;
  }

  /** For the difference of ReLUs at z in [l, u] and d in [m, v]. */
  void difference(int i, double l, double u, double m, double v, boolean isParallel) {
    if (ReluDifferenceSlopes.isLinear(l, u, m, v)) {
      double before = l >= 0 ? 1 : 0;
      double after = l + m >= 0 ? 1 : 0;
      below.set(i, after - before, after, 0);
      above.set(i, after - before, after, 0);
      return;
    }
    ReluDifferenceSlopes guess = new ReluDifferenceSlopes();
    if (isParallel) {
      guess.parallel(l, u, m, v);
    } else {
      guess.below(l, u, m, v);
    }
    double p = guess.ofBase();
    double q = guess.ofChange();
    set(below, i, p, q, Corners.ofDifference(p, q, l, u, m, v).least);
    if (!isParallel) {
      guess.above(l, u, m, v);
    }
    p = guess.ofBase();
    q = guess.ofChange();
    set(above, i, p, q, Corners.ofDifference(p, q, l, u, m, v).most);
  }

  /** Nothing is known where an offset is not finite. */
  private void set(Side side, int i, double p, double q, double t) {
    if (Math.abs(t) < Double.POSITIVE_INFINITY) {
      side.set(i, p, q, t);
    } else {
      side.set(i, 0, 0, side == below ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
  }

  /** The extremes of {@code value − p·a − q·b} at some points, rounded outward; NaN after a NaN. */
  private static final class Corners {
    private final double p;
    private final double q;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Corners(double p, double q) {
      this.p = p;
      this.q = q;
    }

    static Corners ofProduct(double p, double q, double al, double au, double bl, double bu) {
      Corners corners = new Corners(p, q);
      corners.add(al * bl, al, bl);
      corners.add(al * bu, al, bu);
      corners.add(au * bl, au, bl);
      corners.add(au * bu, au, bu);
      return corners;
    }

    static Corners ofDifference(double p, double q, double l, double u, double m, double v) {
      Corners corners = new Corners(p, q);
      double[] z = {l, l, u, u, 0, 0, l, u, -m, -v, 0};
      double[] d = {m, v, m, v, m, v, -l, -u, m, v, 0};
      for (int c = 0; c < z.length; c++) {
        if (c < 4 || l <= z[c] && z[c] <= u && m <= d[c] && d[c] <= v) {
          corners.add(changeOfRelu(z[c], d[c]), z[c], d[c]);
        }
      }
      return corners;
    }

    void add(double value, double a, double b) {
      double error = (Math.abs(value) + Math.abs(p * a) + Math.abs(q * b)) * 0x1p-50;
      double gap = value - p * a - q * b;
      least = Math.min(least, gap - error - Roundoff.TINY);
      most = Math.max(most, gap + error + Roundoff.TINY);
    }
  }

  /** {@code max(z + d, 0) − max(z, 0)}, rounded once, and only where z is below 0. */
  static double changeOfRelu(double z, double d) {
    return z < 0 ? Math.max(z + d, 0) : Math.max(d, -z);
  }
}
