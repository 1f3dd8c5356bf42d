package org.plumbline.certificates.check;

import java.util.Arrays;

/**
 * The inputs of a node by middles and radii: {@code |xⱼ − middleⱼ| ≤ radiusⱼ}, so that the least
 * value of {@code wⱼxⱼ} is {@code wⱼ·middleⱼ − |wⱼ|·radiusⱼ} without a question about a sign.
 */
record CentredBox(double[] middle, double[] radius) {

  /** Says nothing where an end is infinite. */
  static CentredBox of(NodeBounds bounds) {
    double[] middle = new double[bounds.size(0)];
    double[] radius = new double[middle.length];
    Arrays.setAll(middle, j -> 0.5 * bounds.lower(0, j) + 0.5 * bounds.upper(0, j));
    Arrays.setAll(
        radius,
        j -> Math.nextUp(Math.max(bounds.upper(0, j) - middle[j], middle[j] - bounds.lower(0, j))));
    return new CentredBox(middle, radius);
  }

  /**
   * About the least value of {@code Σ (gⱼ + βaⱼ)xⱼ}: off by at most {@code γ(n + 8)} of what {@link
   * #size} says of {@code |g| + β|a|}. Four sums go on side by side.
   */
  double least(double[] g, double beta, double[] a) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 4 <= g.length; j += 4) {
      s0 += least(g[j] + beta * a[j], j);
      s1 += least(g[j + 1] + beta * a[j + 1], j + 1);
      s2 += least(g[j + 2] + beta * a[j + 2], j + 2);
      s3 += least(g[j + 3] + beta * a[j + 3], j + 3);
    }
    for (; j < g.length; j++) {
      s0 += least(g[j] + beta * a[j], j);
    }
    return s0 + s1 + (s2 + s3);
  }

  private double least(double w, int j) {
    return w * middle[j] - Math.abs(w) * radius[j];
  }

  /** At least {@code Σ |gⱼ|(|middleⱼ| + radiusⱼ)}, also for any box inside of this one. */
  double size(double[] g) {
    double size = 0;
    for (int j = 0; j < g.length; j++) {
      size += Math.abs(g[j]) * (Math.abs(middle[j]) + radius[j]);
    }
    return Roundoff.inflate(size);
  }
}
