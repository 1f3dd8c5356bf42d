package org.plumbline.falsifier.label;

/**
 * Half of a circle from a point x to the original o, in the plane that a normal spans with the line
 * between them. The point at the angle β from that line lies at {@code o + ‖x − o‖·cos β·(cos β·v +
 * sin β·u)}: at 0 it is x, at a right angle o.
 *
 * @param v from o to x, of length 1
 * @param u the part of the normal orthogonal to v, of length 1 or 0
 * @param angle of the normal with v
 */
record Arc(double[] original, double diameter, double[] v, double[] u, double angle) {
  static Arc of(double[] original, double[] x, double[] normal) {
    double[] v = new double[x.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = x[i] - original[i];
    }
    double diameter = norm(v);
    double[] u = normal.clone();
    double along = 0;
    for (int i = 0; i < v.length; i++) {
      v[i] = diameter > 0 ? v[i] / diameter : 0;
      along += v[i] * u[i];
    }
    for (int i = 0; i < u.length; i++) {
      u[i] -= along * v[i];
    }
    double across = norm(u);
    for (int i = 0; i < u.length; i++) {
      u[i] = across > 0 ? u[i] / across : 0;
    }
    return new Arc(original, diameter, v, u, Math.atan2(across, along));
  }

  double[] at(double angle) {
    double[] point = new double[v.length];
    double length = diameter * Math.cos(angle);
    for (int i = 0; i < point.length; i++) {
      point[i] = original[i] + length * (Math.cos(angle) * v[i] + Math.sin(angle) * u[i]);
    }
    return point;
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
