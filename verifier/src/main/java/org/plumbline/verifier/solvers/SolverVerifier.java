package org.plumbline.verifier.solvers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.numbers.fraction.BigFraction;
import org.plumbline.encodings.milp.NeuronTightening;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.Encoding;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.Solution;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.branching.root.CaseBounds;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Hands every case of a query to a constraint solver. What it finds is replayed; what it finds
 * contradictory holds, as far as the solver's arithmetic can be trusted: by exact numbers {@link
 * Assurance#ROUNDED}, since the bounds that fixed phases are, else {@link Assurance#NUMERIC}.
 * Curved activations and products are enclosed by pieces, which grow where the solver finds points
 * that the network does not have. A solver that takes long may get narrower bounds first.
 */
public final class SolverVerifier implements Verifier {
  /** Shares of a limit by which an unsafe set is made smaller to find a point inside. */
  private static final double[] MARGINS = {1e-7, 1e-5};

  /** Share of the time after which a solver that has not answered gets narrower bounds. */
  private static final double PATIENCE = 0.25;

  /** Share of the rest that narrowing may take. */
  private static final double TIGHTENING = 0.5;

  private final ConstraintSolver solver;
  private final Optional<ProgramSolver> tightening;
  private final Supplier<Gemm> gemm;
  private final int threads;

  private SolverVerifier(
      ConstraintSolver solver,
      Optional<ProgramSolver> tightening,
      Supplier<Gemm> gemm,
      int threads) {
    this.solver = solver;
    this.tightening = tightening;
    this.gemm = gemm;
    this.threads = threads;
  }

  /**
   * With a solver that computes in exact numbers.
   *
   * @param gemm makes one instance per thread, for bounds
   */
  public static SolverVerifier exact(ConstraintSolver solver, Supplier<Gemm> gemm, int threads) {
    return new SolverVerifier(solver, Optional.empty(), gemm, threads);
  }

  /**
   * With a solver that computes in doubles, for which programs may narrow single neurons; answers
   * are {@link Assurance#NUMERIC}.
   *
   * @param gemm makes one instance per thread, for bounds
   */
  public static SolverVerifier inDoubles(
      ConstraintSolver solver, ProgramSolver programs, Supplier<Gemm> gemm, int threads) {
    return new SolverVerifier(solver, Optional.of(programs), gemm, threads);
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    Assurance assurance = Assurance.ROUNDED;
    List<Case> cases = query.property().cases();
    Verdict open = null;
    for (int c = 0; c < cases.size(); c++) {
      Verdict verdict = ofCase(query, c, budget, listener);
      if (verdict instanceof Verdict.Violated) {
        return verdict;
      } else if (verdict instanceof Verdict.Holds holds) {
        boolean isWeaker = holds.assurance().compareTo(assurance) < 0;
        assurance = isWeaker ? holds.assurance() : assurance;
      } else {
        open = open == null ? verdict : open;
      }
      listener.progress(cases.size() - c - 1, c + 1, (c + 1.0) / cases.size());
    }
    return open == null ? new Verdict.Holds(assurance) : open;
  }

  private Verdict ofCase(Query query, int number, Budget budget, ProofListener listener) {
    Case part = query.property().cases().get(number);
    if (part.unsafe().isEmpty()) {
      return new Verdict.Holds(Assurance.ROUNDED);
    }
    Optional<CaseBounds.Found> found =
        new CaseBounds(query.network(), gemm, threads).of(part, query.premise(), budget);
    if (found.isEmpty()) {
      return unknown(budget, "there was no time for bounds");
    } else if (found.get().isEmpty()) {
      return new Verdict.Holds(Assurance.ROUNDED);
    }
    LayerBounds bounds = found.get().bounds();
    Breakpoints breakpoints = new Breakpoints();
    Budget first = tightening.isPresent() ? budget.share(PATIENCE) : budget;
    Verdict verdict = search(query, number, part, bounds, breakpoints, first, listener);
    if (tightening.isPresent() && isTimeout(verdict)) {
      listener.note("case " + number + ": programs narrow single neurons");
      bounds =
          new NeuronTightening(tightening.get(), query.network(), part)
              .tighten(bounds, budget.share(TIGHTENING));
      verdict = search(query, number, part, bounds, breakpoints, budget, listener);
    }
    if (verdict instanceof Verdict.Unknown unknown && unknown.cause() == Verdict.Cause.INCOMPLETE) {
      for (double margin : MARGINS) {
        Case inner = moved(part, new BigDecimal(margin));
        LayerBounds deeper = moved(bounds, query.premise(), margin);
        Verdict again = search(query, number, inner, deeper, breakpoints, budget, listener);
        if (again instanceof Verdict.Violated) {
          return again;
        }
      }
    }
    return verdict;
  }

  private static boolean isTimeout(Verdict verdict) {
    return verdict instanceof Verdict.Unknown unknown && unknown.cause() == Verdict.Cause.TIMEOUT;
  }

  /** The same case with less that is unsafe, where doubles show what is on the edge otherwise. */
  private static Case moved(Case part, BigDecimal margin) {
    List<Polyhedron> inner = new ArrayList<>();
    for (Polyhedron polyhedron : part.unsafe()) {
      List<LinearInequality> rows = new ArrayList<>();
      for (LinearInequality row : polyhedron.inequalities()) {
        BigDecimal by = margin.multiply(row.rhs().abs().max(BigDecimal.ONE));
        rows.add(
            new LinearInequality(
                row.inputIndices(),
                row.inputCoefficients(),
                row.outputIndices(),
                row.outputCoefficients(),
                row.rhs().subtract(by),
                row.strict()));
      }
      inner.add(new Polyhedron(rows));
    }
    return new Case(part.inputs(), inner);
  }

  /** The same for neurons that are further into the phases of a premise. */
  private static LayerBounds moved(LayerBounds bounds, Premise premise, double margin) {
    double[][] lower = Arrays.stream(bounds.lower()).map(double[]::clone).toArray(double[][]::new);
    double[][] upper = Arrays.stream(bounds.upper()).map(double[]::clone).toArray(double[][]::new);
    for (Premise.Literal literal : premise.literals()) {
      double[] low = lower[literal.layer()];
      double[] high = upper[literal.layer()];
      int i = literal.neuron();
      if (literal.isActive()) {
        low[i] = Math.max(low[i], Math.min(margin, high[i]));
      } else {
        high[i] = Math.min(high[i], Math.max(-margin, low[i]));
      }
    }
    return new LayerBounds(lower, upper);
  }

  private Verdict search(
      Query query,
      int number,
      Case part,
      LayerBounds bounds,
      Breakpoints breakpoints,
      Budget budget,
      ProofListener listener) {
    while (true) {
      Encoding encoding = NetworkEncoder.encode(query.network(), part, bounds, breakpoints);
      listener.note(
          "case "
              + number
              + " for "
              + solver.name()
              + ": "
              + encoding.system().variables().size()
              + " variables, "
              + encoding.system().choices().size()
              + " choices");
      Solution solution = solver.solve(encoding.system(), budget);
      if (solution instanceof Solution.Infeasible none) {
        ContradictionCore.of(encoding.system(), none, solver, budget)
            .lines()
            .forEach(listener::note);
        return new Verdict.Holds(none.isExact() ? Assurance.ROUNDED : Assurance.NUMERIC);
      } else if (solution instanceof Solution.Inconclusive no) {
        return unknown(budget, solver.name() + ": " + no.why());
      }
      List<BigFraction> values = ((Solution.Feasible) solution).values();
      Optional<Counterexample> found = replayed(query, part, values);
      if (found.isPresent()) {
        return new Verdict.Violated(found.get());
      }
      if (!encoding.refine(values, breakpoints)) {
        return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "no double shows " + at(values, part));
      }
    }
  }

  private static Verdict unknown(Budget budget, String reason) {
    return new Verdict.Unknown(
        budget.expired() ? Verdict.Cause.TIMEOUT : Verdict.Cause.INCOMPLETE, reason);
  }

  private static Optional<Counterexample> replayed(
      Query query, Case part, List<BigFraction> values) {
    Box box = part.inputs().toBox();
    double[] x = new double[box.size()];
    for (int j = 0; j < x.length; j++) {
      double nearest = values.get(j).doubleValue();
      x[j] = Math.max(box.lower()[j], Math.min(box.upper()[j], nearest));
    }
    return new CounterexampleChecker(query).check(x).filter(Counterexample::isViolation);
  }

  private static String at(List<BigFraction> values, Case part) {
    List<String> inputs = new ArrayList<>();
    for (int j = 0; j < Math.min(16, part.inputs().size()); j++) {
      inputs.add("X_" + j + " = " + values.get(j));
    }
    return "what the solver found at "
        + String.join(", ", inputs)
        + (part.inputs().size() > 16 ? ", …" : "");
  }
}
