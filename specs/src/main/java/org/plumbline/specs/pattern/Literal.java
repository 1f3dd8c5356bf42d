package org.plumbline.specs.pattern;

import java.util.Comparator;

/**
 * Says that a neuron is in a phase. Ordered by layer, neuron, phase.
 *
 * @param layer from 1, among the {@link PhaseLayers}
 * @param neuron from 0, in the layer
 */
public record Literal(int layer, int neuron, Phase phase) implements Comparable<Literal> {
  private static final Comparator<Literal> ORDER =
      Comparator.comparingInt(Literal::layer)
          .thenComparingInt(Literal::neuron)
          .thenComparing(Literal::phase);

  /** That the same neuron is in the other phase. */
  public Literal opposite() {
    return new Literal(layer, neuron, phase.opposite());
  }

  @Override
  public int compareTo(Literal other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "neuron "
        + neuron
        + " of activation layer "
        + layer
        + " is "
        + (phase == Phase.ACTIVE ? "active" : "inactive");
  }
}
