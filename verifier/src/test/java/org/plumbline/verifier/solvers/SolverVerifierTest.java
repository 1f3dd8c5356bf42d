package org.plumbline.verifier.solvers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.Solution;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;

class SolverVerifierTest {
  static Stream<ConstraintSolver> solvers() {
    return Stream.of(SmtSolvers.require(SmtEngine.Z3), ProgramSolver.require().constraints());
  }

  /** Whether {@code Y ≤ limit} for some x and y in [−1, 1]. */
  private static Query query(Network network, String limit) {
    BigDecimal[] low = {new BigDecimal(-1), new BigDecimal(-1)};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
    Case only = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    return Query.of(network, new Property(2, 1, List.of(only)));
  }

  private static AffineLayer affine(int source, double[]... rows) {
    double[] flat = Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
    DenseMap map = new DenseMap(rows.length, rows[0].length, flat);
    return new AffineLayer(source, map, new double[rows.length]);
  }

  private static Verdict verify(ConstraintSolver solver, Query query) {
    SolverVerifier verifier =
        solver.name().equals("SCIP")
            ? SolverVerifier.inDoubles(solver, ProgramSolver.require(), JavaGemm::new, 1)
            : SolverVerifier.exact(solver, JavaGemm::new, 1);
    return verifier.verify(query, Budget.ofMillis(30_000), ProofListener.SILENT);
  }

  /** {@code tanh(x) + tanh(y) − tanh(x + y)}, whose least value is −0.559… at −1, −1. */
  private static Network curved() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int z = builder.add(affine(0, new double[] {1, 0}, new double[] {0, 1}, new double[] {1, 1}));
    int t = builder.add(new ActivationLayer(z, 3, Activation.TANH));
    builder.add(affine(t, new double[] {1, 1, -1}));
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void curvesAreRefined(ConstraintSolver solver) {
    assertThat(verify(solver, query(curved(), "-0.57"))).isInstanceOf(Verdict.Holds.class);
    assertThat(verify(solver, query(curved(), "-0.55"))).isInstanceOf(Verdict.Violated.class);
  }

  /** {@code x·y}, whose least value is −1. */
  @ParameterizedTest
  @MethodSource("solvers")
  void productsAreRefined(ConstraintSolver solver) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int x = builder.add(affine(0, new double[] {1, 0}));
    int y = builder.add(affine(0, new double[] {0, 1}));
    builder.add(new ProductLayer(x, y, 1));
    Network network = builder.build();
    assertThat(verify(solver, query(network, "-1.01"))).isInstanceOf(Verdict.Holds.class);
    assertThat(verify(solver, query(network, "-0.9"))).isInstanceOf(Verdict.Violated.class);
  }

  /** {@code max(x, y, sign(x), floor(2y))}, at least −1. */
  @ParameterizedTest
  @MethodSource("solvers")
  void stepsAndMaximaAreExact(ConstraintSolver solver) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int x = builder.add(affine(0, new double[] {1, 0}));
    int s = builder.add(new ActivationLayer(x, 1, Activation.of(Activation.Kind.SIGN)));
    int y = builder.add(affine(0, new double[] {0, 2}));
    int f = builder.add(new ActivationLayer(y, 1, Activation.of(Activation.Kind.FLOOR)));
    List<AffineLayer.Term> terms =
        List.of(
            new AffineLayer.Term(0, new DenseMap(4, 2, new double[] {1, 0, 0, 1, 0, 0, 0, 0})),
            new AffineLayer.Term(s, new DenseMap(4, 1, new double[] {0, 0, 1, 0})),
            new AffineLayer.Term(f, new DenseMap(4, 1, new double[] {0, 0, 0, 1})));
    int all = builder.add(new AffineLayer(terms, new double[4], null));
    builder.add(new MaximumLayer(all, new int[] {0, 4}, new int[] {0, 1, 2, 3}));
    Network network = builder.build();
    assertThat(verify(solver, query(network, "-1.001"))).isInstanceOf(Verdict.Holds.class);
    assertThat(verify(solver, query(network, "-0.75"))).isInstanceOf(Verdict.Violated.class);
  }

  @Test
  void exactSolversRoundAndOthersDoNot() {
    Query query = query(curved(), "-2");
    assertThat(verify(SmtSolvers.require(SmtEngine.Z3), query))
        .isEqualTo(new Verdict.Holds(Assurance.ROUNDED));
    assertThat(verify(ProgramSolver.require().constraints(), query))
        .isEqualTo(new Verdict.Holds(Assurance.NUMERIC));
  }

  /** A solver that was killed decides nothing. */
  @Test
  void noAnswerIsUnknown() {
    ConstraintSolver broken =
        new ConstraintSolver() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Solution solve(ConstraintSystem system, Budget budget) {
            return new Solution.Inconclusive("killed");
          }
        };
    assertThat(verify(broken, query(curved(), "-2")))
        .isEqualTo(new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "broken: killed"));
  }

  /** Asked once in vain, the solver gets neurons that programs have narrowed. */
  @Test
  void neuronsAreNarrowedForSlowSolvers() {
    List<ConstraintSystem> asked = new ArrayList<>();
    ConstraintSolver slow =
        new ConstraintSolver() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public Solution solve(ConstraintSystem system, Budget budget) {
            asked.add(system);
            while (asked.size() == 1 && !budget.expired()) {
              Thread.onSpinWait();
            }
            return budget.expired()
                ? new Solution.Inconclusive("slow")
                : ProgramSolver.require().constraints().solve(system, budget);
          }
        };
    Verdict verdict =
        SolverVerifier.inDoubles(slow, ProgramSolver.require(), JavaGemm::new, 1)
            .verify(query(opposed(), "-0.1"), Budget.ofMillis(4_000), ProofListener.SILENT);
    assertThat(verdict).isEqualTo(new Verdict.Holds(Assurance.NUMERIC));
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).choices()).hasSize(5);
    assertThat(asked.get(1).choices()).hasSize(4);
  }

  /**
   * {@code relu(0.5 − |x + y| + |x + y|)}, the absolute values by two ReLUs each in another way, so
   * that only exact bounds see that the last ReLU is on.
   */
  private static Network opposed() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    double[][] rows = {{1, 1}, {-1, -1}, {2, 2}, {-2, -2}};
    int z = builder.add(affine(0, rows));
    int r = builder.add(new ActivationLayer(z, 4, Activation.RELU));
    int s =
        builder.add(
            new AffineLayer(
                r, new DenseMap(1, 4, new double[] {-1, -1, 0.5, 0.5}), new double[] {0.5}));
    int last = builder.add(new ActivationLayer(s, 1, Activation.RELU));
    builder.add(affine(last, new double[] {1}));
    return builder.build();
  }
}
