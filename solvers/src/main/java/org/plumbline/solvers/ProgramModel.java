package org.plumbline.solvers;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.encodings.milp.MixedProgram;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;

/** A mixed-integer program in an OR-Tools solver, its numbers rounded to doubles. */
final class ProgramModel implements AutoCloseable {
  private final MPSolver solver;
  private final List<MPVariable> variables = new ArrayList<>();

  ProgramModel(MixedProgram program, String engine) {
    Loader.loadNativeLibraries();
    this.solver = MPSolver.createSolver(engine);
    if (solver == null) {
      throw new IllegalStateException("OR-Tools was built without " + engine);
    }
    for (ConstraintSystem.Variable v : program.system().variables()) {
      variables.add(solver.makeNumVar(end(v.lower(), -1), end(v.upper(), 1), v.name()));
    }
    for (String binary : program.binaries()) {
      variables.add(solver.makeBoolVar(binary.replace(' ', '_')));
    }
    for (MixedProgram.Row row : program.rows()) {
      LinearConstraint constraint = row.constraint();
      double rhs = constraint.rhs().doubleValue();
      double low = constraint.relation() == Relation.EQUAL ? rhs : -MPSolver.infinity();
      MPConstraint added = solver.makeConstraint(low, rhs);
      for (int t = 0; t < constraint.variables().length; t++) {
        double coefficient = constraint.coefficients()[t].doubleValue();
        added.setCoefficient(variables.get(constraint.variables()[t]), coefficient);
      }
    }
  }

  private static double end(BigDecimal value, int side) {
    return value == null ? side * MPSolver.infinity() : value.doubleValue();
  }

  MPSolver solver() {
    return solver;
  }

  MPVariable variable(int number) {
    return variables.get(number);
  }

  @Override
  public void close() {
    solver.delete();
  }
}
