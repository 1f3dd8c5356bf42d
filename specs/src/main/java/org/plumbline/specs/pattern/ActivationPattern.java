package org.plumbline.specs.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A neural activation pattern: a set of literals, no two of them about one neuron (Geng, Le, Xu,
 * Wang, Gurfinkel, Si, <em>Towards Reliable Neural Specifications</em>, ICML 2023). Its region are
 * the inputs whose neurons satisfy all of them; the region of a pattern that {@linkplain #refines
 * refines} another is part of the other's.
 *
 * <p>Neurons are also numbered without gaps over all layers, layer after layer, in sets of bits.
 */
public final class ActivationPattern {
  private final NeuronNumbers numbers;
  private final BitSet active;
  private final BitSet inactive;

  private ActivationPattern(NeuronNumbers numbers, BitSet active, BitSet inactive) {
    this.numbers = numbers;
    this.active = active;
    this.inactive = inactive;
  }

  /**
   * @param widths neurons of each of the network's {@link PhaseLayers}
   */
  public static ActivationPattern of(int[] widths, Collection<Literal> literals) {
    NeuronNumbers numbers = NeuronNumbers.of(widths);
    BitSet active = new BitSet();
    BitSet inactive = new BitSet();
    for (Literal literal : literals) {
      (literal.phase() == Phase.ACTIVE ? active : inactive).set(numbers.number(literal));
    }
    return checked(numbers, active, inactive);
  }

  /**
   * @param widths neurons of each of the network's {@link PhaseLayers}
   * @param active neurons that are active, numbered over all layers
   * @param inactive neurons that are inactive, numbered over all layers
   */
  public static ActivationPattern of(int[] widths, BitSet active, BitSet inactive) {
    return checked(NeuronNumbers.of(widths), (BitSet) active.clone(), (BitSet) inactive.clone());
  }

  private static ActivationPattern checked(NeuronNumbers numbers, BitSet active, BitSet inactive) {
    int neurons = numbers.neurons();
    if (active.length() > neurons || inactive.length() > neurons) {
      throw new IllegalArgumentException("there are only " + neurons + " neurons");
    } else if (active.intersects(inactive)) {
      BitSet both = (BitSet) active.clone();
      both.and(inactive);
      Literal literal = numbers.literal(both.nextSetBit(0), Phase.ACTIVE);
      throw new IllegalArgumentException(literal + " and inactive at once");
    }
    return new ActivationPattern(numbers, active, inactive);
  }

  /** Neurons of each layer that it may speak of. */
  public int[] widths() {
    return numbers.widths();
  }

  /** How many literals there are. */
  public int size() {
    return activeCount() + inactiveCount();
  }

  public int activeCount() {
    return active.cardinality();
  }

  public int inactiveCount() {
    return inactive.cardinality();
  }

  /** In their order. */
  public List<Literal> literals() {
    List<Literal> literals = new ArrayList<>(size());
    BitSet all = (BitSet) active.clone();
    all.or(inactive);
    all.stream()
        .forEach(
            bit ->
                literals.add(
                    numbers.literal(bit, active.get(bit) ? Phase.ACTIVE : Phase.INACTIVE)));
    return literals;
  }

  /** The neurons of a layer that are in a phase, ascending. */
  public int[] neurons(int layer, Phase phase) {
    int first = numbers.first(layer);
    return bits(phase).get(first, numbers.first(layer + 1)).stream().toArray();
  }

  /** What it says about a neuron. */
  public Optional<Phase> phase(int layer, int neuron) {
    int bit = numbers.number(layer, neuron);
    return active.get(bit)
        ? Optional.of(Phase.ACTIVE)
        : inactive.get(bit) ? Optional.of(Phase.INACTIVE) : Optional.empty();
  }

  public boolean contains(Literal literal) {
    return bits(literal.phase()).get(numbers.number(literal));
  }

  private BitSet bits(Phase phase) {
    return phase == Phase.ACTIVE ? active : inactive;
  }

  /**
   * The same with one literal more.
   *
   * @throws IllegalArgumentException if it says the opposite
   */
  public ActivationPattern with(Literal literal) {
    return changed(literal, true);
  }

  /** The same with one literal less. */
  public ActivationPattern without(Literal literal) {
    return changed(literal, false);
  }

  private ActivationPattern changed(Literal literal, boolean isSaid) {
    BitSet newActive = (BitSet) active.clone();
    BitSet newInactive = (BitSet) inactive.clone();
    (literal.phase() == Phase.ACTIVE ? newActive : newInactive)
        .set(numbers.number(literal), isSaid);
    return checked(numbers, newActive, newInactive);
  }

  /** Whether it says all that the other says. */
  public boolean refines(ActivationPattern other) {
    requireSameLayers(other);
    return contains(active, other.active) && contains(inactive, other.inactive);
  }

  private static boolean contains(BitSet all, BitSet some) {
    BitSet missing = (BitSet) some.clone();
    missing.andNot(all);
    return missing.isEmpty();
  }

  /**
   * Its literals of which the other says the opposite. If there is one, no point is in both
   * regions; in the closed regions of proofs points may be, with a pre-activation of 0 in all these
   * neurons.
   */
  public List<Literal> conflicts(ActivationPattern other) {
    requireSameLayers(other);
    BitSet activeHere = (BitSet) active.clone();
    activeHere.and(other.inactive);
    BitSet inactiveHere = (BitSet) inactive.clone();
    inactiveHere.and(other.active);
    return new ActivationPattern(numbers, activeHere, inactiveHere).literals();
  }

  private void requireSameLayers(ActivationPattern other) {
    if (!numbers.equals(other.numbers)) {
      throw new IllegalArgumentException("patterns of different networks");
    }
  }

  /**
   * Whether a point satisfies all literals.
   *
   * @param point the neurons that are active at the point, numbered over all layers
   */
  public boolean isFollowedBy(BitSet point) {
    if (inactive.intersects(point)) {
      return false;
    }
    for (int bit = active.nextSetBit(0); bit >= 0; bit = active.nextSetBit(bit + 1)) {
      if (!point.get(bit)) {
        return false;
      }
    }
    return true;
  }

  /** How many literals a point violates. */
  public int violations(BitSet point) {
    return off(point).cardinality() + on(point).cardinality();
  }

  /** The literals that a point violates. */
  public List<Literal> violated(BitSet point) {
    return new ActivationPattern(numbers, off(point), on(point)).literals();
  }

  /** Neurons that should be active at the point and are not. */
  private BitSet off(BitSet point) {
    BitSet off = (BitSet) active.clone();
    off.andNot(point);
    return off;
  }

  /** Neurons that should be inactive at the point and are not. */
  private BitSet on(BitSet point) {
    BitSet on = (BitSet) inactive.clone();
    on.and(point);
    return on;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActivationPattern pattern
        && numbers.equals(pattern.numbers)
        && active.equals(pattern.active)
        && inactive.equals(pattern.inactive);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * numbers.hashCode() + active.hashCode()) + inactive.hashCode();
  }

  @Override
  public String toString() {
    return size() + " literals, " + activeCount() + " of them active";
  }
}
