package org.plumbline.falsifier.image;

/** How far apart two images of a domain are. */
public enum Distance {
  /** Pixels that differ in any channel. */
  L0,
  /** The sum of absolute differences. */
  L1,
  /** The square root of the sum of squared differences. */
  L2,
  /** The greatest absolute difference. */
  LINF;

  public double between(double[] left, double[] right, ImageDomain domain) {
    double total = 0;
    for (int p = 0; p < domain.pixels(); p++) {
      total = plus(total, pixel(left, right, p, domain));
    }
    return this == L2 ? Math.sqrt(total) : total;
  }

  /** What one pixel adds to a total. */
  private double pixel(double[] left, double[] right, int pixel, ImageDomain domain) {
    double part = 0;
    for (int c = 0; c < domain.channels(); c++) {
      int i = domain.index(c, pixel);
      double difference = Math.abs(left[i] - right[i]);
      part =
          switch (this) {
            case L0 -> difference > 0 ? 1 : part;
            case L1 -> part + difference;
            case L2 -> part + difference * difference;
            case LINF -> Math.max(part, difference);
          };
    }
    return part;
  }

  private double plus(double total, double part) {
    return this == LINF ? Math.max(total, part) : total + part;
  }
}
