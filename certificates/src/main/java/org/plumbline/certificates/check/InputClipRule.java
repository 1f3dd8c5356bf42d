package org.plumbline.certificates.check;

/**
 * Removes from an input box what a linear constraint {@code a·x + c ≤ limit} excludes: with all
 * other inputs where their terms are least, input j must satisfy {@code aⱼxⱼ ≤ limit − c − Σᵢ≠ⱼ min
 * aᵢxᵢ}. What rounding can lose is added on the right.
 */
final class InputClipRule {
  private final double[] low;
  private final double[] high;

  InputClipRule(NodeBounds bounds) {
    low = bounds.lower(0).clone();
    high = bounds.upper(0).clone();
  }

  /** False if nothing of the box is left. */
  boolean clip(double[] a, double constant, double limit) {
    double sum = 0;
    double size = Math.abs(constant) + Math.abs(limit);
    for (int j = 0; j < low.length; j++) {
      if (a[j] != 0) {
        sum += a[j] > 0 ? a[j] * low[j] : a[j] * high[j];
        size += Math.abs(a[j]) * Math.max(Math.abs(low[j]), Math.abs(high[j]));
      }
    }
    double slack = limit - constant - sum;
    double error = Roundoff.inflate(Roundoff.gamma(low.length + 16.0) * size);
    if (!(slack + error < Double.POSITIVE_INFINITY)) {
      return true;
    }
    for (int j = 0; j < low.length; j++) {
      if (a[j] == 0) {
        continue;
      }
      double least = a[j] > 0 ? a[j] * low[j] : a[j] * high[j];
      double end = (slack + least + error) / a[j];
      double rounding = Math.abs(end) * 0x1p-50 + Roundoff.TINY;
      if (a[j] > 0 && end + rounding < high[j]) {
        high[j] = end + rounding;
      } else if (a[j] < 0 && end - rounding > low[j]) {
        low[j] = end - rounding;
      }
      if (low[j] > high[j]) {
        return false;
      }
    }
    return true;
  }

  /** Widens this box to hold another one. */
  void include(InputClipRule other) {
    for (int j = 0; j < low.length; j++) {
      low[j] = Math.min(low[j], other.low[j]);
      high[j] = Math.max(high[j], other.high[j]);
    }
  }

  void narrow(NodeBounds bounds) {
    for (int j = 0; j < low.length; j++) {
      bounds.raise(0, j, low[j]);
      bounds.reduce(0, j, high[j]);
    }
  }
}
