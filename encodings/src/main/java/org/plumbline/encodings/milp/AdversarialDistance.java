package org.plumbline.encodings.milp;

import org.plumbline.encodings.system.ConstraintSystem;

/**
 * How near to a point an input comes that satisfies a system, as far as doubles and tolerances can
 * tell: where the system says that the property is violated, this is the maximum safe radius of the
 * point (Tjeng et al., <em>Evaluating Robustness of Neural Networks with Mixed Integer
 * Programming</em>, ICLR 2019).
 *
 * @param center one value per input of the system
 */
public record AdversarialDistance(ConstraintSystem system, double[] center, Norm norm) {
  /** How distances are measured. */
  public enum Norm {
    LINF,
    L1
  }

  /**
   * Between two bounds.
   *
   * @param lower nothing nearer satisfies the system
   * @param upper the distance of the point; equal to {@code lower}, nearly, unless the time ran out
   * @param point the nearest input that was found
   */
  public record Found(double lower, double upper, double[] point) {}

  public AdversarialDistance {
    if (center.length != system.inputs()) {
      throw new IllegalArgumentException(
          center.length + " values for " + system.inputs() + " inputs");
    }
    center = center.clone();
  }
}
