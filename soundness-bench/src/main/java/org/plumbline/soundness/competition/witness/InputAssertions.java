package org.plumbline.soundness.competition.witness;

import java.util.List;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Expression;
import org.plumbline.specs.vnnlib2.Expression.Difference;
import org.plumbline.specs.vnnlib2.Expression.Negation;
import org.plumbline.specs.vnnlib2.Expression.Product;
import org.plumbline.specs.vnnlib2.Expression.Sum;
import org.plumbline.specs.vnnlib2.Expression.Variable;
import org.plumbline.specs.vnnlib2.Formula;
import org.plumbline.specs.vnnlib2.Role;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/** Which assertions speak of inputs, and of nothing else. */
final class InputAssertions {
  private final List<VariableDeclaration> variables;

  /** What an assertion speaks of. */
  private enum Subject {
    NOTHING,
    INPUTS,
    OTHERS;

    Subject and(Subject other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  InputAssertions(Document document) {
    this.variables = document.variables();
  }

  boolean contains(Formula assertion) {
    return subject(assertion) == Subject.INPUTS;
  }

  private Subject subject(Formula formula) {
    if (formula instanceof Formula.And and) {
      return and.parts().stream().map(this::subject).reduce(Subject.NOTHING, Subject::and);
    } else if (formula instanceof Formula.Or or) {
      return or.parts().stream().map(this::subject).reduce(Subject.NOTHING, Subject::and);
    }
    Formula.Comparison comparison = (Formula.Comparison) formula;
    return subject(comparison.left()).and(subject(comparison.right()));
  }

  private Subject subject(Expression expression) {
    if (expression instanceof Variable variable) {
      Role role = variables.get(variable.element().variable()).role();
      return role == Role.INPUT ? Subject.INPUTS : Subject.OTHERS;
    } else if (expression instanceof Negation negation) {
      return subject(negation.operand());
    } else if (expression instanceof Sum sum) {
      return all(sum.operands());
    } else if (expression instanceof Difference difference) {
      return all(difference.operands());
    } else if (expression instanceof Product product) {
      return all(product.operands());
    }
    return Subject.NOTHING;
  }

  private Subject all(List<Expression> operands) {
    return operands.stream().map(this::subject).reduce(Subject.NOTHING, Subject::and);
  }
}
