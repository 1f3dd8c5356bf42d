package org.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.JavaGemm;

class CountingGemmTest {
  @Test
  void countsTwoOperationsPerProduct() {
    CountingGemm gemm = new CountingGemm(new JavaGemm());
    double[] c = new double[6];
    gemm.accumulate(2, 3, 1, new double[] {1, 2}, 0, 1, new double[] {3, 4, 5}, 0, 3, c, 0, 3);
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
