package org.plumbline.verifier.branching;

/**
 * Which input to halve: the one whose interval is longest in proportion to the case's own. Measured
 * on ACAS Xu, this leaves fewer subproblems than the smear rule (slope times width): what a split
 * buys is tighter relaxations, not a smaller linear part (docs/performance.md).
 */
final class SplitChoice {
  private SplitChoice() {}

  /** The coordinate to halve, or −1 if none can be. */
  static int longest(double[] lower, double[] upper, double[] scale) {
    int best = -1;
    double longest = 0;
    for (int v = 0; v < lower.length; v++) {
      double width = (upper[v] - lower[v]) * scale[v];
      if (width > longest) {
        best = v;
        longest = width;
      }
    }
    return best;
  }
}
