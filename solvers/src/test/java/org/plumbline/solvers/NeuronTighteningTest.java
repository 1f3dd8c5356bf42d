package org.plumbline.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.encodings.milp.NeuronTightening;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.query.Budget;

class NeuronTighteningTest {
  private static final int INPUTS = 2;

  private static Network network(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    int last = 0;
    for (int layer = 0; layer < 3; layer++) {
      int size = layer == 0 ? INPUTS : 4;
      DenseMap map = new DenseMap(4, size, random.doubles(4L * size, -1, 1).toArray());
      int z = builder.add(new AffineLayer(last, map, random.doubles(4, -0.5, 0.5).toArray()));
      last = builder.add(new ActivationLayer(z, 4, Activation.RELU));
    }
    builder.add(
        new AffineLayer(last, new DenseMap(1, 4, new double[] {1, 1, 1, 1}), new double[1]));
    return builder.build();
  }

  private static Case box() {
    BigDecimal[] low = {BigDecimal.ONE.negate(), BigDecimal.ONE.negate()};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    return new Case(new DecimalBox(low, high), List.of());
  }

  private static LayerBounds wide(Network network) {
    double[][] lower = new double[network.depth()][];
    double[][] upper = new double[network.depth()][];
    for (int k = 0; k < network.depth(); k++) {
      lower[k] = new double[network.layer(k).size()];
      upper[k] = new double[network.layer(k).size()];
      Arrays.fill(lower[k], k == 0 ? -1 : -20);
      Arrays.fill(upper[k], k == 0 ? 1 : 20);
    }
    return new LayerBounds(lower, upper);
  }

  /** Of every layer, from a fine grid of inputs. */
  private static LayerBounds sampled(Network network) {
    int steps = 200;
    double[] x = new double[(steps + 1) * (steps + 1) * INPUTS];
    for (int p = 0; p < x.length / INPUTS; p++) {
      x[INPUTS * p] = -1 + 2.0 * (p % (steps + 1)) / steps;
      x[INPUTS * p + 1] = -1 + 2.0 * (p / (steps + 1)) / steps;
    }
    double[][] values = new ForwardPass(network, new JavaGemm()).trace(x.length / INPUTS, x);
    double[][] lower = new double[network.depth()][];
    double[][] upper = new double[network.depth()][];
    for (int k = 0; k < network.depth(); k++) {
      int n = network.layer(k).size();
      lower[k] = new double[n];
      upper[k] = new double[n];
      Arrays.fill(lower[k], Double.POSITIVE_INFINITY);
      Arrays.fill(upper[k], Double.NEGATIVE_INFINITY);
      for (int e = 0; e < x.length / INPUTS * n; e++) {
        lower[k][e % n] = Math.min(lower[k][e % n], values[k][e]);
        upper[k][e % n] = Math.max(upper[k][e % n], values[k][e]);
      }
    }
    return new LayerBounds(lower, upper);
  }

  /** Neurons that ReLUs read are narrowed to what they reach, or until their phase is known. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void findsTheRangeOfNeurons(long seed) {
    Network network = network(new Random(seed));
    LayerBounds tight =
        new NeuronTightening(new OrTools(), network, box())
            .tighten(wide(network), Budget.ofMillis(60_000));
    LayerBounds sampled = sampled(network);
    for (int k = 1; k < network.depth() - 1; k += 2) {
      for (int i = 0; i < 4; i++) {
        double low = tight.lower()[k][i];
        double high = tight.upper()[k][i];
        assertThat(low)
            .isLessThan(sampled.lower()[k][i])
            .isCloseTo(sampled.lower()[k][i], within(0.1));
        assertThat(high)
            .isGreaterThan(sampled.upper()[k][i])
            .isCloseTo(sampled.upper()[k][i], within(0.1));
      }
    }
  }

  @Test
  void withoutTimeNothingChanges() {
    Network network = network(new Random(7));
    LayerBounds wide = wide(network);
    LayerBounds same =
        new NeuronTightening(new OrTools(), network, box()).tighten(wide, Budget.ofMillis(0));
    assertThat(same.lower()).isDeepEqualTo(wide.lower());
    assertThat(same.upper()).isDeepEqualTo(wide.upper());
  }
}
