package org.plumbline.network.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.TransposedMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

final class Float32ForwardPassTest {

  /** 2²⁴ + 1 is no float and the tie rounds down, twice; in double the sum is 2²⁴ + 2. */
  @Test
  void roundsEverySum() {
    LinearMap map = new DenseMap(1, 3, new double[] {1, 1, 1});
    assertThat(run(map, 0x1p24f, 1, 1)).containsExactly(0x1p24f);
    assertThat(run(map, 1, 1, 0x1p24f)).containsExactly(0x1p24f + 2);
  }

  @Test
  void roundsEveryProductAndEveryCoefficient() {
    LinearMap map = new DiagonalMap(new double[] {0.1}, 0);
    assertThat(run(map, 0.1f)).containsExactly(0.1f * 0.1f);
    assertThat(0.1f * 0.1f).isNotEqualTo((float) (0.1 * (double) 0.1f));
  }

  /** 2⁻⁶⁰ · 2⁻¹⁰⁰ underflows to zero, and 2¹⁰⁰ does not bring it back. */
  @Test
  void appliesFactorsOneAfterTheOther() {
    LinearMap tiny = new DiagonalMap(new double[] {0x1p-100}, 0);
    LinearMap huge = new DiagonalMap(new double[] {0x1p100}, 0);
    assertThat(run(new ComposedMap(tiny, huge), 0x1p-60f)).containsExactly(0f);
    assertThat(run(new ComposedMap(huge, tiny), 0x1p-60f)).containsExactly(0x1p-60f);
    assertThat(run(new TransposedMap(new ComposedMap(huge, tiny)), 0x1p-60f)).containsExactly(0f);
  }

  private static float[] run(LinearMap map, float... x) {
    NetworkBuilder builder = new NetworkBuilder(1, map.inputSize());
    builder.add(new AffineLayer(0, map));
    Network network = builder.build();
    return new Float32ForwardPass(network).outputs(x);
  }
}
