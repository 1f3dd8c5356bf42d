package org.plumbline.soundness.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;

/** Inputs of a box that are likely to show a bound that is wrong: its corners, and any others. */
public final class AuditInputs {
  private AuditInputs() {}

  /** As many corners, the lower and the upper one first, and as many points inside. */
  public static List<double[]> of(Box box, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> inputs = new ArrayList<>(List.of(box.lower().clone(), box.upper().clone()));
    for (int k = 0; k < count; k++) {
      inputs.add(input(box, random, true));
      inputs.add(input(box, random, false));
    }
    return inputs;
  }

  private static double[] input(Box box, SplittableRandom random, boolean isCorner) {
    double[] x = new double[box.size()];
    for (int i = 0; i < x.length; i++) {
      double low = box.lower()[i];
      double high = box.upper()[i];
      double share = isCorner ? random.nextInt(2) : random.nextDouble();
      x[i] = Math.max(low, Math.min(high, (1 - share) * low + share * high));
    }
    return x;
  }
}
