package org.plumbline.specs.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.Phase;
import org.plumbline.specs.pattern.PhaseLayers;

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

  /**
   * That inputs follow all of some patterns. The region of a pattern is closed here: a neuron that
   * is 0 counts as active and as inactive.
   *
   * @throws IllegalArgumentException if a pattern belongs to a network of other layers
   */
  public static Premise of(Network network, ActivationPattern... patterns) {
    PhaseLayers layers = PhaseLayers.of(network);
    List<Literal> literals = new ArrayList<>();
    for (ActivationPattern pattern : patterns) {
      layers.requireFit(pattern);
      for (org.plumbline.specs.pattern.Literal literal : pattern.literals()) {
        boolean isActive = literal.phase() == Phase.ACTIVE;
        literals.add(
            new Literal(layers.preActivation(literal.layer()), literal.neuron(), isActive));
      }
    }
    return new Premise(literals);
  }

  public boolean isEmpty() {
    return literals.isEmpty();
  }

  /** What certificates name it by: a line for each literal, {@code layer neuron +} or {@code -}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Literal literal : literals) {
      text.append(literal.layer()).append(' ').append(literal.neuron());
      text.append(literal.isActive() ? " +\n" : " -\n");
    }
    return text.toString();
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
