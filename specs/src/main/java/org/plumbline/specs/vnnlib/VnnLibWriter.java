package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.util.List;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Choice;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Writes a property as VNN-LIB 1.0. Reading it back gives an equal property, except that an
 * inequality over one input alone narrows the box it is read into.
 */
public final class VnnLibWriter {
  private final StringBuilder text = new StringBuilder();

  private VnnLibWriter() {}

  public static String write(Property property) {
    return new VnnLibWriter().property(property);
  }

  private String property(Property property) {
    property.describe().lines().forEach(line -> text.append("; ").append(line).append('\n'));
    declare("X_", property.inputs());
    declare("Y_", property.outputs());
    List<Case> cases = property.cases();
    if (cases.isEmpty()) {
      text.append("(assert false)\n");
    } else if (cases.size() == 1) {
      only(cases.get(0));
    } else {
      text.append("(assert (or\n");
      cases.forEach(this::alternative);
      text.append("))\n");
    }
    for (Choice choice : property.choices()) {
      text.append("(assert ");
      unsafe(choice.alternatives());
      text.append(")\n");
    }
    return text.toString();
  }

  private void declare(String name, int count) {
    for (int i = 0; i < count; i++) {
      text.append("(declare-const ").append(name).append(i).append(" Real)\n");
    }
  }

  private void only(Case part) {
    DecimalBox box = part.inputs();
    for (int i = 0; i < box.size(); i++) {
      text.append("(assert (>= X_").append(i).append(' ').append(number(box.lower()[i]));
      text.append("))\n(assert (<= X_").append(i).append(' ').append(number(box.upper()[i]));
      text.append("))\n");
    }
    text.append("(assert ");
    unsafe(part.unsafe());
    text.append(")\n");
  }

  private void alternative(Case part) {
    DecimalBox box = part.inputs();
    text.append("  (and");
    for (int i = 0; i < box.size(); i++) {
      text.append(" (>= X_").append(i).append(' ').append(number(box.lower()[i])).append(')');
      text.append(" (<= X_").append(i).append(' ').append(number(box.upper()[i])).append(')');
    }
    text.append("\n    ");
    unsafe(part.unsafe());
    text.append(")\n");
  }

  private void unsafe(List<Polyhedron> unsafe) {
    if (unsafe.isEmpty()) {
      text.append("false");
      return;
    }
    text.append("(or");
    for (Polyhedron polyhedron : unsafe) {
      text.append("\n    ");
      conjunction(polyhedron.inequalities());
    }
    text.append(')');
  }

  private void conjunction(List<LinearInequality> inequalities) {
    if (inequalities.isEmpty()) {
      text.append("true");
      return;
    }
    text.append("(and");
    for (LinearInequality inequality : inequalities) {
      text.append(" (");
      comparison(inequality);
      text.append(')');
    }
    text.append(')');
  }

  /**
   * The plain shapes that every reader knows, {@code Y_0 >= 1} and {@code Y_0 <= Y_1}, or a sum.
   */
  private void comparison(LinearInequality inequality) {
    BigDecimal[] c = inequality.outputCoefficients();
    String orEqual = inequality.strict() ? " " : "= ";
    if (!inequality.speaksOfInputs() && c.length == 1 && isMinusOne(c[0])) {
      text.append('>').append(orEqual).append("Y_").append(inequality.outputIndices()[0]);
      text.append(' ').append(number(inequality.rhs().negate()));
    } else if (isOrder(inequality)) {
      int first = isMinusOne(c[0]) ? 1 : 0;
      text.append('<').append(orEqual).append("Y_").append(inequality.outputIndices()[first]);
      text.append(" Y_").append(inequality.outputIndices()[1 - first]);
    } else {
      text.append('<').append(orEqual);
      sum(inequality);
      text.append(' ').append(number(inequality.rhs()));
    }
  }

  private static boolean isOrder(LinearInequality inequality) {
    BigDecimal[] c = inequality.outputCoefficients();
    return !inequality.speaksOfInputs()
        && c.length == 2
        && inequality.rhs().signum() == 0
        && c[0].abs().equals(BigDecimal.ONE)
        && c[0].add(c[1]).signum() == 0;
  }

  private static boolean isMinusOne(BigDecimal value) {
    return value.equals(BigDecimal.ONE.negate());
  }

  private void sum(LinearInequality inequality) {
    int terms = inequality.inputIndices().length + inequality.outputIndices().length;
    if (terms == 0) {
      text.append('0');
      return;
    }
    text.append(terms > 1 ? "(+" : "");
    terms("X_", inequality.inputIndices(), inequality.inputCoefficients(), terms);
    terms("Y_", inequality.outputIndices(), inequality.outputCoefficients(), terms);
    text.append(terms > 1 ? ")" : "");
  }

  private void terms(String name, int[] indices, BigDecimal[] coefficients, int terms) {
    for (int k = 0; k < indices.length; k++) {
      text.append(terms > 1 ? " " : "");
      if (coefficients[k].equals(BigDecimal.ONE)) {
        text.append(name).append(indices[k]);
      } else {
        text.append("(* ").append(number(coefficients[k])).append(' ');
        text.append(name).append(indices[k]).append(')');
      }
    }
  }

  private static String number(BigDecimal value) {
    return Decimals.text(value);
  }
}
