package org.plumbline.specs.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.SoftmaxTail;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Moves a question about a final softmax to the scores before it. That is the same question where
 * outputs of one softmax are compared with one another and nothing else ({@link SoftmaxTail}); and
 * an easier one: where one output is nearly 1, the others all look alike to a double and gradients
 * vanish, while scores stay apart, and are exact in piecewise linear networks.
 */
public final class LogitQuery {
  private final SoftmaxTail tail;

  private LogitQuery(SoftmaxTail tail) {
    this.tail = tail;
  }

  /** The same question without the softmax, or the query itself. Cases and polyhedra keep order. */
  public static Query of(Query query) {
    return SoftmaxTail.of(query.network())
        .flatMap(tail -> new LogitQuery(tail).moved(query))
        .orElse(query);
  }

  private Optional<Query> moved(Query query) {
    List<Case> cases = new ArrayList<>();
    for (Case part : query.property().cases()) {
      List<Polyhedron> unsafe = new ArrayList<>();
      for (Polyhedron polyhedron : part.unsafe()) {
        Optional<Polyhedron> moved = moved(polyhedron);
        if (moved.isEmpty()) {
          return Optional.empty();
        }
        unsafe.add(moved.get());
      }
      cases.add(new Case(part.inputs(), unsafe));
    }
    Network scores = tail.scores();
    if (query.premise().misfit(scores).isPresent()) {
      return Optional.empty();
    }
    Property property = query.property().with(scores.outputSize(), cases);
    return Optional.of(Query.of(scores, property).under(query.premise()));
  }

  private Optional<Polyhedron> moved(Polyhedron polyhedron) {
    List<LinearInequality> rows = new ArrayList<>();
    for (LinearInequality row : polyhedron.inequalities()) {
      Optional<LinearInequality> moved = row.speaksOfOutputs() ? moved(row) : Optional.of(row);
      if (moved.isEmpty()) {
        return Optional.empty();
      }
      rows.add(moved.get());
    }
    return Optional.of(new Polyhedron(rows));
  }

  private Optional<LinearInequality> moved(LinearInequality row) {
    if (!isComparison(row)) {
      return Optional.empty();
    }
    Optional<SoftmaxTail.Member> first = tail.member(row.outputIndices()[0]);
    Optional<SoftmaxTail.Member> second = tail.member(row.outputIndices()[1]);
    if (first.isEmpty() || second.isEmpty() || !first.get().group().equals(second.get().group())) {
      return Optional.empty();
    }
    return Optional.of(
        new LinearInequality(
            row.inputIndices(),
            row.inputCoefficients(),
            new int[] {first.get().score(), second.get().score()},
            row.outputCoefficients(),
            row.rhs(),
            row.strict()));
  }

  /** {@code c·Y_i − c·Y_j ≤ 0}. */
  private static boolean isComparison(LinearInequality row) {
    BigDecimal[] coefficients = row.outputCoefficients();
    return !row.speaksOfInputs()
        && row.rhs().signum() == 0
        && coefficients.length == 2
        && coefficients[0].add(coefficients[1]).signum() == 0;
  }
}
