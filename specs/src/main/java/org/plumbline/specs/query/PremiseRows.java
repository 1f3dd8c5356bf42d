package org.plumbline.specs.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * A premise as part of the property: its neurons become outputs of the network, after those it has,
 * and every unsafe polyhedron gets a row for each literal. The same question; whatever looks for
 * counterexamples or replays them needs to know of no premise.
 */
public final class PremiseRows {
  private PremiseRows() {}

  /**
   * The query without a premise; the query itself if it has none. Cases and polyhedra keep order.
   */
  public static Query of(Query query) {
    if (query.premise().isEmpty()) {
      return query;
    }
    Network network = network(query.network(), query.premise());
    Property asked = query.property();
    List<LinearInequality> rows = rows(query.premise(), asked.outputs());
    List<Case> cases = new ArrayList<>();
    for (Case part : asked.cases()) {
      cases.add(new Case(part.inputs(), part.unsafe().stream().map(p -> and(p, rows)).toList()));
    }
    Property property = asked.with(network.outputSize(), cases);
    return new Query(network, property, query.boxes(), Premise.NONE);
  }

  private static Polyhedron and(Polyhedron unsafe, List<LinearInequality> rows) {
    List<LinearInequality> all = new ArrayList<>(unsafe.inequalities());
    all.addAll(rows);
    return new Polyhedron(all);
  }

  private static List<LinearInequality> rows(Premise premise, int outputs) {
    List<LinearInequality> rows = new ArrayList<>();
    for (Premise.Literal literal : premise.literals()) {
      BigDecimal side = literal.isActive() ? BigDecimal.ONE.negate() : BigDecimal.ONE;
      rows.add(
          LinearInequality.ofOutputs(
              new int[] {outputs + rows.size()}, new BigDecimal[] {side}, BigDecimal.ZERO));
    }
    return rows;
  }

  private static Network network(Network network, Premise premise) {
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    network.layers().subList(1, network.depth()).forEach(builder::add);
    int outputs = network.outputSize();
    int all = outputs + premise.literals().size();
    List<AffineLayer.Term> terms = new ArrayList<>();
    terms.add(
        new AffineLayer.Term(
            network.outputIndex(),
            new SelectionMap(
                outputs, IntStream.range(0, all).map(o -> o < outputs ? o : -1).toArray())));
    for (int k = 1; k < network.depth(); k++) {
      int layer = k;
      int[] index =
          IntStream.range(0, all)
              .map(o -> o < outputs ? -1 : neuron(premise.literals().get(o - outputs), layer))
              .toArray();
      if (IntStream.of(index).anyMatch(i -> i >= 0)) {
        terms.add(new AffineLayer.Term(k, new SelectionMap(network.layer(k).size(), index)));
      }
    }
    builder.add(new AffineLayer(terms, new double[all], null));
    return builder.build();
  }

  private static int neuron(Premise.Literal literal, int layer) {
    return literal.layer() == layer ? literal.neuron() : -1;
  }
}
