package org.plumbline.verifier.pattern;

import java.util.BitSet;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;

/** By how much inputs violate each literal of a pattern, as far as doubles can tell. */
public final class LiteralViolations {
  private final Premise pattern;
  private final ForwardPass forward;

  public LiteralViolations(Network network, Premise pattern) {
    this.pattern = pattern;
    this.forward = new ForwardPass(network, new JavaGemm());
  }

  /** Values of the literals' neurons, before their activation. */
  double[] values(double[] x) {
    double[][] trace = forward.trace(1, x);
    return pattern.literals().stream().mapToDouble(s -> trace[s.layer()][s.neuron()]).toArray();
  }

  /** What each neuron is on the wrong side by, or 0. */
  double[] of(double[] x) {
    double[] values = values(x);
    for (int s = 0; s < values.length; s++) {
      values[s] = Math.max(0, pattern.literals().get(s).isActive() ? -values[s] : values[s]);
    }
    return values;
  }

  /** The literals that an input violates. */
  public BitSet violated(double[] x) {
    double[] by = of(x);
    BitSet violated = new BitSet();
    for (int s = 0; s < by.length; s++) {
      violated.set(s, !(by[s] <= 0));
    }
    return violated;
  }
}
