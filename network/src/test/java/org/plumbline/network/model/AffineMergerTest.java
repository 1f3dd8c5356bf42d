package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.Window;

class AffineMergerTest {
  private final Random random = new Random(3);

  private double[] values(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private LinearMap randomMap(int inputs) {
    return switch (random.nextInt(6)) {
      case 0 -> new DiagonalMap(values(inputs), 0);
      case 1 -> new SelectionMap(inputs, random.ints(4, -1, inputs).toArray());
      case 2 -> new SelectionMap(inputs, java.util.stream.IntStream.range(0, inputs).toArray());
      case 3 -> singleEntries(inputs);
      default -> new DenseMap(4, inputs, values(4 * inputs));
    };
  }

  private DenseMap singleEntries(int inputs) {
    double[] weights = new double[3 * inputs];
    for (int o = 0; o < 3; o++) {
      weights[o * inputs + random.nextInt(inputs)] = random.nextBoolean() ? -1 : 0.3;
    }
    return new DenseMap(3, inputs, weights);
  }

  @Test
  void computesTheSameFunction() {
    int merged = 0;
    for (int trial = 0; trial < 500; trial++) {
      NetworkBuilder builder = new NetworkBuilder(1, 4);
      int last = 0;
      for (int l = 0; l < 5; l++) {
        LinearMap map = randomMap(builder.size(last));
        double[] bias =
            random.nextBoolean() ? values(map.outputSize()) : new double[map.outputSize()];
        last = builder.add(new AffineLayer(last, map, bias));
        if (random.nextInt(3) == 0) {
          last = builder.add(new ActivationLayer(last, map.outputSize(), Activation.RELU));
        }
      }
      Network network = builder.build();
      Network smaller = AffineMerger.merge(network);
      merged += network.depth() - smaller.depth();
      double[] x = values(4);
      double[] expected = new ForwardPass(network, new JavaGemm()).outputs(1, x);
      double[] actual = new ForwardPass(smaller, new JavaGemm()).outputs(1, x);
      assertThat(smaller.outputSize()).isEqualTo(network.outputSize());
      for (int i = 0; i < network.outputSize(); i++) {
        assertThat(actual[i]).as("trial %d", trial).isCloseTo(expected[i], within(1e-12));
      }
    }
    assertThat(merged).isGreaterThan(500);
  }

  @Test
  void batchNormalisationJoinsItsConvolution() {
    Window window = new Window(3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1);
    NetworkBuilder builder = new NetworkBuilder(1, 1, 3, 3);
    int conv = builder.add(new AffineLayer(0, new ConvolutionMap(window, 1, 2, 1, values(18), 0)));
    double[] scale = new double[18];
    java.util.Arrays.fill(scale, 0, 9, 0.7);
    java.util.Arrays.fill(scale, 9, 18, -1.3);
    builder.add(new AffineLayer(conv, new DiagonalMap(scale, 1e-16), values(18)));
    Network merged = AffineMerger.merge(builder.build());
    assertThat(merged.depth()).isEqualTo(2);
    LinearMap map = ((AffineLayer) merged.layer(1)).terms().get(0).map();
    assertThat(map).isInstanceOf(ConvolutionMap.class);
    assertThat(map.coefficientError()).isGreaterThan(1e-16);
  }

  @Test
  void aLayerReadTwiceIsKept() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(new AffineLayer(0, new DenseMap(2, 2, values(4))));
    int relu = builder.add(new ActivationLayer(first, 2, Activation.RELU));
    int[] identity = {0, 1};
    builder.add(
        new AffineLayer(
            java.util.List.of(
                new AffineLayer.Term(first, new SelectionMap(2, identity)),
                new AffineLayer.Term(relu, new SelectionMap(2, identity))),
            new double[2],
            null));
    assertThat(AffineMerger.merge(builder.build()).depth()).isEqualTo(4);
  }
}
