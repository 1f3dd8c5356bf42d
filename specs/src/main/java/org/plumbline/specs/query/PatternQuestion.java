package org.plumbline.specs.query;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * What can be asked of the inputs of a box that follow a pattern (Geng et al., <em>Towards Reliable
 * Neural Specifications</em>, ICML 2023). The box is the whole domain, or a ball.
 */
public record PatternQuestion(Network network, DecimalBox box, Premise premise) {

  /** All of them are of a class: no other output reaches that of the class. */
  public Query robust(int label) {
    List<Polyhedron> unsafe = new ArrayList<>();
    for (int j = 0; j < network.outputSize(); j++) {
      if (j != label) {
        unsafe.add(Polyhedron.of(LinearInequality.outputOrder(label, j)));
      }
    }
    return query(unsafe);
  }

  /** None of them is taken for a class: its output is never the greatest, or one of these. */
  public Query neverTakenFor(int label) {
    List<LinearInequality> rows = new ArrayList<>();
    for (int j = 0; j < network.outputSize(); j++) {
      if (j != label) {
        rows.add(LinearInequality.outputOrder(j, label));
      }
    }
    return query(List.of(new Polyhedron(rows)));
  }

  /** There is none. */
  public Query empty() {
    return query(List.of(new Polyhedron(List.of())));
  }

  private Query query(List<Polyhedron> unsafe) {
    Case part = new Case(box, unsafe);
    return Query.of(network, new Property(network.inputSize(), network.outputSize(), List.of(part)))
        .under(premise);
  }
}
