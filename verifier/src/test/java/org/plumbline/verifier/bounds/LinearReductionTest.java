package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

/** On the box it was made for, the reduced network computes what the original does. */
class LinearReductionTest {
  private static final int NETWORKS = 200;
  private static final int POINTS = 30;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithTheOriginalOnItsBox(boolean isReluOnly) {
    int reduced = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, isReluOnly);
      Box box = RandomNetworks.box(random, network.inputSize());
      BatchBounds root = RootBoundsOf.intervalsAndPasses(network, box, 1);
      LinearReduction reduction = new LinearReduction(root);
      if (!reduction.isPossible()) {
        continue;
      }
      reduced++;
      CrownPropagator crown =
          new CrownPropagator(network, new ErrorCharges(network, box), new JavaGemm());
      LinearReduction.Rows rows = reduction.new Rows(crown);
      List<LinearReduction.Part> parts = reduction.parts();
      parts.forEach(part -> part.fill(rows, 0, part.rows()));
      BatchBounds bounds = reduction.assemble(parts);
      assertAgreement(seed, random, network, bounds, box);
    }
    assertThat(reduced).isGreaterThan(NETWORKS / 4);
  }

  private static void assertAgreement(
      int seed, Random random, Network network, BatchBounds reduced, Box box) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    ForwardPass shorter = new ForwardPass(reduced.network(), new JavaGemm());
    for (int p = 0; p < POINTS; p++) {
      double[] x = RandomNetworks.point(random, box);
      double[] expected = forward.outputs(1, x).clone();
      double[][] values = shorter.trace(1, x);
      for (int j = 0; j < network.outputSize(); j++) {
        double actual = values[reduced.network().outputIndex()][j];
        assertThat(Math.abs(actual - expected[j]))
            .as("seed %d output %d", seed, j)
            .isLessThanOrEqualTo(1e-9 * (1 + Math.abs(expected[j])));
      }
      for (int k = 1; k < reduced.network().depth(); k++) {
        for (int i = 0; i < reduced.network().layer(k).size(); i++) {
          assertThat(values[k][i])
              .as("seed %d layer %d neuron %d", seed, k, i)
              .isBetween(reduced.lower(k)[i] - 1e-8, reduced.upper(k)[i] + 1e-8);
        }
      }
    }
  }
}
