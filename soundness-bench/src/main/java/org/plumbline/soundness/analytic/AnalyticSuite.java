package org.plumbline.soundness.analytic;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.analytic.deployment.DeploymentFamily;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.analytic.reading.ReadingFamily;
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
          new TableFamily(),
          new TrapFamily(),
          new ReadingFamily(),
          new DeploymentFamily());

  private AnalyticSuite() {}

  public static List<String> families() {
    return FAMILIES.stream().map(Family::name).toList();
  }

  /** The same instances, bit by bit, for the same seed. */
  public static List<Instance> generate(long seed) {
    return FAMILIES.stream().flatMap(family -> instances(family, seed).stream()).toList();
  }

  /**
   * Those of one family.
   *
   * @throws IllegalArgumentException if there is no such family
   */
  public static List<Instance> family(String name, long seed) {
    return FAMILIES.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .map(family -> instances(family, seed))
        .orElseThrow(
            () -> new IllegalArgumentException("there is no family " + name + ": " + families()));
  }

  private static List<Instance> instances(Family family, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ family.name().hashCode());
    Sheet sheet = new Sheet(family.name());
    family.fill(sheet, random);
    return sheet.instances(random);
  }
}
