package org.plumbline.solvers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.Choice.Alternative;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;
import org.plumbline.encodings.system.Solution;
import org.plumbline.encodings.system.SystemBuilder;
import org.plumbline.specs.query.Budget;

/** What every solver must do, whichever it is. */
class ConstraintSolverTest {
  static Stream<ConstraintSolver> solvers() {
    return Stream.concat(exactSolvers(), Stream.of(new ScipSolver()));
  }

  static Stream<ConstraintSolver> exactSolvers() {
    return Stream.of(SmtEngine.values()).map(JavaSmtSolver::new);
  }

  private static BigDecimal d(String value) {
    return new BigDecimal(value);
  }

  /** y = |x| for x in [−1, 1], and y (≤ | < | =) limit. */
  private static SystemBuilder absoluteValue(Relation relation, String limit) {
    SystemBuilder builder = new SystemBuilder();
    int x = builder.variable("x", d("-1"), d("1"));
    int y = builder.variable("y", d("0"), d("1"));
    builder.choose(
        new Choice(
            "sign of x",
            List.of(
                new Alternative(
                    "positive",
                    List.of(LinearConstraint.ofDifference(y, x, Relation.EQUAL, BigDecimal.ZERO))),
                new Alternative(
                    "negative",
                    List.of(
                        new LinearConstraint(
                            new int[] {x, y},
                            new BigDecimal[] {BigDecimal.ONE, BigDecimal.ONE},
                            Relation.EQUAL,
                            BigDecimal.ZERO))))));
    builder.require("limit of y", LinearConstraint.of(y, relation, d(limit)));
    return builder;
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void findsValues(ConstraintSolver solver) {
    SystemBuilder builder = absoluteValue(Relation.EQUAL, "0.375");
    builder.require("x is negative", LinearConstraint.of(0, Relation.AT_MOST, d("-0.1")));
    Solution.Feasible found =
        (Solution.Feasible) solver.solve(builder.build(1), Budget.ofMillis(20_000));
    assertThat(found.values().get(0).doubleValue()).isEqualTo(-0.375);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void findsContradictions(ConstraintSolver solver) {
    SystemBuilder builder = absoluteValue(Relation.AT_MOST, "-0.25");
    assertThat(solver.solve(builder.build(1), Budget.ofMillis(20_000)))
        .isInstanceOf(Solution.Infeasible.class);
  }

  @ParameterizedTest
  @MethodSource("exactSolvers")
  void coresNameWhatMatters(ConstraintSolver solver) {
    SystemBuilder builder = absoluteValue(Relation.AT_MOST, "0.5");
    builder.require("y is large", negative(1, "-0.625"));
    builder.require("x is large", negative(0, "-0.1"));
    Solution.Infeasible none =
        (Solution.Infeasible) solver.solve(builder.build(1), Budget.ofMillis(20_000));
    assertThat(none.isExact()).isTrue();
    assertThat(none.core()).containsExactlyInAnyOrder("limit of y", "y is large");
  }

  private static LinearConstraint negative(int variable, String rhs) {
    return new LinearConstraint(
        new int[] {variable}, new BigDecimal[] {d("-1")}, Relation.AT_MOST, d(rhs));
  }

  @ParameterizedTest
  @MethodSource("exactSolvers")
  void strictIsStrict(ConstraintSolver solver) {
    assertThat(solver.solve(absoluteValue(Relation.LESS, "0").build(1), Budget.ofMillis(20_000)))
        .isInstanceOf(Solution.Infeasible.class);
    assertThat(solver.solve(absoluteValue(Relation.AT_MOST, "0").build(1), Budget.ofMillis(20_000)))
        .isInstanceOf(Solution.Feasible.class);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void aChoiceOfNothingIsNever(ConstraintSolver solver) {
    SystemBuilder builder = new SystemBuilder();
    builder.variable("x", d("0"), d("1"));
    builder.choose(new Choice("unsafe", List.of()));
    assertThat(solver.solve(builder.build(1), Budget.ofMillis(20_000)))
        .isInstanceOf(Solution.Infeasible.class);
  }

  /** Exact numbers with exact solvers: thirds, and a model that satisfies everything. */
  @ParameterizedTest
  @MethodSource("exactSolvers")
  void valuesAreExact(ConstraintSolver solver) {
    Random random = new Random(3);
    int found = 0;
    for (int trial = 0; trial < 20; trial++) {
      ConstraintSystem system = random(random, 4, 5);
      if (solver.solve(system, Budget.ofMillis(20_000)) instanceof Solution.Feasible values) {
        found++;
        assertSatisfied(system, values.values());
      }
    }
    assertThat(found).isPositive();
  }

  private static ConstraintSystem random(Random random, int variables, int choices) {
    SystemBuilder builder = new SystemBuilder();
    for (int v = 0; v < variables; v++) {
      builder.variable("x" + v, d("-1"), d("1"));
    }
    for (int c = 0; c < choices; c++) {
      List<Alternative> alternatives =
          IntStream.range(0, 1 + random.nextInt(3))
              .mapToObj(k -> new Alternative("a" + k, List.of(row(random, variables))))
              .toList();
      builder.choose(new Choice("c" + c, alternatives));
    }
    builder.require("sum", row(random, variables));
    return builder.build(variables);
  }

  private static LinearConstraint row(Random random, int variables) {
    int[] all = IntStream.range(0, variables).toArray();
    BigDecimal[] coefficients = new BigDecimal[variables];
    for (int v = 0; v < variables; v++) {
      coefficients[v] = BigDecimal.valueOf(random.nextInt(19) - 9);
    }
    Relation relation = random.nextInt(3) == 0 ? Relation.EQUAL : Relation.LESS;
    return new LinearConstraint(
        all, coefficients, relation, BigDecimal.valueOf(random.nextInt(9) - 4));
  }

  private static void assertSatisfied(ConstraintSystem system, List<BigFraction> values) {
    for (ConstraintSystem.Named named : system.constraints()) {
      assertThat(holds(named.constraint(), values)).as(named.name()).isTrue();
    }
    for (Choice choice : system.choices()) {
      assertThat(choice.alternatives())
          .as(choice.name())
          .anyMatch(a -> a.constraints().stream().allMatch(c -> holds(c, values)));
    }
  }

  private static boolean holds(LinearConstraint constraint, List<BigFraction> values) {
    BigFraction sum = BigFraction.of(constraint.rhs().negate().intValueExact());
    for (int t = 0; t < constraint.variables().length; t++) {
      BigFraction value = values.get(constraint.variables()[t]);
      sum = sum.add(value.multiply(constraint.coefficients()[t].intValueExact()));
    }
    int sign = sum.compareTo(BigFraction.ZERO);
    return switch (constraint.relation()) {
      case AT_MOST -> sign <= 0;
      case LESS -> sign < 0;
      case EQUAL -> sign == 0;
    };
  }

  /** A pigeonhole problem that takes longer than anybody waits. */
  private static ConstraintSystem hard() {
    SystemBuilder builder = new SystemBuilder();
    int holes = 14;
    for (int p = 0; p <= holes; p++) {
      int pigeon = builder.variable("pigeon" + p, d("1"), BigDecimal.valueOf(holes));
      for (int other = 0; other < p; other++) {
        builder.choose(
            new Choice(
                other + " and " + p,
                List.of(
                    new Alternative(
                        "before",
                        List.of(
                            LinearConstraint.ofDifference(
                                pigeon, other, Relation.AT_MOST, d("-1")))),
                    new Alternative(
                        "after",
                        List.of(
                            LinearConstraint.ofDifference(
                                other, pigeon, Relation.AT_MOST, d("-1")))))));
      }
    }
    return builder.build(0);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void noTimeIsNoAnswer(ConstraintSolver solver) {
    assertThat(solver.solve(hard(), Budget.ofMillis(300)))
        .isInstanceOf(Solution.Inconclusive.class);
  }

  /** In a process of its own, since Z3 counts the memory of all that runs in it. */
  @Test
  void noMemoryIsNoAnswer() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classPath, MemoryLimit.class.getName()).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("Inconclusive");
    assertThat(process.waitFor()).isZero();
  }

  /** Solves what is hard with hardly any memory. */
  static final class MemoryLimit {
    private MemoryLimit() {}

    public static void main(String[] none) {
      JavaSmtSolver solver = new JavaSmtSolver(SmtEngine.Z3, 20);
      System.out.println(solver.solve(hard(), Budget.ofMillis(60_000)));
    }
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void interruptedIsNoAnswer(ConstraintSolver solver) throws InterruptedException {
    Solution[] found = new Solution[1];
    Thread thread = new Thread(() -> found[0] = solver.solve(hard(), Budget.unlimited()));
    thread.start();
    Thread.sleep(200);
    thread.interrupt();
    thread.join(20_000);
    assertThat(found[0]).isInstanceOf(Solution.Inconclusive.class);
  }

  @Test
  void mixedProgramsNeedBounds() {
    SystemBuilder builder = new SystemBuilder();
    int x = builder.variable("x", null, null);
    LinearConstraint one = LinearConstraint.of(x, Relation.AT_MOST, BigDecimal.ONE);
    builder.choose(
        new Choice(
            "c", List.of(new Alternative("a", List.of(one)), new Alternative("b", List.of()))));
    assertThat(new ScipSolver().solve(builder.build(1), Budget.unlimited()))
        .isEqualTo(
            new Solution.Inconclusive("x has no bound, which a mixed-integer program needs"));
  }
}
