package org.plumbline.falsifier.gradient;

/**
 * How long a gradient attack searches.
 *
 * @param probes points tried before any gradient; they also rank the polyhedra
 * @param restarts descents in total
 * @param steps gradient steps of each descent
 * @param diversifiedSteps how many of these lead away from the start along a random direction of
 *     the outputs, in the restarts that do so
 * @param firstStep size of the first step as a fraction of the box's widths
 * @param lastStep size of the last one; the sizes between fall geometrically
 */
public record AttackOptions(
    int probes, int restarts, int steps, int diversifiedSteps, double firstStep, double lastStep) {
  private static final int FEWEST_RESTARTS = 8;

  public AttackOptions {
    if (probes < 1 || restarts < 0 || steps < 1 || diversifiedSteps < 0) {
      throw new IllegalArgumentException(
          probes
              + " probes, "
              + restarts
              + " restarts, "
              + steps
              + " steps, "
              + diversifiedSteps
              + " of them diversified");
    }
    if (!(0 < lastStep && lastStep <= firstStep && firstStep <= 1)) {
      throw new IllegalArgumentException("steps from " + firstStep + " to " + lastStep);
    }
  }

  /** A first look: a thousand evaluations at most. */
  public static AttackOptions quick() {
    return new AttackOptions(48, 16, 12, 0, 0.5, 0.02);
  }

  /** Some ten thousand evaluations and gradients. */
  public static AttackOptions thorough() {
    return new AttackOptions(256, 192, 60, 4, 0.5, 0.002);
  }

  /**
   * The same with fewer descents where a network is so large that these would take more
   * multiply-adds, but with some in any case.
   *
   * @param pass multiply-adds of one evaluation
   * @param products multiply-adds that the descents may take
   */
  public AttackOptions within(double pass, double products) {
    double descent = 2.0 * steps * Math.max(1, pass);
    int affordable = (int) Math.max(FEWEST_RESTARTS, Math.min(restarts, products / descent));
    int fewer = Math.min(restarts, affordable);
    return new AttackOptions(probes, fewer, steps, diversifiedSteps, firstStep, lastStep);
  }
}
