package org.plumbline.specs.pair;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Element;
import org.plumbline.specs.vnnlib2.ElementType;
import org.plumbline.specs.vnnlib2.Equivalence;
import org.plumbline.specs.vnnlib2.Expression;
import org.plumbline.specs.vnnlib2.Formula;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;
import org.plumbline.specs.vnnlib2.Position;
import org.plumbline.specs.vnnlib2.Relation;
import org.plumbline.specs.vnnlib2.Role;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/**
 * A question about two runs, of two networks or of one: whether inputs of a box, the second one in
 * a relation to the first, can have outputs in a relation that must not be.
 *
 * @param runs whether these are two networks
 * @param box of either input
 * @param inputs one relation for each value of the input
 */
public record PairQuestion(
    Runs runs,
    List<Integer> inputShape,
    List<Integer> outputShape,
    DecimalBox box,
    List<InputRelation> inputs,
    OutputRelation outputs) {
  /** The name of the first network in the document. */
  public static final String FIRST = "f";

  /** The name of the second one. */
  public static final String SECOND = "g";

  private static final Position NOWHERE = new Position(0, 0);
  private static final int FIRST_INPUT = 0;
  private static final int FIRST_OUTPUT = 1;
  private static final int SECOND_INPUT = 2;
  private static final int SECOND_OUTPUT = 3;

  /** What runs twice. */
  public enum Runs {
    /** Two networks, once each. */
    OF_TWO_NETWORKS,
    /** One network, twice. */
    OF_ONE_NETWORK
  }

  public PairQuestion {
    inputShape = List.copyOf(inputShape);
    outputShape = List.copyOf(outputShape);
    inputs = List.copyOf(inputs);
    if (inputs.size() != box.size() || size(inputShape) != box.size()) {
      throw new IllegalArgumentException(
          inputs.size() + " relations and " + box.size() + " ranges for an input of " + inputShape);
    }
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The question in VNN-LIB 2.0, of real numbers: satisfied by what must not be. */
  public Document document() {
    Optional<Equivalence> copy =
        runs == Runs.OF_ONE_NETWORK
            ? Optional.of(new Equivalence(Equivalence.Kind.EQUAL, FIRST))
            : Optional.empty();
    List<Formula> assertions = new ArrayList<>();
    for (int i = 0; i < box.size(); i++) {
      addInput(i, assertions);
    }
    assertions.add(new Formula.Or(alternatives()));
    return new Document(
        "2.0",
        List.of(network(FIRST, Optional.empty()), network(SECOND, copy)),
        assertions,
        List.of());
  }

  private NetworkDeclaration network(String name, Optional<Equivalence> equivalence) {
    return new NetworkDeclaration(
        name,
        equivalence,
        List.of(tensor("X" + name, inputShape, Role.INPUT)),
        List.of(),
        List.of(tensor("Y" + name, outputShape, Role.OUTPUT)),
        NOWHERE);
  }

  private static VariableDeclaration tensor(String name, List<Integer> shape, Role role) {
    return new VariableDeclaration(name, ElementType.REAL, shape, role, Optional.empty(), NOWHERE);
  }

  private void addInput(int i, List<Formula> to) {
    Expression first = element(FIRST_INPUT, i);
    Expression second = element(SECOND_INPUT, i);
    addRange(first, i, to);
    if (inputs.get(i) instanceof InputRelation.Same) {
      to.add(compare(second, Relation.EQUAL, first));
      return;
    }
    addRange(second, i, to);
    if (inputs.get(i) instanceof InputRelation.NotLess) {
      to.add(compare(second, Relation.AT_LEAST, first));
    } else if (inputs.get(i) instanceof InputRelation.Within within) {
      Expression radius = constant(within.radius());
      to.add(compare(difference(second, first), Relation.AT_MOST, radius));
      to.add(compare(difference(first, second), Relation.AT_MOST, radius));
    }
  }

  private void addRange(Expression value, int i, List<Formula> to) {
    to.add(compare(value, Relation.AT_LEAST, constant(box.lower()[i])));
    to.add(compare(value, Relation.AT_MOST, constant(box.upper()[i])));
  }

  private List<Formula> alternatives() {
    List<Formula> alternatives = new ArrayList<>();
    if (outputs instanceof OutputRelation.Less less) {
      alternatives.add(exceeds(FIRST_OUTPUT, SECOND_OUTPUT, less.output(), less.amount()));
    } else if (outputs instanceof OutputRelation.Greater greater) {
      alternatives.add(exceeds(SECOND_OUTPUT, FIRST_OUTPUT, greater.output(), greater.amount()));
    } else if (outputs instanceof OutputRelation.Differs differs) {
      for (int j = 0; j < size(outputShape); j++) {
        alternatives.add(exceeds(FIRST_OUTPUT, SECOND_OUTPUT, j, differs.epsilon()));
        alternatives.add(exceeds(SECOND_OUTPUT, FIRST_OUTPUT, j, differs.epsilon()));
      }
    } else if (outputs instanceof OutputRelation.OtherClass other) {
      addOtherClasses(other.lead(), alternatives);
    }
    return alternatives;
  }

  /** That an output of one run is above that of the other by more than an amount. */
  private static Formula exceeds(int upper, int lower, int output, BigDecimal amount) {
    Expression above = element(upper, output);
    Expression below = element(lower, output);
    return amount.signum() == 0
        ? compare(above, Relation.GREATER, below)
        : compare(difference(above, below), Relation.GREATER, constant(amount));
  }

  private void addOtherClasses(BigDecimal lead, List<Formula> alternatives) {
    int classes = size(outputShape);
    for (int chosen = 0; chosen < classes; chosen++) {
      for (int other = 0; other < classes; other++) {
        if (other != chosen) {
          List<Formula> all = leads(chosen, lead);
          all.add(
              compare(
                  element(SECOND_OUTPUT, other), Relation.GREATER, element(SECOND_OUTPUT, chosen)));
          alternatives.add(new Formula.And(all));
        }
      }
    }
  }

  /** That the first run prefers a class to all others, by a lead. */
  private List<Formula> leads(int chosen, BigDecimal lead) {
    List<Formula> leads = new ArrayList<>();
    for (int j = 0; j < size(outputShape); j++) {
      if (j != chosen) {
        Expression winner = element(FIRST_OUTPUT, chosen);
        Expression loser = element(FIRST_OUTPUT, j);
        leads.add(
            lead.signum() == 0
                ? compare(winner, Relation.GREATER, loser)
                : compare(difference(winner, loser), Relation.AT_LEAST, constant(lead)));
      }
    }
    return leads;
  }

  private static Expression element(int variable, int index) {
    return new Expression.Variable(new Element(variable, index));
  }

  private static Expression constant(BigDecimal number) {
    return new Expression.Constant(number);
  }

  private static Expression difference(Expression a, Expression b) {
    return new Expression.Difference(List.of(a, b));
  }

  private static Formula compare(Expression left, Relation relation, Expression right) {
    return new Formula.Comparison(left, relation, right, NOWHERE);
  }
}
