package org.plumbline.verifier.pattern;

import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;

/**
 * An estimate of how large the region of a pattern is around an input that follows it: for each
 * input coordinate, how far it can move alone in steps before a literal is violated; the logarithms
 * of these widths are summed, as if the region were a box (Geng et al., 2024). It is neither a
 * bound of the volume from above nor from below; it compares patterns.
 */
public final class RegionVolume {
  private static final int STEPS = 32;

  private final Network network;
  private final ForwardPass forward;
  private final Box box;
  private final double[] anchor;

  /**
   * @param anchor an input of the box
   */
  public RegionVolume(Network network, Box box, double[] anchor) {
    this.network = network;
    this.forward = new ForwardPass(network, new JavaGemm());
    this.box = box;
    this.anchor = anchor;
  }

  /** The natural logarithm, over the coordinates that vary; one that cannot move counts a step. */
  public double logarithm(Premise premise) {
    double sum = 0;
    for (int j : box.varying()) {
      double below = reach(premise, j, box.lower()[j]);
      double above = reach(premise, j, box.upper()[j]);
      double step = (box.upper()[j] - box.lower()[j]) / (2 * STEPS);
      sum += Math.log(Math.max(below + above, step));
    }
    return sum;
  }

  /** How far a coordinate can go toward an end, in steps of the same length. */
  private double reach(Premise premise, int j, double end) {
    int n = network.inputSize();
    double[] x = new double[STEPS * n];
    for (int s = 0; s < STEPS; s++) {
      System.arraycopy(anchor, 0, x, s * n, n);
      x[s * n + j] = anchor[j] + (end - anchor[j]) * (s + 1) / STEPS;
    }
    double[][] trace = forward.trace(STEPS, x);
    int steps = 0;
    while (steps < STEPS && follows(premise, trace, steps)) {
      steps++;
    }
    return Math.abs(end - anchor[j]) * steps / STEPS;
  }

  private boolean follows(Premise premise, double[][] trace, int row) {
    for (Premise.Literal literal : premise.literals()) {
      int size = network.layer(literal.layer()).size();
      double z = trace[literal.layer()][row * size + literal.neuron()];
      if (!(literal.isActive() ? z >= 0 : z <= 0)) {
        return false;
      }
    }
    return true;
  }
}
