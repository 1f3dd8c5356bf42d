package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

class NeededTest {
  /** Two neurons of each input, and an output of each pair; the pairs share nothing. */
  private static Network pairs() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    double[] first = {1, 0, -1, 0, 0, 1, 0, -1};
    int last = builder.add(new AffineLayer(0, new DenseMap(4, 2, first), new double[4]));
    last = builder.add(new ActivationLayer(last, 4, Activation.RELU));
    double[] second = {1, 1, 0, 0, 0, 0, 1, 1};
    builder.add(new AffineLayer(last, new DenseMap(2, 4, second), new double[2]));
    return builder.build();
  }

  private static List<Polyhedron> about(int output) {
    BigDecimal[] one = {BigDecimal.ONE};
    return List.of(
        Polyhedron.of(LinearInequality.ofOutputs(new int[] {output}, one, BigDecimal.ZERO)));
  }

  private static int[] needed(Needed needed, int layer, int size) {
    return IntStream.range(0, size).filter(i -> needed.isNeeded(layer, i)).toArray();
  }

  @Test
  void onlyWhatTheRowsReadIsNeeded() {
    CheckedNetwork network = new CheckedNetwork(pairs());
    Needed needed = new Needed(network, about(1), false);
    assertThat(needed(needed, 3, 2)).containsExactly(1);
    assertThat(needed(needed, 2, 4)).containsExactly(2, 3);
    assertThat(needed(needed, 1, 4)).containsExactly(2, 3);
    assertThat(needed(needed, 0, 2)).containsExactly(1);
  }

  @Test
  void everythingIsWhereSomethingElseNeedsIt() {
    CheckedNetwork network = new CheckedNetwork(pairs());
    assertThat(needed(new Needed(network, about(1), true), 1, 4)).containsExactly(0, 1, 2, 3);
  }
}
