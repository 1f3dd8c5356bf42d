package org.plumbline.encodings.system;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes a constraint system as SMT-LIB 2 ({@code QF_LRA}): exact numbers, assertions with names
 * for unsatisfiable cores, variables as they are called.
 */
public final class SmtLib2Writer {
  private final ConstraintSystem system;
  private final Appendable out;
  private int names;

  private SmtLib2Writer(ConstraintSystem system, Appendable out) {
    this.system = system;
    this.out = out;
  }

  /** Writes the whole system, with {@code check-sat}. */
  public static void write(ConstraintSystem system, Appendable out) throws IOException {
    new SmtLib2Writer(system, out).write();
  }

  private void write() throws IOException {
    out.append("(set-option :produce-unsat-cores true)\n(set-option :produce-models true)\n");
    out.append("(set-logic QF_LRA)\n");
    for (ConstraintSystem.Variable variable : system.variables()) {
      out.append("(declare-fun ").append(symbol(variable.name())).append(" () Real)\n");
    }
    for (ConstraintSystem.Variable variable : system.variables()) {
      if (variable.lower() != null) {
        String text = "(<= " + number(variable.lower()) + " " + symbol(variable.name()) + ")";
        require(variable.name() + " from below", text);
      }
      if (variable.upper() != null) {
        String text = "(<= " + symbol(variable.name()) + " " + number(variable.upper()) + ")";
        require(variable.name() + " from above", text);
      }
    }
    for (ConstraintSystem.Named named : system.constraints()) {
      require(named.name(), text(named.constraint()));
    }
    for (Choice choice : system.choices()) {
      List<String> texts =
          choice.alternatives().stream()
              .map(
                  one -> joined("and", "true", one.constraints().stream().map(this::text).toList()))
              .toList();
      require(choice.name(), joined("or", "false", texts));
    }
    out.append("(check-sat)\n");
  }

  /** Assertion names are distinct. */
  private void require(String name, String text) throws IOException {
    String distinct = symbol(name + " #" + names++);
    out.append("(assert (! ").append(text).append(" :named ").append(distinct).append("))\n");
  }

  private String text(LinearConstraint constraint) {
    StringBuilder sum = new StringBuilder();
    int terms = constraint.variables().length;
    sum.append('(').append(constraint.relation().symbol()).append(terms > 1 ? " (+" : "");
    for (int t = 0; t < terms; t++) {
      String name = symbol(system.variables().get(constraint.variables()[t]).name());
      sum.append(" (* ").append(number(constraint.coefficients()[t])).append(' ');
      sum.append(name).append(')');
    }
    sum.append(terms > 1 ? ")" : terms == 0 ? " 0.0" : "").append(' ');
    return sum.append(number(constraint.rhs())).append(')').toString();
  }

  private static String joined(String operator, String none, List<String> parts) {
    return parts.isEmpty()
        ? none
        : parts.size() == 1 ? parts.get(0) : "(" + operator + " " + String.join(" ", parts) + ")";
  }

  private static String symbol(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "|" + name.replace('|', '!') + "|";
  }

  private static String number(BigDecimal value) {
    String digits = value.abs().toPlainString();
    String real = digits.contains(".") ? digits : digits + ".0";
    return value.signum() < 0 ? "(- " + real + ")" : real;
  }
}
