package org.plumbline.verifier.dlv;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;

/** Whether a network keeps a class on boxes of inputs; a tie is a loss. */
public final class RegionQuestion {
  private final Network network;
  private final List<Polyhedron> unsafe = new ArrayList<>();

  public RegionQuestion(Network network, int label) {
    this.network = network;
    for (int j = 0; j < network.outputSize(); j++) {
      if (j != label) {
        unsafe.add(Polyhedron.of(LinearInequality.outputOrder(label, j)));
      }
    }
  }

  public Query on(Box box) {
    DecimalBox exact = new DecimalBox(exact(box.lower()), exact(box.upper()));
    return Query.of(
        network,
        new Property(network.inputSize(), network.outputSize(), List.of(new Case(exact, unsafe))));
  }

  private static BigDecimal[] exact(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }
}
