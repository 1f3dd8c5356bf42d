package org.plumbline.openblas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.Matrix;

/** Both implementations against the definition, on small integers: every sum is exact. */
@Tag("slow")
class GemmTest {
  private static final int MARGIN = 7;

  private static Stream<Gemm> implementations() {
    return Stream.of(new JavaGemm(), new OpenBlasGemm(new NativeConstants()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 5, 2",
    "5, 1, 9",
    "17, 31, 8", // the first product that is not small
    "700, 40, 60", // several blocks of rows
    "20, 9000, 30", // rows longer than a block
  })
  void addsTheProduct(int m, int n, int k) {
    for (boolean isTransposed : new boolean[] {false, true}) {
      implementations().forEach(gemm -> check(gemm, m, n, k, isTransposed, false));
      implementations().forEach(gemm -> check(gemm, m, n, k, isTransposed, true));
    }
  }

  private static void check(
      Gemm gemm, int m, int n, int k, boolean isTransposed, boolean arePinned) {
    Random random = new Random(31L * m + n + k);
    Matrix a = Matrix.of(integers(random, m * k), MARGIN, m, k);
    double[] entries = integers(random, k * n);
    Matrix b =
        isTransposed
            ? Matrix.of(entries, MARGIN, n, k).transposed()
            : Matrix.of(entries, MARGIN, k, n);
    double[] sum = integers(random, m * n);
    double[] expected = sum.clone();
    addProduct(a, b, expected, MARGIN);
    if (arePinned) {
      gemm.pin(a.array());
      gemm.pin(b.array());
    }
    gemm.accumulate(a, b, Matrix.of(sum, MARGIN, m, n));
    assertThat(largestDifference(sum, expected))
        .as(gemm.getClass().getSimpleName() + " of " + m + " × " + k + " × " + n)
        .isZero();
    double[] product = new double[sum.length];
    double[] alone = product.clone();
    Arrays.fill(product, MARGIN, MARGIN + m * n, Double.NaN);
    addProduct(a, b, alone, MARGIN);
    gemm.multiply(a, b, Matrix.of(product, MARGIN, m, n));
    assertThat(largestDifference(product, alone))
        .as(gemm.getClass().getSimpleName() + " without what was there")
        .isZero();
  }

  private static double largestDifference(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest;
  }

  private static void addProduct(Matrix a, Matrix b, double[] sum, int offset) {
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.columns(); j++) {
        for (int p = 0; p < b.rows(); p++) {
          int inB = b.isTransposed() ? j * b.rows() + p : p * b.columns() + j;
          sum[offset + i * b.columns() + j] +=
              a.array()[a.offset() + i * a.columns() + p] * b.array()[b.offset() + inB];
        }
      }
    }
  }

  /** With a margin before and after, which no product may touch. */
  private static double[] integers(Random random, int count) {
    return random.ints(count + 2L * MARGIN, -9, 10).asDoubleStream().toArray();
  }

  @Test
  void refusesWhatDoesNotFit() {
    Matrix a = Matrix.of(new double[6], 0, 2, 3);
    Matrix b = Matrix.of(new double[12], 0, 3, 4);
    Matrix c = Matrix.of(new double[8], 0, 2, 4);
    implementations()
        .forEach(
            gemm -> {
              assertThatThrownBy(() -> gemm.accumulate(a, c, b))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessage("no product: [2 × 3] times [2 × 4] into [3 × 4]");
              assertThatThrownBy(() -> gemm.accumulate(a, b.transposed(), c))
                  .isInstanceOf(IllegalArgumentException.class);
              Matrix turned = Matrix.of(a.array(), 0, 3, 2).transposed();
              assertThatThrownBy(() -> gemm.accumulate(turned, b, c))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("[2 × 3] transposed");
            });
  }
}
