package org.plumbline.specs.pattern;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * Watches a network at run time: does an input follow the pattern of the class that the network
 * gives it, and if not, how many literals does it violate? That is a few machine words compared,
 * besides the forward pass. One instance serves one thread.
 */
public final class NapMonitor {
  private final PointPhases phases;
  private final ForwardPass pass;
  private final Map<Integer, ActivationPattern> patterns = new HashMap<>();

  /**
   * @throws IllegalArgumentException if the patterns speak of other layers than the network has
   */
  public NapMonitor(Network network, PatternFile file, Gemm gemm) {
    this.phases = new PointPhases(network);
    this.pass = new ForwardPass(network, gemm);
    for (ClassPattern one : file.patterns()) {
      phases.layers().requireFit(one.pattern());
      patterns.put(one.label(), one.pattern());
    }
  }

  /**
   * What the monitor says of an input.
   *
   * @param predicted the class; nothing if an output was not a number
   * @param pattern of that class, if there is one
   * @param violated its literals that the input does not satisfy; all if a neuron was not a number
   */
  public record Judgement(
      OptionalInt predicted, Optional<ActivationPattern> pattern, List<Literal> violated) {
    public boolean follows() {
      return pattern.isPresent() && violated.isEmpty();
    }
  }

  public Judgement judge(double[] input) {
    double[][] trace = pass.trace(1, input);
    return judge(phases.predicted(trace, 0), phases.active(trace, 0));
  }

  /** The literals of any pattern that an input does not satisfy; all if a neuron is NaN. */
  public List<Literal> violated(double[] input, ActivationPattern pattern) {
    return phases
        .active(pass.trace(1, input), 0)
        .map(pattern::violated)
        .orElseGet(pattern::literals);
  }

  /** The same of an input that was evaluated before. */
  public Judgement judge(Observation observation) {
    return judge(OptionalInt.of(observation.predicted()), Optional.of(observation.active()));
  }

  private Judgement judge(OptionalInt predicted, Optional<BitSet> active) {
    Optional<ActivationPattern> pattern =
        predicted.isPresent()
            ? Optional.ofNullable(patterns.get(predicted.getAsInt()))
            : Optional.empty();
    List<Literal> violated =
        pattern.map(one -> active.map(one::violated).orElseGet(one::literals)).orElse(List.of());
    return new Judgement(predicted, pattern, violated);
  }
}
