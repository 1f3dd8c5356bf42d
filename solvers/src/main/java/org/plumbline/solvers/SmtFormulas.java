package org.plumbline.solvers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.sosy_lab.common.rationals.Rational;
import org.sosy_lab.java_smt.api.BooleanFormula;
import org.sosy_lab.java_smt.api.BooleanFormulaManager;
import org.sosy_lab.java_smt.api.FormulaManager;
import org.sosy_lab.java_smt.api.NumeralFormula;
import org.sosy_lab.java_smt.api.NumeralFormula.RationalFormula;
import org.sosy_lab.java_smt.api.RationalFormulaManager;

/** A constraint system as formulas of a solver, each with the name of what it says. */
final class SmtFormulas {
  private final RationalFormulaManager rationals;
  private final BooleanFormulaManager booleans;
  private final List<RationalFormula> variables = new ArrayList<>();
  private final List<Named> all = new ArrayList<>();

  record Named(String name, BooleanFormula formula) {}

  SmtFormulas(ConstraintSystem system, FormulaManager manager) {
    this.rationals = manager.getRationalFormulaManager();
    this.booleans = manager.getBooleanFormulaManager();
    for (int v = 0; v < system.variables().size(); v++) {
      ConstraintSystem.Variable variable = system.variables().get(v);
      RationalFormula formula = rationals.makeVariable("v" + v);
      variables.add(formula);
      if (variable.lower() != null) {
        BooleanFormula low = rationals.lessOrEquals(number(variable.lower()), formula);
        all.add(new Named(variable.name() + " from below", low));
      }
      if (variable.upper() != null) {
        BooleanFormula high = rationals.lessOrEquals(formula, number(variable.upper()));
        all.add(new Named(variable.name() + " from above", high));
      }
    }
    for (ConstraintSystem.Named named : system.constraints()) {
      all.add(new Named(named.name(), formula(named.constraint())));
    }
    for (Choice choice : system.choices()) {
      List<BooleanFormula> alternatives = new ArrayList<>();
      for (Choice.Alternative alternative : choice.alternatives()) {
        alternatives.add(
            booleans.and(alternative.constraints().stream().map(this::formula).toList()));
      }
      all.add(new Named(choice.name(), booleans.or(alternatives)));
    }
  }

  private BooleanFormula formula(LinearConstraint constraint) {
    List<NumeralFormula> terms = new ArrayList<>();
    for (int t = 0; t < constraint.variables().length; t++) {
      RationalFormula variable = variables.get(constraint.variables()[t]);
      terms.add(rationals.multiply(number(constraint.coefficients()[t]), variable));
    }
    RationalFormula sum = terms.isEmpty() ? number(BigDecimal.ZERO) : rationals.sum(terms);
    RationalFormula rhs = number(constraint.rhs());
    return switch (constraint.relation()) {
      case AT_MOST -> rationals.lessOrEquals(sum, rhs);
      case LESS -> rationals.lessThan(sum, rhs);
      case EQUAL -> rationals.equal(sum, rhs);
    };
  }

  private RationalFormula number(BigDecimal value) {
    return rationals.makeNumber(Rational.ofBigDecimal(value));
  }

  List<RationalFormula> variables() {
    return variables;
  }

  List<Named> all() {
    return all;
  }

  /** The names of formulas, each once. */
  List<String> names(List<BooleanFormula> core) {
    Map<BooleanFormula, String> byFormula = new LinkedHashMap<>();
    all.forEach(named -> byFormula.putIfAbsent(named.formula(), named.name()));
    Set<String> names = new LinkedHashSet<>();
    for (BooleanFormula formula : core) {
      String name = byFormula.get(formula);
      names.add(name == null ? formula.toString() : name);
    }
    return List.copyOf(names);
  }
}
