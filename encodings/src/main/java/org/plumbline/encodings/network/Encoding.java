package org.plumbline.encodings.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * A network and one case of a property as constraints. Every counterexample of the case satisfies
 * them, with each variable at the value of its neuron; where the encoding is exact, whatever
 * satisfies them is one.
 *
 * @param firstVariable number of a layer's first neuron, by layer
 */
public record Encoding(
    Network network, ConstraintSystem system, int[] firstVariable, boolean isExact) {
  /** Neurons that are refined at a time. */
  private static final int MOST_REFINED = 16;

  private static final double TOLERANCE = 1e-9;

  /** A neuron whose value is not that of its function. */
  private record Spurious(int layer, int neuron, double at, double error) {}

  /** The part that says what the neurons up to those of a layer are. */
  public ConstraintSystem before(int layer) {
    int count = firstVariable[layer] + network.layer(layer).size();
    return new ConstraintSystem(
        system.inputs(),
        system.variables().subList(0, count),
        system.constraints().stream().filter(c -> isAmong(c.constraint(), count)).toList(),
        system.choices().stream().filter(choice -> isAmong(choice, count)).toList());
  }

  private static boolean isAmong(Choice choice, int count) {
    return choice.alternatives().stream()
        .flatMap(alternative -> alternative.constraints().stream())
        .allMatch(constraint -> isAmong(constraint, count));
  }

  private static boolean isAmong(LinearConstraint constraint, int count) {
    return Arrays.stream(constraint.variables()).allMatch(v -> v < count);
  }

  /**
   * Adds breakpoints where the values of a solution are furthest from what the functions are there.
   *
   * @return false if there is nothing to add
   */
  public boolean refine(List<BigFraction> values, Breakpoints breakpoints) {
    List<Spurious> all = new ArrayList<>();
    for (int k = 1; k < network.depth(); k++) {
      for (int i = 0; i < network.layer(k).size(); i++) {
        double y = value(values, k, i);
        if (network.layer(k) instanceof ActivationLayer act
            && !act.activation().isPiecewiseLinear()) {
          double z = value(values, act.source(), i);
          add(all, new Spurious(k, i, z, Math.abs(act.activation().value(z) - y)));
        } else if (network.layer(k) instanceof ProductLayer product) {
          double a = value(values, product.left(), i);
          add(all, new Spurious(k, i, a, Math.abs(a * value(values, product.right(), i) - y)));
        }
      }
    }
    all.sort(Comparator.comparingDouble(Spurious::error).reversed());
    boolean isNew = false;
    for (Spurious one : all.subList(0, Math.min(MOST_REFINED, all.size()))) {
      isNew |= breakpoints.add(one.layer(), one.neuron(), one.at());
    }
    return isNew;
  }

  private static void add(List<Spurious> all, Spurious one) {
    if (one.error() > TOLERANCE) {
      all.add(one);
    }
  }

  private double value(List<BigFraction> values, int layer, int neuron) {
    return values.get(firstVariable[layer] + neuron).doubleValue();
  }
}
