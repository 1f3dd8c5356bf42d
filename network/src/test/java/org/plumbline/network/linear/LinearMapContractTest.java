package org.plumbline.network.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every linear map owes its callers; rows as visited are the reference. */
abstract class LinearMapContractTest {
  private static final double TOLERANCE = 1e-12;
  private final Gemm gemm = new JavaGemm();

  /** A map with non-trivial shape, the same for the same seed. */
  abstract LinearMap map(Random random);

  static double[] gaussians(Random random, int count) {
    return random.doubles(count, -1, 1).map(x -> random.nextInt(4) == 0 ? 0 : x).toArray();
  }

  private static double[][] matrix(LinearMap map) {
    double[][] matrix = new double[map.outputSize()][map.inputSize()];
    for (int o = 0; o < matrix.length; o++) {
      double[] row = matrix[o];
      int[] last = {-1};
      map.visitRow(
          o,
          (input, coefficient) -> {
            assertThat(input).as("columns ascend").isGreaterThan(last[0]);
            assertThat(coefficient).as("entry of column %d", input).isNotZero();
            last[0] = input;
            row[input] = coefficient;
          });
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void multipliesBatchesAtOffsetsAndAccumulates(long seed) {
    Random random = new Random(seed);
    LinearMap map = map(random);
    double[][] matrix = matrix(map);
    int rows = 3;
    double[] x = gaussians(random, 2 + rows * map.inputSize());
    double[] before = gaussians(random, 5 + rows * map.outputSize());
    double[] y = before.clone();
    map.apply(gemm, rows, x, 2, y, 5);
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < map.outputSize(); o++) {
        double expected = before[5 + r * map.outputSize() + o];
        for (int i = 0; i < map.inputSize(); i++) {
          expected += matrix[o][i] * x[2 + r * map.inputSize() + i];
        }
        assertThat(y[5 + r * map.outputSize() + o])
            .as("seed %d row %d output %d", seed, r, o)
            .isCloseTo(expected, within(TOLERANCE));
      }
    }
    assertThat(Arrays.copyOf(y, 5)).containsExactly(Arrays.copyOf(before, 5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void visitsColumnsAsRows(long seed) {
    LinearMap map = map(new Random(seed));
    double[][] matrix = matrix(map);
    for (int i = 0; i < map.inputSize(); i++) {
      double[] column = new double[map.outputSize()];
      int[] last = {-1};
      map.visitColumn(
          i,
          (output, coefficient) -> {
            assertThat(output).as("rows ascend").isGreaterThan(last[0]);
            last[0] = output;
            column[output] = coefficient;
          });
      for (int o = 0; o < column.length; o++) {
        assertThat(column[o]).as("seed %d row %d column %d", seed, o, i).isEqualTo(matrix[o][i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void multipliesByTheTranspose(long seed) {
    Random random = new Random(seed);
    LinearMap map = map(random);
    double[][] matrix = matrix(map);
    int rows = 2;
    double[] y = gaussians(random, 3 + rows * map.outputSize());
    double[] before = gaussians(random, 1 + rows * map.inputSize());
    double[] x = before.clone();
    map.applyTransposed(gemm, rows, y, 3, x, 1);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < map.inputSize(); i++) {
        double expected = before[1 + r * map.inputSize() + i];
        for (int o = 0; o < map.outputSize(); o++) {
          expected += matrix[o][i] * y[3 + r * map.outputSize() + o];
        }
        assertThat(x[1 + r * map.inputSize() + i])
            .as("seed %d row %d input %d", seed, r, i)
            .isCloseTo(expected, within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void absolutesBoundTheProduct(long seed) {
    Random random = new Random(seed);
    LinearMap map = map(random);
    double[][] matrix = matrix(map);
    double[] x = random.doubles(map.inputSize()).toArray();
    double[] absolute = new double[map.outputSize()];
    map.applyAbsolute(x, absolute);
    double[] byMap = new double[map.outputSize()];
    map.absolute().apply(gemm, 1, x, 0, byMap, 0);
    for (int o = 0; o < absolute.length; o++) {
      double least = 0;
      for (int i = 0; i < x.length; i++) {
        least += Math.abs(matrix[o][i]) * x[i];
      }
      assertThat(absolute[o])
          .as("seed %d output %d", seed, o)
          .isGreaterThanOrEqualTo(least - TOLERANCE);
      assertThat(byMap[o])
          .as("seed %d output %d", seed, o)
          .isGreaterThanOrEqualTo(least - TOLERANCE);
      if (isElementary()) {
        assertThat(absolute[o]).isCloseTo(least, within(TOLERANCE));
        assertThat(byMap[o]).isCloseTo(least, within(TOLERANCE));
      }
    }
  }

  /** Whether absolute values are taken of the entries themselves and not of factors. */
  boolean isElementary() {
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsItsSummands(long seed) {
    LinearMap map = map(new Random(seed));
    if (isElementary()) {
      double[][] matrix = matrix(map);
      int[] perInput = new int[map.inputSize()];
      for (double[] row : matrix) {
        assertThat((long) map.summands())
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(Arrays.stream(row).filter(w -> w != 0).count());
        Arrays.setAll(perInput, i -> perInput[i] + (row[i] != 0 ? 1 : 0));
      }
      assertThat(map.summands())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(Arrays.stream(perInput).max().orElse(0));
    }
    assertThat(map.summands()).isPositive();
  }
}
