package org.plumbline.soundness.deployment.audit;

import java.util.Optional;
import org.plumbline.soundness.deployment.Deployment;

/**
 * What came out of one way to run a model.
 *
 * @param inputs that it was run at and that something is known of
 * @param outside outputs of them that are not where they may be
 * @param worst the greatest distance from real numbers, as a share of what is allowed: above 1 is
 *     outside
 * @param first of the outputs that lie outside
 */
public record AuditRow(
    Deployment deployment, int inputs, int outside, double worst, Optional<Outside> first) {

  /**
   * An output that lies outside.
   *
   * @param input owned by it
   * @param low the least that it may be
   * @param high the most that it may be
   */
  public record Outside(double[] input, int output, double value, double low, double high) {}
}
