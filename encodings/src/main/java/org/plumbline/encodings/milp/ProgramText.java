package org.plumbline.encodings.milp;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;

/**
 * Writes a system's mixed-integer program in the formats that such solvers read. Numbers are
 * doubles, with all their digits, which OR-Tools' own writers cut to six.
 */
public final class ProgramText {
  private final MixedProgram program;
  private final List<String> names = new ArrayList<>();

  private ProgramText(MixedProgram program) {
    this.program = program;
    program.system().variables().forEach(v -> names.add(v.name()));
    for (int b = 0; b < program.binaries().size(); b++) {
      names.add("b" + b);
    }
  }

  /** CPLEX's LP format. */
  public static void writeLp(ConstraintSystem system, Appendable out) throws IOException {
    new ProgramText(MixedProgram.of(system)).lp(out);
  }

  /** Free MPS. */
  public static void writeMps(ConstraintSystem system, Appendable out) throws IOException {
    new ProgramText(MixedProgram.of(system)).mps(out);
  }

  private void lp(Appendable out) throws IOException {
    out.append("\\ b0, b1, ... choose: satisfiable where the property is violated\n");
    out.append("Minimize\n obj: 0 ").append(names.get(0)).append("\nSubject To\n");
    for (int r = 0; r < program.rows().size(); r++) {
      LinearConstraint row = program.rows().get(r).constraint();
      out.append(" c").append(Integer.toString(r)).append(':');
      for (int t = 0; t < row.variables().length; t++) {
        BigDecimal a = row.coefficients()[t];
        out.append(a.signum() < 0 ? " - " : " + ").append(number(a.abs())).append(' ');
        out.append(names.get(row.variables()[t]));
      }
      out.append(row.variables().length == 0 ? " 0 " + names.get(0) : "");
      out.append(row.relation() == Relation.EQUAL ? " = " : " <= ");
      out.append(number(row.rhs())).append('\n');
    }
    out.append("Bounds\n");
    for (ConstraintSystem.Variable v : program.system().variables()) {
      out.append(' ').append(v.lower() == null ? "-inf" : number(v.lower())).append(" <= ");
      out.append(v.name()).append(" <= ").append(v.upper() == null ? "+inf" : number(v.upper()));
      out.append('\n');
    }
    out.append("Binaries\n");
    for (int b = program.system().variables().size(); b < names.size(); b++) {
      out.append(' ').append(names.get(b)).append('\n');
    }
    out.append("End\n");
  }

  private void mps(Appendable out) throws IOException {
    out.append("NAME plumbline\nROWS\n N obj\n");
    List<List<String>> columns = new ArrayList<>();
    names.forEach(name -> columns.add(new ArrayList<>()));
    for (int r = 0; r < program.rows().size(); r++) {
      LinearConstraint row = program.rows().get(r).constraint();
      out.append(row.relation() == Relation.EQUAL ? " E c" : " L c");
      out.append(Integer.toString(r)).append('\n');
      for (int t = 0; t < row.variables().length; t++) {
        columns.get(row.variables()[t]).add("c" + r + " " + number(row.coefficients()[t]));
      }
    }
    out.append("COLUMNS\n");
    int reals = program.system().variables().size();
    for (int v = 0; v < names.size(); v++) {
      out.append(v == reals ? " M1 'MARKER' 'INTORG'\n" : "");
      out.append(' ').append(names.get(v)).append(" obj 0\n");
      for (String entry : columns.get(v)) {
        out.append(' ').append(names.get(v)).append(' ').append(entry).append('\n');
      }
    }
    out.append(names.size() > reals ? " M2 'MARKER' 'INTEND'\n" : "");
    out.append("RHS\n");
    for (int r = 0; r < program.rows().size(); r++) {
      String rhs = number(program.rows().get(r).constraint().rhs());
      out.append(" rhs c").append(Integer.toString(r)).append(' ').append(rhs).append('\n');
    }
    bounds(out, reals);
    out.append("ENDATA\n");
  }

  private void bounds(Appendable out, int reals) throws IOException {
    out.append("BOUNDS\n");
    for (int v = 0; v < names.size(); v++) {
      String name = names.get(v);
      if (v >= reals) {
        out.append(" BV bnd ").append(name).append('\n');
        continue;
      }
      ConstraintSystem.Variable real = program.system().variables().get(v);
      out.append(real.lower() == null ? " MI bnd " + name : " LO bnd " + name + " ");
      out.append(real.lower() == null ? "" : number(real.lower())).append('\n');
      if (real.upper() != null) {
        out.append(" UP bnd ").append(name).append(' ').append(number(real.upper())).append('\n');
      }
    }
  }

  private static String number(BigDecimal value) {
    return Double.toString(value.doubleValue());
  }
}
