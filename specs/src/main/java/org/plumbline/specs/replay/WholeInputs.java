package org.plumbline.specs.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.specs.property.DecimalBox;

/**
 * Candidates for models that take whole numbers, as those of integers do. A network is read for all
 * real numbers, so that what holds for these holds for whole ones; what refutes has to be whole.
 */
public final class WholeInputs {
  /** All whole numbers up to here are binary32 values. */
  private static final double LARGEST = 0x1p24;

  private WholeInputs() {}

  /**
   * A candidate with whole numbers where the model takes nothing else: those nearest to it in the
   * box; nothing where the box, or the type of the input, has none.
   */
  public static Optional<double[]> nearest(ModelPorts ports, DecimalBox box, double[] candidate) {
    if (!ports.hasWholeInputs()) {
      return Optional.of(candidate);
    }
    double[] moved = candidate.clone();
    int i = 0;
    for (ModelPorts.Input input : ports.inputs()) {
      for (int end = i + input.size(); i < end; i++) {
        if (input.whole().isPresent()) {
          moved[i] = nearest(input.whole().get(), box.lower()[i], box.upper()[i], candidate[i]);
          if (Double.isNaN(moved[i])) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(moved);
  }

  /** NaN where there is none. */
  private static double nearest(
      ModelPorts.Whole whole, BigDecimal lower, BigDecimal upper, double candidate) {
    double least =
        Math.max(
            Math.max(-LARGEST, whole.least()),
            lower.setScale(0, RoundingMode.CEILING).doubleValue());
    double most =
        Math.min(
            Math.min(LARGEST, whole.greatest()),
            upper.setScale(0, RoundingMode.FLOOR).doubleValue());
    double rounded = Double.isNaN(candidate) ? least : Math.rint(candidate);
    return least <= most ? Math.max(least, Math.min(most, rounded)) + 0.0 : Double.NaN;
  }
}
