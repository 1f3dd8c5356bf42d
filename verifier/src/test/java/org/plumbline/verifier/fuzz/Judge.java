package org.plumbline.verifier.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.branching.root.BoundsOracle;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.fuzz.Problem.Row;
import org.plumbline.verifier.precise.PreciseForwardPass;

/**
 * Puts a problem to every search and finds fault with what cannot be: a proof although an input
 * reaches the unsafe set, a counterexample that does not, a bound that an execution leaves, a
 * crash.
 */
final class Judge {
  private static final int POINTS = 3;

  private final int millis;
  private final Map<Splitting, BranchAndBoundVerifier> verifiers = new EnumMap<>(Splitting.class);
  private long queries;
  private long proofs;
  private long violations;

  /**
   * @param millis for each query
   */
  Judge(int millis) {
    this.millis = millis;
    for (Splitting splitting : Splitting.values()) {
      verifiers.put(
          splitting,
          new BranchAndBoundVerifier(
              1, JavaGemm::new, ProgramSolver.best(), splitting, Refuter.NONE));
    }
  }

  long queries() {
    return queries;
  }

  long proofs() {
    return proofs;
  }

  long violations() {
    return violations;
  }

  /** What is wrong, or nothing. */
  Optional<String> complaint(Problem problem) {
    try {
      Optional<String> ofBounds = ofBounds(problem);
      for (Splitting splitting : Splitting.values()) {
        Optional<String> ofVerdict = ofVerdict(problem, splitting);
        if (ofVerdict.isPresent()) {
          return ofVerdict;
        }
      }
      return ofBounds;
    } catch (RuntimeException | AssertionError crash) {
      StackTraceElement[] trace = crash.getStackTrace();
      Throwable cause = crash.getCause();
      return Optional.of(
          "crash: " + crash + " at " + (trace.length > 0 ? trace[0] : "") + cause(cause));
    }
  }

  private static String cause(Throwable cause) {
    return cause == null
        ? ""
        : ", for "
            + cause
            + (cause.getStackTrace().length > 0 ? " " + cause.getStackTrace()[0] : "");
  }

  private Optional<String> ofVerdict(Problem problem, Splitting splitting) {
    queries++;
    Verdict verdict =
        verifiers
            .get(splitting)
            .verify(problem.query(), Budget.ofMillis(millis), ProofListener.SILENT);
    if (verdict instanceof Verdict.Holds) {
      proofs++;
      return Attack.on(problem, new Random(1))
          .map(x -> splitting + " proves what is violated at " + java.util.Arrays.toString(x));
    } else if (verdict instanceof Verdict.Violated violated) {
      violations++;
      double[] x = violated.counterexample().inputs();
      boolean isWrong =
          !problem.box().contains(x)
              || problem.unsafe().stream().allMatch(rows -> isMissed(problem, rows, x));
      return isWrong
          ? Optional.of(splitting + " calls a violation " + java.util.Arrays.toString(x))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether some row is violated for sure, as far as the precise functions reach. */
  private static boolean isMissed(Problem problem, List<Row> rows, double[] x) {
    try {
      PreciseForwardPass precise = new PreciseForwardPass(problem.network(), x);
      return rows.stream().anyMatch(row -> isMissed(precise, row));
    } catch (ArithmeticException tooManyDigits) {
      return false;
    }
  }

  private static boolean isMissed(PreciseForwardPass precise, Row row) {
    double[] outputs = row.outputs().clone();
    double[] inputs = row.inputs() == null ? null : row.inputs().clone();
    negate(outputs);
    negate(inputs);
    BigDecimal limit = new BigDecimal(row.limit());
    return precise.greatest(inputs, outputs).compareTo(limit.negate()) < 0;
  }

  private static void negate(double[] values) {
    for (int i = 0; values != null && i < values.length; i++) {
      values[i] = -values[i];
    }
  }

  private Optional<String> ofBounds(Problem problem) {
    Attack attack = new Attack(problem.network(), problem.box());
    List<double[]> found =
        attack.candidates(problem.unsafe().get(0), problem.hint(), new Random(2));
    List<double[]> points = new ArrayList<>();
    for (int p = 0; p < POINTS && !found.isEmpty(); p++) {
      points.add(found.get(p * (found.size() - 1) / (POINTS - 1)));
    }
    return new BoundsOracle(problem.network(), problem.box(), points).complaint();
  }
}
