package org.plumbline.certificates.check;

/** Sums of the least and the greatest values that the terms of some linear functions take. */
final class Extremes {
  private final double[] least = new double[CoefficientBlock.WIDTH];
  private final double[] most = new double[CoefficientBlock.WIDTH];
  private final double[] magnitude = new double[CoefficientBlock.WIDTH];
  private final boolean hasMost;
  private long terms = 8;

  /**
   * @param hasMost whether greatest values are asked for
   */
  Extremes(boolean hasMost) {
    this.hasMost = hasMost;
  }

  /**
   * Adds the terms of one layer's neurons.
   *
   * @param functions how many of the block's there are
   */
  void add(CoefficientBlock block, int layer, NodeBounds bounds, int functions) {
    double[] a = block.values();
    int width = block.width();
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      double l = bounds.lower(layer, i);
      double u = bounds.upper(layer, i);
      double m = bounds.magnitude(layer, i);
      for (int r = 0; r < functions; r++) {
        double c = a[i * width + r];
        if (c != 0) {
          least[r] += c > 0 ? c * l : c * u;
          if (hasMost) {
            most[r] += c > 0 ? c * u : c * l;
          }
          magnitude[r] += Math.abs(c) * m;
        }
      }
    }
    terms += block.count();
  }

  /** At most the least value of a function. */
  double least(int function) {
    return least[function] - error(function);
  }

  /** At most the negated greatest value of a function. */
  double negatedMost(int function) {
    return -most[function] - error(function);
  }

  private double error(int function) {
    return Roundoff.inflate(Roundoff.gamma(terms) * magnitude[function]);
  }
}
