package org.plumbline.verifier.branching.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;

/** What bounds of neurons cost follows from what these see, not from the size of the network. */
class PassCostTest {
  private static final int SIDE = 64;
  private static final int CHANNELS = 16;
  private static final int WIDTH = 1000;
  private static final int LAYERS = 24;

  @Test
  void aPixelOfALargeConvolutionIsCheap() {
    Network network = network(convolution(), 2);
    assertThat(PassCost.ofNetwork(network)).isGreaterThan(2e11);
    assertThat(PassCost.isHigh(network, about(network, 77))).isFalse();
  }

  @Test
  void neuronsThatSeeEverythingAreNot() {
    DenseMap dense = new DenseMap(WIDTH, WIDTH, ones(WIDTH * WIDTH), 0);
    Network network = network(dense, LAYERS);
    assertThat(PassCost.ofNetwork(network)).isGreaterThan(2e11);
    assertThat(PassCost.isHigh(network, about(network, 77))).isTrue();
  }

  @Test
  void aSmallNetworkIsCheap() {
    DenseMap dense = new DenseMap(WIDTH, WIDTH, ones(WIDTH * WIDTH), 0);
    Network network = network(dense, 2);
    assertThat(PassCost.isHigh(network, about(network, 77))).isFalse();
  }

  /** Layers with the same map, each with a ReLU behind it. */
  private static Network network(LinearMap map, int layers) {
    NetworkBuilder builder = new NetworkBuilder(1, map.inputSize());
    int last = 0;
    for (int k = 0; k < layers; k++) {
      AffineLayer.Term term = new AffineLayer.Term(last, map);
      int sum = builder.add(new AffineLayer(List.of(term), new double[map.outputSize()], null));
      last = builder.add(new ActivationLayer(sum, map.outputSize(), Activation.RELU));
    }
    return builder.build();
  }

  private static ConvolutionMap convolution() {
    Window window = new Window(SIDE, SIDE, SIDE, SIDE, 3, 3, 1, 1, 1, 1, 1, 1);
    return new ConvolutionMap(
        window, CHANNELS, CHANNELS, 1, ones(CHANNELS * CHANNELS * window.taps()), 0);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** One row about one output. */
  private static SearchSpace about(Network network, int output) {
    double[] row = new double[network.outputSize()];
    row[output] = 1;
    Box box = new Box(new double[network.inputSize()], ones(network.inputSize()));
    UnsafeSet set =
        new UnsafeSet(box, new double[][] {row}, null, new double[] {-1}, new int[] {0, 1});
    return new SearchSpace(List.of(set), Premise.NONE);
  }
}
