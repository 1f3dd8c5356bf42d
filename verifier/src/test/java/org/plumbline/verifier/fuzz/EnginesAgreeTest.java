package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All engines decide random small networks alike. More of them: {@code benchmarks/engines}. */
@Tag("slow")
class EnginesAgreeTest {
  private static final int NETWORKS = 12;

  @Test
  void onReluNetworks() {
    EngineComparison comparison = new EngineComparison();
    comparison.ofReluNetworks(NETWORKS);
    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.proved()).isBetween(1, NETWORKS - 1);
    assertThat(comparison.undecided()).isLessThanOrEqualTo(NETWORKS / 10);
  }

  @Test
  void onPiecewiseLinearNetworks() {
    EngineComparison comparison = new EngineComparison();
    comparison.ofPiecewiseLinearNetworks(NETWORKS);
    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.proved()).isBetween(1, NETWORKS - 1);
  }
}
