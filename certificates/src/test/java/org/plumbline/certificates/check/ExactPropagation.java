package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * Narrowing by one constraint after the other, in rationals.
 *
 * @param margin by which a literal must hold for a conflict to say something
 */
record ExactPropagation(
    Network network,
    List<Polyhedron> open,
    List<ProofNode.Conflict> learnt,
    ExactBounds bounds,
    Fraction margin) {

  private record Term(int layer, int neuron, Fraction coefficient) {}

  /** Whether all that is to be followed is there. */
  boolean follow(Step.Propagate step) {
    for (Step.Hint hint : step.hints()) {
      boolean isThere =
          switch (hint.kind()) {
            case CONFLICT -> hint.index() < learnt.size();
            case ROW -> open.size() == 1 && hint.index() < open.get(0).inequalities().size();
            case NEURON -> hint.layer() > 0;
          };
      if (!isThere) {
        return false;
      }
      switch (hint.kind()) {
        case CONFLICT -> conflict(learnt.get(hint.index()).literals());
        case ROW -> row(open.get(0).inequalities().get(hint.index()));
        case NEURON -> neuron(hint.layer(), hint.index());
      }
      if (bounds.isEmpty(margin)) {
        return true;
      }
    }
    return true;
  }

  private void conflict(List<ProofNode.Literal> literals) {
    List<ProofNode.Literal> others = literals.stream().filter(l -> !holds(l)).toList();
    if (others.isEmpty()) {
      bounds.raise(0, 0, bounds.upper(0, 0).plus(Fraction.ONE));
    } else if (others.size() == 1) {
      ProofNode.Literal last = others.get(0);
      Fraction point = Fraction.of(last.point());
      if (last.isAbove()) {
        bounds.reduce(last.layer(), last.neuron(), point);
      } else {
        bounds.raise(last.layer(), last.neuron(), point);
      }
    }
  }

  private boolean holds(ProofNode.Literal literal) {
    Fraction point = Fraction.of(literal.point());
    return literal.isAbove()
        ? bounds.lower(literal.layer(), literal.neuron()).minus(margin).compareTo(point) >= 0
        : bounds.upper(literal.layer(), literal.neuron()).plus(margin).compareTo(point) <= 0;
  }

  private void row(LinearInequality row) {
    List<Term> terms = new ArrayList<>();
    for (int t = 0; t < row.inputIndices().length; t++) {
      terms.add(new Term(0, row.inputIndices()[t], Fraction.of(row.inputCoefficients()[t])));
    }
    for (int t = 0; t < row.outputIndices().length; t++) {
      Fraction c = Fraction.of(row.outputCoefficients()[t]);
      terms.add(new Term(network.outputIndex(), row.outputIndices()[t], c));
    }
    narrow(terms, Fraction.of(row.rhs()));
  }

  private void neuron(int k, int i) {
    if (network.layer(k) instanceof ActivationLayer relu) {
      bounds.reduce(relu.source(), i, bounds.upper(k, i));
      if (bounds.lower(k, i).signum() > 0) {
        bounds.raise(relu.source(), i, bounds.lower(k, i));
      }
      return;
    }
    AffineLayer affine = (AffineLayer) network.layer(k);
    Fraction bias = Fraction.of(affine.bias()[i]);
    for (Fraction sign : List.of(Fraction.ONE, Fraction.ONE.negated())) {
      List<Term> terms = new ArrayList<>();
      for (AffineLayer.Term term : affine.terms()) {
        term.map()
            .visitRow(
                i, (j, v) -> terms.add(new Term(term.source(), j, sign.times(Fraction.of(v)))));
      }
      Fraction end = sign.signum() > 0 ? bounds.upper(k, i) : bounds.lower(k, i);
      narrow(terms, sign.times(end.minus(bias)));
    }
  }

  /** The sum is at most the limit. */
  private void narrow(List<Term> terms, Fraction limit) {
    Fraction slack = limit;
    List<Fraction> own = new ArrayList<>();
    for (Term term : terms) {
      own.add(bounds.least(term.layer(), term.neuron(), term.coefficient()));
      slack = slack.minus(own.get(own.size() - 1));
    }
    for (int t = 0; t < own.size(); t++) {
      Term term = terms.get(t);
      if (term.coefficient().signum() != 0) {
        Fraction end = slack.plus(own.get(t)).over(term.coefficient());
        if (term.coefficient().signum() > 0) {
          bounds.reduce(term.layer(), term.neuron(), end);
        } else {
          bounds.raise(term.layer(), term.neuron(), end);
        }
      }
    }
  }
}
