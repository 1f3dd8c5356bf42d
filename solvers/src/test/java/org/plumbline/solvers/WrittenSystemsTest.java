package org.plumbline.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.encodings.milp.ProgramText;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.Choice.Alternative;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;
import org.plumbline.encodings.system.SmtLib2Writer;
import org.plumbline.encodings.system.Solution;
import org.plumbline.encodings.system.SystemBuilder;
import org.plumbline.specs.query.Budget;

/** What other programs read says the same: written, read back by a library, and solved. */
class WrittenSystemsTest {
  private static final int OPTIMAL = 7;
  private static final int INFEASIBLE = 8;

  @TempDir private Path folder;

  private static ConstraintSystem random(Random random) {
    SystemBuilder builder = new SystemBuilder();
    for (int v = 0; v < 3; v++) {
      builder.variable("X_" + v, new BigDecimal(-random.nextDouble()), BigDecimal.ONE);
    }
    for (int c = 0; c < 4; c++) {
      Stream<Alternative> alternatives =
          Stream.generate(() -> new Alternative("a", List.of(row(random), row(random))))
              .limit(1 + random.nextInt(3));
      builder.choose(new Choice("relu " + c + ".0", alternatives.toList()));
    }
    builder.require("sum 2.1", row(random));
    return builder.build(3);
  }

  private static LinearConstraint row(Random random) {
    BigDecimal[] coefficients =
        random.doubles(3, -1, 1).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    Relation relation = random.nextInt(8) == 0 ? Relation.EQUAL : Relation.AT_MOST;
    BigDecimal rhs = new BigDecimal(0.4 * random.nextGaussian());
    return new LinearConstraint(new int[] {0, 1, 2}, coefficients, relation, rhs);
  }

  private static boolean isSatisfiable(ConstraintSystem system) {
    Solution solution = new JavaSmtSolver(SmtEngine.Z3).solve(system, Budget.ofMillis(20_000));
    assertThat(solution).isNotInstanceOf(Solution.Inconclusive.class);
    return solution instanceof Solution.Feasible;
  }

  @Test
  void everyFormat() throws IOException {
    Random random = new Random(5);
    int satisfiable = 0;
    for (int trial = 0; trial < 20; trial++) {
      ConstraintSystem system = random(random);
      boolean expected = isSatisfiable(system);
      satisfiable += expected ? 1 : 0;
      assertThat(smt(system)).as("smtlib2 of trial %d", trial).isEqualTo(expected);
      StringWriter lp = new StringWriter();
      ProgramText.writeLp(system, lp);
      assertThat(program("q.lp", lp)).as("lp of trial %d: %s", trial, lp).isEqualTo(expected);
      StringWriter mps = new StringWriter();
      ProgramText.writeMps(system, mps);
      assertThat(program("q.mps", mps)).as("mps of trial %d: %s", trial, mps).isEqualTo(expected);
    }
    assertThat(satisfiable).isBetween(3, 17);
  }

  private static boolean smt(ConstraintSystem system) throws IOException {
    StringWriter text = new StringWriter();
    SmtLib2Writer.write(system, text);
    try (Context context = new Context()) {
      Solver solver = context.mkSolver();
      solver.fromString(text.toString());
      return solver.check() == Status.SATISFIABLE;
    }
  }

  /** The C interface of HiGHS, whose library OR-Tools ships. */
  private interface Highs extends Library {
    Pointer Highs_create();

    void Highs_destroy(Pointer highs);

    int Highs_setBoolOptionValue(Pointer highs, String option, int value);

    int Highs_readModel(Pointer highs, String file);

    int Highs_run(Pointer highs);

    int Highs_getModelStatus(Pointer highs);
  }

  private static Highs highs() throws IOException {
    ClassLoader loader = WrittenSystemsTest.class.getClassLoader();
    assumeThat(Platform.isLinux())
        .as("the name of OR-Tools' HiGHS is known for Linux only")
        .isTrue();
    String resource = "/ortools-" + Platform.RESOURCE_PREFIX + "/libhighs.so.1";
    File library = Native.extractFromResourcePath(resource, loader);
    return Native.load(library.getAbsolutePath(), Highs.class);
  }

  private boolean program(String name, StringWriter text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text.toString());
    Highs highs = highs();
    Pointer model = highs.Highs_create();
    try {
      highs.Highs_setBoolOptionValue(model, "output_flag", 0);
      assertThat(highs.Highs_readModel(model, file.toString())).as("%s: %s", name, text).isZero();
      assertThat(highs.Highs_run(model)).isZero();
      int status = highs.Highs_getModelStatus(model);
      assertThat(status).isIn(OPTIMAL, INFEASIBLE);
      return status == OPTIMAL;
    } finally {
      highs.Highs_destroy(model);
    }
  }
}
