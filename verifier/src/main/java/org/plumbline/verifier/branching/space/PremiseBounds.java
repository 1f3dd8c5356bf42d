package org.plumbline.verifier.branching.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * Narrows neurons to the phases that a premise gives them. A neuron that has no value in its phase
 * shows that no input follows the premise.
 */
public final class PremiseBounds {
  private final Network network;
  private final List<List<Premise.Literal>> byLayer = new ArrayList<>();

  public PremiseBounds(Network network, Premise premise) {
    this.network = network;
    for (int k = 0; k < network.depth(); k++) {
      int layer = k;
      byLayer.add(premise.literals().stream().filter(s -> s.layer() == layer).toList());
    }
  }

  /** The premise in a network whose layers are some of the one that it is about. */
  public static Premise moved(Premise premise, int[] origin) {
    int[] layers = new int[Arrays.stream(origin).max().orElse(0) + 1];
    for (int k = 0; k < origin.length; k++) {
      layers[origin[k]] = k;
    }
    return new Premise(
        premise.literals().stream()
            .map(s -> new Premise.Literal(layers[s.layer()], s.neuron(), s.isActive()))
            .toList());
  }

  /** Adds the subproblems in which a neuron of a layer has no value left. */
  public void note(int k, BatchBounds bounds, BitSet empty) {
    int n = network.layer(k).size();
    for (int at = 0; at < bounds.batch() * n; at++) {
      if (bounds.lower(k)[at] > bounds.upper(k)[at]) {
        empty.set(at / n);
      }
    }
  }

  /**
   * Narrows a layer.
   *
   * @param empty gets the subproblems in which nothing follows the premise; what contradicts the
   *     bounds there is left out
   */
  public void narrow(int k, BatchBounds bounds, BitSet empty) {
    int n = network.layer(k).size();
    for (Premise.Literal literal : byLayer.get(k)) {
      for (int b = 0; b < bounds.batch(); b++) {
        int at = b * n + literal.neuron();
        if (literal.isActive() ? bounds.upper(k)[at] < 0 : bounds.lower(k)[at] > 0) {
          empty.set(b);
        } else if (literal.isActive()) {
          bounds.intersect(k, b, literal.neuron(), 0, Double.POSITIVE_INFINITY);
        } else {
          bounds.intersect(k, b, literal.neuron(), Double.NEGATIVE_INFINITY, 0);
        }
      }
    }
  }
}
