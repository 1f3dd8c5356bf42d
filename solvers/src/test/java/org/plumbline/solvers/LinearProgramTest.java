package org.plumbline.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.encodings.milp.LinearProgram;

class LinearProgramTest {
  private static final int MILLIS = 10_000;

  private static LinearProgram random(Random random, int variables, int rows, double slack) {
    double[] objective = random.doubles(variables, -1, 1).toArray();
    double[][] matrix = new double[rows][];
    double[] limits = new double[rows];
    double[] lower = new double[variables];
    double[] upper = new double[variables];
    for (int j = 0; j < variables; j++) {
      lower[j] = -random.nextDouble();
      upper[j] = random.nextDouble();
    }
    for (int i = 0; i < rows; i++) {
      matrix[i] = random.doubles(variables, -1, 1).toArray();
      limits[i] = slack * random.nextDouble();
    }
    return new LinearProgram(objective, matrix, limits, lower, upper);
  }

  /** The least value over the box of {@code c·x + λ·(Ax − b)}. */
  private static double lagrangian(LinearProgram program, double[] multipliers, double share) {
    double sum = 0;
    for (int i = 0; i < multipliers.length; i++) {
      sum -= multipliers[i] * program.limits()[i];
    }
    for (int j = 0; j < program.lower().length; j++) {
      double c = share * program.objective()[j];
      for (int i = 0; i < multipliers.length; i++) {
        c += multipliers[i] * program.rows()[i][j];
      }
      sum += Math.min(c * program.lower()[j], c * program.upper()[j]);
    }
    return sum;
  }

  @Test
  void multipliersProveTheOptimum() {
    Random random = new Random(7);
    for (int trial = 0; trial < 50; trial++) {
      LinearProgram program = random(random, 1 + random.nextInt(8), random.nextInt(6), 0.3);
      LinearProgram.Optimal optimal =
          (LinearProgram.Optimal) new GlopProgram(program).solve(MILLIS).orElseThrow();
      assertThat(lagrangian(program, optimal.multipliers(), 1))
          .as("trial %d", trial)
          .isCloseTo(optimal.value(), within(1e-7));
    }
  }

  @Test
  void multipliersProveInfeasibility() {
    Random random = new Random(8);
    int infeasible = 0;
    for (int trial = 0; trial < 50; trial++) {
      LinearProgram program = random(random, 1 + random.nextInt(8), 1 + random.nextInt(6), -1);
      if (new GlopProgram(program).solve(MILLIS).orElseThrow()
          instanceof LinearProgram.Infeasible none) {
        infeasible++;
        assertThat(lagrangian(program, none.multipliers(), 0))
            .as("trial %d", trial)
            .isCloseTo(none.violation(), within(1e-7))
            .isPositive();
      }
    }
    assertThat(infeasible).isBetween(10, 49);
  }
}
