package org.plumbline.solvers;

import com.microsoft.z3.Global;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.numbers.fraction.BigFraction;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.Solution;
import org.plumbline.specs.query.Budget;
import org.sosy_lab.common.ShutdownManager;
import org.sosy_lab.common.configuration.Configuration;
import org.sosy_lab.common.configuration.InvalidConfigurationException;
import org.sosy_lab.common.log.LogManager;
import org.sosy_lab.common.rationals.Rational;
import org.sosy_lab.java_smt.SolverContextFactory;
import org.sosy_lab.java_smt.SolverContextFactory.Solvers;
import org.sosy_lab.java_smt.api.Model;
import org.sosy_lab.java_smt.api.NumeralFormula.RationalFormula;
import org.sosy_lab.java_smt.api.ProverEnvironment;
import org.sosy_lab.java_smt.api.SolverContext;
import org.sosy_lab.java_smt.api.SolverContext.ProverOptions;
import org.sosy_lab.java_smt.api.SolverException;

/**
 * An SMT solver behind JavaSMT: exact rational numbers in and out. It runs on a thread of its own,
 * which is asked to stop when the budget ends and left to itself if it does not.
 */
final class JavaSmtSolver implements ConstraintSolver {
  /** What a solver that was asked to stop gets before it is given up. */
  private static final long GRACE_MILLIS = 2_000;

  private static final long POLL_MILLIS = 20;

  private static final int MEGABYTES = 4096;

  private final SmtEngine engine;
  private final int megabytes;

  /** A solver that may take 4 GiB of native memory. */
  JavaSmtSolver(SmtEngine engine) {
    this(engine, MEGABYTES);
  }

  /**
   * @param megabytes of native memory that Z3 may take, with whatever else runs in it; the others
   *     live in Java's memory
   */
  JavaSmtSolver(SmtEngine engine, int megabytes) {
    this.engine = engine;
    this.megabytes = megabytes;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public Solution solve(ConstraintSystem system, Budget budget) {
    ShutdownManager shutdown = ShutdownManager.create();
    CompletableFuture<Solution> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> answer.complete(answer(system, shutdown)), "smt");
    thread.setDaemon(true);
    thread.start();
    try {
      while (!budget.expired()) {
        try {
          return answer.get(
              Math.max(1, Math.min(POLL_MILLIS, budget.remainingMillis())), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          continue;
        }
      }
      shutdown.requestShutdown("the time limit was reached");
      answer.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      return new Solution.Inconclusive("the time limit was reached");
    } catch (TimeoutException e) {
      return new Solution.Inconclusive("the time limit was reached, and the solver did not stop");
    } catch (ExecutionException e) {
      return new Solution.Inconclusive("the solver failed: " + e.getCause());
    } catch (InterruptedException e) {
      shutdown.requestShutdown("interrupted");
      Thread.currentThread().interrupt();
      return new Solution.Inconclusive("interrupted");
    }
  }

  /** Whatever goes wrong is no answer. */
  private Solution answer(ConstraintSystem system, ShutdownManager shutdown) {
    try (SolverContext context = context(shutdown)) {
      return solve(system, context);
    } catch (InterruptedException e) {
      return new Solution.Inconclusive("interrupted");
    } catch (SolverException | InvalidConfigurationException | RuntimeException | LinkageError e) {
      return new Solution.Inconclusive("the solver failed: " + e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return new Solution.Inconclusive("the solver ran out of memory");
    }
  }

  private SolverContext context(ShutdownManager shutdown) throws InvalidConfigurationException {
    if (engine == SmtEngine.Z3) {
      Global.setParameter("memory_max_size", Integer.toString(megabytes));
    }
    return SolverContextFactory.createSolverContext(
        Configuration.defaultConfiguration(),
        LogManager.createNullLogManager(),
        shutdown.getNotifier(),
        solver(engine),
        library -> {});
  }

  private static Solvers solver(SmtEngine engine) {
    return switch (engine) {
      case Z3 -> Solvers.Z3;
      case SMTINTERPOL -> Solvers.SMTINTERPOL;
    };
  }

  private static Solution solve(ConstraintSystem system, SolverContext context)
      throws SolverException, InterruptedException {
    SmtFormulas formulas = new SmtFormulas(system, context.getFormulaManager());
    try (ProverEnvironment prover =
        context.newProverEnvironment(
            ProverOptions.GENERATE_MODELS, ProverOptions.GENERATE_UNSAT_CORE)) {
      for (SmtFormulas.Named named : formulas.all()) {
        prover.addConstraint(named.formula());
      }
      if (prover.isUnsat()) {
        return new Solution.Infeasible(formulas.names(prover.getUnsatCore()), true);
      }
      List<BigFraction> values = new ArrayList<>();
      try (Model model = prover.getModel()) {
        for (RationalFormula variable : formulas.variables()) {
          values.add(fraction(model.evaluate(variable)));
        }
      }
      return new Solution.Feasible(values);
    }
  }

  /** A variable that does not matter has no value, and may have any. */
  private static BigFraction fraction(Rational value) {
    return value == null ? BigFraction.ZERO : BigFraction.of(value.getNum(), value.getDen());
  }
}
