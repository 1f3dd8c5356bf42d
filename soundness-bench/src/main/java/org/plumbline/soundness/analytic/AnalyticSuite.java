package org.plumbline.soundness.analytic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.instance.Instance;

/** All families of instances whose answers are known by construction. */
public final class AnalyticSuite {
  private static final List<Family> FAMILIES =
      List.of(
          new SpikeFamily(),
          new LockFamily(),
          new SawtoothFamily(),
          new RewriteFamily(),
          new RoundingFamily(),
          new DegenerateFamily(),
          new DisjunctionFamily(),
          new StencilFamily(),
          new SmoothFamily(),
          new TrapFamily());

  private AnalyticSuite() {}

  public static List<String> families() {
    return FAMILIES.stream().map(Family::name).toList();
  }

  /** The same instances, bit by bit, for the same seed. */
  public static List<Instance> generate(long seed) {
    List<Instance> all = new ArrayList<>();
    for (Family family : FAMILIES) {
      SplittableRandom random = new SplittableRandom(seed ^ family.name().hashCode());
      Sheet sheet = new Sheet(family.name());
      family.fill(sheet, random);
      all.addAll(sheet.instances(random));
    }
    return List.copyOf(all);
  }
}
