package org.plumbline.encodings.milp;

import com.google.ortools.linearsolver.MPSolver;
import org.plumbline.encodings.system.ConstraintSystem;

/** A system's mixed-integer program in the formats that such solvers read. */
public final class ProgramText {
  private ProgramText() {}

  /** CPLEX's LP format. */
  public static String lp(ConstraintSystem system) {
    try (ProgramModel model = new ProgramModel(MixedProgram.of(system), "GLOP")) {
      MPSolver solver = model.solver();
      return solver.exportModelAsLpFormat();
    }
  }

  /** Free MPS. */
  public static String mps(ConstraintSystem system) {
    try (ProgramModel model = new ProgramModel(MixedProgram.of(system), "GLOP")) {
      MPSolver solver = model.solver();
      return solver.exportModelAsMpsFormat(false, false);
    }
  }
}
