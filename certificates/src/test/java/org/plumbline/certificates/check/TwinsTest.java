package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

class TwinsTest {
  /** a − 2b, its negation, the same again, nearly the same, other columns, and no coefficient. */
  private static final double[] ROWS = {
    1, -2, 0, //
    -1, 2, 0, //
    1, -2, 0, //
    1, -2.5, 0, //
    1, 0, -2, //
    0, 0, 0
  };

  private static final double[] BIAS = {0.5, -0.5, 0.5, 0.5, 0.5, 0};

  private static Network network(double coefficientError, double[] bias) {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    builder.add(new AffineLayer(0, new DenseMap(6, 3, ROWS.clone(), coefficientError), bias));
    return builder.build();
  }

  private static Twins twins(Network network) {
    return new CheckedNetwork(network).affine(1).twins();
  }

  @Test
  void knowsSameRowsAndNegatedOnes() {
    Twins twins = twins(network(0, BIAS));
    int[] expected = {0, 0, 0, 3, 4, 5};
    for (int i = 0; i < expected.length; i++) {
      assertThat(twins.first(i)).as("neuron %d", i).isEqualTo(expected[i]);
    }
  }

  @Test
  void otherBiasesAreOtherNeurons() {
    Twins twins = twins(network(0, new double[] {0.5, 0.5, 0.25, 0, 0, 0}));
    for (int i = 0; i < BIAS.length; i++) {
      assertThat(twins.first(i)).as("neuron %d", i).isEqualTo(i);
    }
  }

  @Test
  void coefficientsThatMayBeOffHaveNoTwins() {
    Twins twins = twins(network(0x1p-53, BIAS));
    for (int i = 0; i < BIAS.length; i++) {
      assertThat(twins.first(i)).as("neuron %d", i).isEqualTo(i);
    }
  }

  @Test
  void boundsGoFromEachToAll() {
    Network network = network(0, BIAS);
    NodeBounds bounds = new NodeBounds(network);
    bounds.raise(1, 0, -1);
    bounds.reduce(1, 2, 7);
    bounds.raise(1, 1, -5);
    twins(network).spread(1, bounds);
    for (int same : new int[] {0, 2}) {
      assertThat(bounds.lower(1, same)).isEqualTo(-1);
      assertThat(bounds.upper(1, same)).isEqualTo(5);
    }
    assertThat(bounds.lower(1, 1)).isEqualTo(-5);
    assertThat(bounds.upper(1, 1)).isEqualTo(1);
    assertThat(bounds.lower(1, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(bounds.upper(1, 4)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
