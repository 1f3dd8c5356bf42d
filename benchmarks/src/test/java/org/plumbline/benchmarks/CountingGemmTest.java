package org.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.Matrix;

class CountingGemmTest {
  @Test
  void countsTwoOperationsPerProduct() {
    CountingGemm gemm = new CountingGemm(new JavaGemm());
    double[] c = new double[6];
    gemm.accumulate(
        Matrix.of(new double[] {1, 2}, 0, 2, 1),
        Matrix.of(new double[] {3, 4, 5}, 0, 1, 3),
        Matrix.of(c, 0, 2, 3));
    assertThat(gemm.operations()).isEqualTo(12);
    assertThat(c).containsExactly(3, 4, 5, 6, 8, 10);
  }

  @Test
  void theBatchedPassMultipliesMatrices() {
    CountingGemm gemm = new CountingGemm(new JavaGemm());
    double bound = new AcasBatch(2, gemm).zonotopesThenCrown();
    assertThat(bound).isFinite();
    assertThat(gemm.operations()).isGreaterThan(100_000);
  }
}
