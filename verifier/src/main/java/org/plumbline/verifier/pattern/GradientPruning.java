package org.plumbline.verifier.pattern;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;

/**
 * Takes literals in the order of what their neurons mean to the margin of an input, to first order
 * (Geng et al., 2024, gradient search): {@code |∂margin/∂y · z|} for a neuron z and its activation
 * y, which is what the margin would change by if y moved as far as z is from its other phase. As
 * many are taken as the proof needs, found by doubling and halving: the question last proved is the
 * proof.
 */
public final class GradientPruning {
  private final double[] weight;
  private final Decider decider;

  /**
   * @param label of the margin: this output less the greatest other one
   * @param anchor where it is measured
   */
  public GradientPruning(
      Network network, Premise pattern, int label, double[] anchor, Decider decider) {
    this.decider = decider;
    double[][] trace = new ForwardPass(network, new JavaGemm()).trace(1, anchor);
    double[] outputs = trace[network.outputIndex()];
    double[] margin = new double[network.outputSize()];
    margin[label] = 1;
    IntStream.range(0, margin.length)
        .filter(j -> j != label)
        .boxed()
        .max(Comparator.comparingDouble(j -> outputs[j]))
        .ifPresent(j -> margin[j] = -1);
    Gradient gradient = new Gradient(network, new JavaGemm());
    gradient.inputs(1, trace, margin);
    this.weight = new double[pattern.literals().size()];
    for (int s = 0; s < weight.length; s++) {
      Premise.Literal literal = pattern.literals().get(s);
      double z = trace[literal.layer()][literal.neuron()];
      for (int k = literal.layer() + 1; k < network.depth(); k++) {
        if (network.layer(k) instanceof ActivationLayer act && act.source() == literal.layer()) {
          weight[s] += Math.abs(gradient.of(k)[literal.neuron()] * z);
        }
      }
    }
  }

  /** Literals under which the question is proved; empty if not even all of them were enough. */
  public Optional<BitSet> grow() {
    int[] order =
        IntStream.range(0, weight.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer s) -> -weight[s]))
            .mapToInt(Integer::intValue)
            .toArray();
    int open = 0;
    int enough = Math.min(1, order.length);
    while (!isProved(order, enough)) {
      if (enough == order.length) {
        return Optional.empty();
      }
      open = enough;
      enough = Math.min(2 * enough, order.length);
    }
    while (enough - open > 1) {
      int middle = (open + enough) / 2;
      if (isProved(order, middle)) {
        enough = middle;
      } else {
        open = middle;
      }
    }
    return Optional.of(first(order, enough));
  }

  private boolean isProved(int[] order, int count) {
    return decider.ask(first(order, count)).isProved();
  }

  private static BitSet first(int[] order, int count) {
    BitSet literals = new BitSet();
    Arrays.stream(order, 0, count).forEach(literals::set);
    return literals;
  }
}
