package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;

/** Products are what a plain sum says, whether few neurons have coefficients or many, and again. */
class SparseRowsTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 30;
  private static final int WIDTH = CoefficientBlock.WIDTH;

  @Test
  void productsAreSums() {
    Random random = new Random(7);
    double[] matrix = new double[ROWS * COLUMNS];
    for (int e = 0; e < matrix.length; e++) {
      matrix[e] = random.nextInt(3) == 0 ? random.nextGaussian() : 0;
    }
    SparseRows rows = new SparseRows(new DenseMap(ROWS, COLUMNS, matrix, 0));
    CoefficientBlock from = new CoefficientBlock(ROWS);
    CoefficientBlock to = new CoefficientBlock(COLUMNS);
    for (int touched : new int[] {1, 2, ROWS, 0, 3}) {
      from.clear();
      to.clear();
      for (int t = 0; t < touched; t++) {
        int i = (7 * t + 3) % ROWS;
        from.touch(i);
        for (int r = 0; r < WIDTH; r++) {
          from.values()[i * WIDTH + r] = random.nextGaussian();
        }
      }
      to.touch(5);
      to.values()[5 * WIDTH + 1] = 2;
      rows.addTransposed(from, to);
      assertProduct(matrix, from, to);
    }
  }

  private static void assertProduct(double[] matrix, CoefficientBlock from, CoefficientBlock to) {
    for (int j = 0; j < COLUMNS; j++) {
      for (int r = 0; r < WIDTH; r++) {
        double sum = j == 5 && r == 1 ? 2 : 0;
        for (int i = 0; i < ROWS; i++) {
          sum += matrix[i * COLUMNS + j] * from.values()[i * WIDTH + r];
        }
        assertThat(to.values()[j * WIDTH + r]).isCloseTo(sum, Offset.offset(1e-12));
        assertThat(to.isTouched(j) || sum == 0).isTrue();
      }
    }
  }
}
