package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.plumbline.network.onnx.file.Shapes;

/**
 * Batcher's merge exchange (Knuth, <em>The Art of Computer Programming</em> 3, 5.2.2, algorithm M):
 * which wires are compared in which stage so that in the end the first one carries the greatest
 * number, the second one the next, and so on. Of ½ t (t + 1) stages for 2ᵗ wires; what does not
 * reach the first k wires is left out.
 */
final class SortingNetwork {
  private SortingNetwork() {}

  /** The partner of each wire in each stage, the wire itself where it has none. */
  static List<int[]> first(int k, int wires) {
    List<int[]> stages = stages(wires);
    boolean[] isNeeded = new boolean[wires];
    Arrays.fill(isNeeded, 0, k, true);
    List<int[]> needed = new ArrayList<>();
    for (int s = stages.size() - 1; s >= 0; s--) {
      int[] partner = stages.get(s);
      boolean isEmpty = true;
      for (int w = 0; w < wires; w++) {
        int other = partner[w];
        if (other > w && (isNeeded[w] || isNeeded[other])) {
          isNeeded[w] = true;
          isNeeded[other] = true;
          isEmpty = false;
        } else if (other > w) {
          partner[w] = w;
          partner[other] = other;
        }
      }
      if (!isEmpty) {
        needed.add(partner);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  private static List<int[]> stages(int wires) {
    List<int[]> stages = new ArrayList<>();
    int highest = wires < 2 ? 0 : Integer.highestOneBit(wires - 1);
    for (int p = highest; p > 0; p /= 2) {
      int q = highest;
      int rest = 0;
      for (int distance = p; distance > 0; ) {
        stages.add(stage(wires, p, rest, distance));
        distance = q == p ? 0 : q - p;
        q /= 2;
        rest = p;
      }
    }
    return stages;
  }

  private static int[] stage(int wires, int p, int rest, int distance) {
    int[] partner = Shapes.identity(wires);
    for (int i = 0; i + distance < wires; i++) {
      if ((i & p) == rest) {
        partner[i] = i + distance;
        partner[i + distance] = i;
      }
    }
    return partner;
  }
}
