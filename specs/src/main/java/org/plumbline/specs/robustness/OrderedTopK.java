package org.plumbline.specs.robustness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * The question whether K classes can come first in a certain order: {@code y_{t₁} ≥ y_{t₂} ≥ … ≥
 * y_{t_K} ≥ yⱼ} for all other j. Ties count as that order.
 *
 * <p>Paniagua, Grabinski, Wu, <em>QuadAttacK: A Quadratic Programming Approach to Learning Ordered
 * Top-K Adversarial Attacks</em>, 2023.
 *
 * @param ranking t₁, …, t_K, different classes, at least one
 * @param outputs number of classes
 */
public record OrderedTopK(List<Integer> ranking, int outputs) {
  public OrderedTopK {
    ranking = List.copyOf(ranking);
    if (ranking.isEmpty() || new HashSet<>(ranking).size() < ranking.size()) {
      throw new IllegalArgumentException("an order of classes is not empty and names none twice");
    }
    for (int label : ranking) {
      if (label < 0 || label >= outputs) {
        throw new IllegalArgumentException(
            "label " + label + " is none of the classes 0 to " + (outputs - 1));
      }
    }
    if (outputs < 2) {
      throw new IllegalArgumentException("an order of " + outputs + " outputs says nothing");
    }
  }

  /** The scores in that order: at most {@code outputs − 1} inequalities. */
  public Polyhedron toPolyhedron() {
    List<LinearInequality> rows = new ArrayList<>();
    for (int k = 1; k < ranking.size(); k++) {
      rows.add(LinearInequality.outputOrder(ranking.get(k), ranking.get(k - 1)));
    }
    int last = ranking.get(ranking.size() - 1);
    for (int j = 0; j < outputs; j++) {
      if (!ranking.contains(j)) {
        rows.add(LinearInequality.outputOrder(j, last));
      }
    }
    return new Polyhedron(rows);
  }

  /** Violated when an input of the box has that order. */
  public Property within(DecimalBox box) {
    return new Property(
        box.lower().length, outputs, List.of(new Case(box, List.of(toPolyhedron()))));
  }
}
