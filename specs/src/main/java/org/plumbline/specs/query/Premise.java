package org.plumbline.specs.query;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * What a question takes for granted of neurons: only inputs on which every literal holds are
 * counterexamples. Literals are splits of a search that need no second branch, since what lies on
 * their other side is not asked about.
 *
 * @param literals layers ascending, neurons ascending; a neuron that has both is 0
 */
public record Premise(List<Literal> literals) {
  public static final Premise NONE = new Premise(List.of());

  /**
   * One neuron that an activation reads.
   *
   * @param isActive whether {@code neuron ≥ 0} holds, else {@code neuron ≤ 0}
   */
  public record Literal(int layer, int neuron, boolean isActive) implements Comparable<Literal> {
    private static final Comparator<Literal> ORDER =
        Comparator.comparingInt(Literal::layer)
            .thenComparingInt(Literal::neuron)
            .thenComparing(Literal::isActive);

    @Override
    public int compareTo(Literal other) {
      return ORDER.compare(this, other);
    }
  }

  public Premise {
    literals = literals.stream().distinct().sorted().toList();
  }

  public boolean isEmpty() {
    return literals.isEmpty();
  }

  /** The premise without one of its literals. */
  public Premise without(Literal dropped) {
    return new Premise(literals.stream().filter(literal -> !literal.equals(dropped)).toList());
  }

  /** The first literal of a neuron that no activation of the network reads. */
  Optional<Literal> misfit(Network network) {
    Set<Integer> read = new HashSet<>();
    for (Layer layer : network.layers()) {
      if (layer instanceof ActivationLayer act && act.source() > 0) {
        read.add(act.source());
      }
    }
    return literals.stream()
        .filter(
            literal ->
                !read.contains(literal.layer())
                    || literal.neuron() < 0
                    || literal.neuron() >= network.layer(literal.layer()).size())
        .findFirst();
  }

  /**
   * @throws IllegalArgumentException if it speaks of a neuron that no activation of the network
   *     reads
   */
  void requireFit(Network network) {
    misfit(network)
        .ifPresent(
            literal -> {
              throw new IllegalArgumentException(
                  "the premise speaks of neuron "
                      + literal.neuron()
                      + " of layer "
                      + literal.layer()
                      + ", which no activation of the network reads; maybe it belongs to another"
                      + " network");
            });
  }
}
