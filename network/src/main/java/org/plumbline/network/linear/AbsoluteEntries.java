package org.plumbline.network.linear;

/** The absolute values of stored entries. */
final class AbsoluteEntries {
  private AbsoluteEntries() {}

  static double[] of(double[] entries) {
    double[] absolute = new double[entries.length];
    for (int i = 0; i < entries.length; i++) {
      absolute[i] = Math.abs(entries[i]);
    }
    return absolute;
  }
}
