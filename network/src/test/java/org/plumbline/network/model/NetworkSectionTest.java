package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.SelectionMap;

class NetworkSectionTest {
  /** x → relu → dense + skip of the relu → relu → dense. */
  private static Network residual(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    int first = builder.add(new AffineLayer(0, dense(random, 4, 3)));
    int relu = builder.add(new ActivationLayer(first, 4, Activation.RELU));
    int inner = builder.add(new AffineLayer(relu, dense(random, 4, 4)));
    int sum =
        builder.add(
            new AffineLayer(
                List.of(
                    new AffineLayer.Term(inner, new SelectionMap(4, new int[] {0, 1, 2, 3})),
                    new AffineLayer.Term(relu, new SelectionMap(4, new int[] {0, 1, 2, 3}))),
                new double[4],
                null));
    int second = builder.add(new ActivationLayer(sum, 4, Activation.RELU));
    builder.add(new AffineLayer(second, dense(random, 2, 4)));
    return builder.build();
  }

  private static DenseMap dense(Random random, int to, int from) {
    return new DenseMap(to, from, random.doubles((long) to * from, -1, 1).toArray());
  }

  @Test
  void whatASkipConnectionPassesIsNoCut() {
    assertThat(NetworkSection.cuts(residual(new Random(1)))).containsExactly(0, 1, 2, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sectionsOneAfterTheOtherAreTheNetwork(int seed) {
    Random random = new Random(seed);
    Network network = residual(random);
    double[] x = random.doubles(3, -2, 2).toArray();
    double[][] trace = new ForwardPass(network, new JavaGemm()).trace(1, x);
    double[] at = x;
    List<Integer> cuts = NetworkSection.cuts(network);
    for (int c = 0; c + 1 < cuts.size(); c++) {
      Network section = NetworkSection.between(network, cuts.get(c), cuts.get(c + 1));
      at = new ForwardPass(section, new JavaGemm()).outputs(1, at).clone();
      assertThat(at).isEqualTo(Arrays.copyOf(trace[cuts.get(c + 1)], section.outputSize()));
    }
  }

  @Test
  void aSectionBeginsAtACut() {
    Network network = residual(new Random(1));
    assertThatThrownBy(() -> NetworkSection.between(network, 3, 6))
        .hasMessage("layer 4 reads layer 2, so that layer 3 is no cut");
    assertThatThrownBy(() -> NetworkSection.between(network, 6, 6))
        .hasMessageContaining("no section from layer 6 to 6");
  }
}
