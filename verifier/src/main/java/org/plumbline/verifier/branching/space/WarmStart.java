package org.plumbline.verifier.branching.space;

/**
 * Where a parent's optimisation ended, for its children to start from. Only a guess: any slopes and
 * multipliers are sound.
 *
 * @param slopes of the neurons that are open at the root, in steps of 1/255, {@code [rows × open]}
 * @param multipliers of some splits above, last one first, {@code [rows × splits]}
 * @param splits how many these are; newer ones start from 0
 * @param isOptimal whether no multipliers give a better bound, nearly
 */
public record WarmStart(byte[] slopes, float[] multipliers, int splits, boolean isOptimal) {
  public static byte quantised(double slope) {
    return (byte) Math.round(slope * 255);
  }

  public static double slope(byte quantised) {
    return (quantised & 0xff) / 255.0;
  }
}
