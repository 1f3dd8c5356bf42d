package org.plumbline.verifier.dlv;

/**
 * How far two inputs are apart.
 *
 * @param l0 number of values that differ
 * @param share of all values that differ, between 0 and 1
 */
public record Distances(int l0, double l1, double l2, double lInfinity, double share) {
  public static Distances between(double[] x, double[] y) {
    int differing = 0;
    double sum = 0;
    double squares = 0;
    double greatest = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = Math.abs(x[i] - y[i]);
      differing += distance > 0 ? 1 : 0;
      sum += distance;
      squares += distance * distance;
      greatest = Math.max(greatest, distance);
    }
    return new Distances(
        differing, sum, Math.sqrt(squares), greatest, (double) differing / x.length);
  }
}
