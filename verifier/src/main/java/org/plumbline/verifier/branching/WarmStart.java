package org.plumbline.verifier.branching;

/**
 * Where a parent's optimisation ended, for its children to start from. Only a guess: any slopes and
 * multipliers are sound.
 *
 * @param slopes of the neurons that are open at the root, in steps of 1/255, {@code [rows × open]}
 * @param multipliers of the parent's splits, last one first, {@code [rows × splits]}
 */
record WarmStart(byte[] slopes, float[] multipliers) {
  static byte quantised(double slope) {
    return (byte) Math.round(slope * 255);
  }

  static double slope(byte quantised) {
    return (quantised & 0xff) / 255.0;
  }
}
