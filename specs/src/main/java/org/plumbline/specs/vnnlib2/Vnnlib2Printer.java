package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.List;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.vnnlib2.Expression.Constant;
import org.plumbline.specs.vnnlib2.Expression.Difference;
import org.plumbline.specs.vnnlib2.Expression.Negation;
import org.plumbline.specs.vnnlib2.Expression.Product;
import org.plumbline.specs.vnnlib2.Expression.Sum;
import org.plumbline.specs.vnnlib2.Expression.Variable;

/**
 * Writes a document, so that reading it back gives an equal one. Numbers are exact plain decimals:
 * the language has no exponents. They have a point among float and real tensors, and none among
 * whole numbers, since the reference parser takes no others.
 */
public final class Vnnlib2Printer {
  private final List<VariableDeclaration> variables;
  private final StringBuilder text = new StringBuilder();

  /** Whether the comparison that is being written is one of whole numbers. */
  private boolean whole;

  private Vnnlib2Printer(Document document) {
    this.variables = document.variables();
  }

  /** The whole file. */
  public static String print(Document document) {
    return new Vnnlib2Printer(document).document(document);
  }

  private String document(Document document) {
    text.append("(vnnlib-version <").append(document.version()).append(">)\n");
    document.networks().forEach(this::network);
    for (Formula assertion : document.assertions()) {
      text.append("(assert ");
      formula(assertion);
      text.append(")\n");
    }
    return text.toString();
  }

  private void network(NetworkDeclaration network) {
    text.append("(declare-network ").append(network.name());
    network
        .equivalence()
        .ifPresent(
            other ->
                text.append("\n  (")
                    .append(other.kind().keyword())
                    .append(' ')
                    .append(other.network())
                    .append(')'));
    network.variables().forEach(this::declaration);
    text.append(")\n");
  }

  private void declaration(VariableDeclaration variable) {
    text.append("\n  (").append(variable.role().keyword()).append(' ');
    text.append(variable.name()).append(' ').append(variable.type().word()).append(' ');
    text.append(variable.shapeText());
    variable.onnxName().ifPresent(name -> text.append(' ').append(quoted(name)));
    text.append(')');
  }

  private static String quoted(String name) {
    return '"'
        + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }

  private void formula(Formula formula) {
    if (formula instanceof Formula.And and) {
      formulas("(and", and.parts());
    } else if (formula instanceof Formula.Or or) {
      formulas("(or", or.parts());
    } else if (formula instanceof Formula.Comparison comparison) {
      whole = isWhole(comparison.left()) || isWhole(comparison.right());
      text.append('(').append(comparison.relation().symbol()).append(' ');
      expression(comparison.left());
      text.append(' ');
      expression(comparison.right());
      text.append(')');
    }
  }

  private void formulas(String head, List<Formula> parts) {
    text.append(head);
    for (Formula part : parts) {
      text.append(' ');
      formula(part);
    }
    text.append(')');
  }

  private void expression(Expression expression) {
    if (expression instanceof Constant constant) {
      text.append(number(constant.number()));
    } else if (expression instanceof Variable variable) {
      Element element = variable.element();
      text.append(variables.get(element.variable()).elementText(element.index()));
    } else {
      text.append(head(expression));
      for (Expression operand : operands(expression)) {
        text.append(' ');
        expression(operand);
      }
      text.append(')');
    }
  }

  private static String head(Expression expression) {
    return expression instanceof Sum ? "(+" : expression instanceof Product ? "(*" : "(-";
  }

  private static List<Expression> operands(Expression expression) {
    if (expression instanceof Sum sum) {
      return sum.operands();
    } else if (expression instanceof Product product) {
      return product.operands();
    } else if (expression instanceof Difference difference) {
      return difference.operands();
    }
    return expression instanceof Negation negation ? List.of(negation.operand()) : List.of();
  }

  /** Whether it has a variable of whole numbers; all of its variables have one type. */
  private boolean isWhole(Expression expression) {
    if (expression instanceof Variable variable) {
      return variables.get(variable.element().variable()).type().isWhole();
    }
    for (Expression operand : operands(expression)) {
      if (isWhole(operand)) {
        return true;
      }
    }
    return false;
  }

  private String number(BigDecimal value) {
    return whole ? value.toPlainString() : Decimals.withPoint(value);
  }
}
