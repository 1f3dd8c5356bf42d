package org.plumbline.verifier.branching.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.bounds.SlopeListener;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.proof.RootRows;

/** On slices the neurons of a convolution get the bounds that the whole network gives them. */
class SlicedNarrowingTest {
  private static final int SIDE = 14;
  private static final int LAYER = 5;
  private static final int POINTS = 200;

  @Test
  void boundsAreThoseOfTheWholeNetwork() {
    assertBoundsAreThoseOfTheWhole(SlicedNarrowingTest::convolutions);
  }

  @Test
  void slicesHoldProducts() {
    assertBoundsAreThoseOfTheWhole(SlicedNarrowingTest::products);
  }

  private static void assertBoundsAreThoseOfTheWhole(Function<Random, Network> networks) {
    for (int seed = 0; seed < 10; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = networks.apply(random);
      double[] centre = random.doubles(network.inputSize(), -1, 1).toArray();
      Box box =
          new Box(
              IntStream.range(0, centre.length).mapToDouble(i -> centre[i] - 0.1).toArray(),
              IntStream.range(0, centre.length).mapToDouble(i -> centre[i] + 0.1).toArray());
      ErrorCharges charges = new ErrorCharges(network, box);
      BatchBounds whole = intervals(network, box);
      BatchBounds sliced = intervals(network, box);
      NeuronBounder bounder =
          new NeuronBounder(
              network, new CrownPropagator(network, charges, new JavaGemm()), new JavaGemm());
      for (int k = 1; k <= LAYER; k++) {
        bounder.prepare(k, whole);
      }
      int[] open = bounder.open(LAYER, whole);
      assertThat(open).as("seed %d", seed).isNotEmpty();
      bounder.narrow(LAYER, whole, open, 0, open.length, 1, SlopeListener.SILENT);
      try (Parallel parallel = new Parallel(2)) {
        int[] left =
            new SlicedNarrowing(network, charges, JavaGemm::new, parallel)
                .narrow(LAYER, sliced, open, 1, RootRows.of(network), Budget.ofMillis(60_000));
        assertThat(left).as("seed %d", seed).isEmpty();
      }
      for (int i : open) {
        double width = whole.upper(LAYER)[i] - whole.lower(LAYER)[i];
        assertThat(sliced.lower(LAYER)[i])
            .isCloseTo(whole.lower(LAYER)[i], org.assertj.core.data.Offset.offset(1e-9 * width));
        assertThat(sliced.upper(LAYER)[i])
            .isCloseTo(whole.upper(LAYER)[i], org.assertj.core.data.Offset.offset(1e-9 * width));
      }
      assertSamplesInside(seed, random, network, box, sliced);
    }
  }

  private static void assertSamplesInside(
      int seed, Random random, Network network, Box box, BatchBounds bounds) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    for (int p = 0; p < POINTS; p++) {
      double[] values = forward.trace(1, RandomNetworks.point(random, box))[LAYER];
      for (int i = 0; i < network.layer(LAYER).size(); i++) {
        assertThat(values[i])
            .as("seed %d neuron %d", seed, i)
            .isBetween(bounds.lower(LAYER)[i] - 1e-12, bounds.upper(LAYER)[i] + 1e-12);
      }
    }
  }

  private static BatchBounds intervals(Network network, Box box) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    ZonotopePropagator intervals = new ZonotopePropagator(network, new JavaGemm(), 0);
    intervals.start(bounds, box.varying());
    for (int k = 1; k < network.depth(); k++) {
      intervals.propagate(k, bounds);
    }
    return bounds;
  }

  /** A ReLU of a convolution of products of two convolutions. */
  private static Network products(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 1, SIDE, SIDE);
    int left = builder.add(convolution(random, 0, 1));
    int right = builder.add(convolution(random, 0, 1));
    int size = 3 * SIDE * SIDE;
    int product = builder.add(new ProductLayer(left, right, size));
    int same = builder.add(convolution(random, product, 3));
    builder.add(convolution(random, same, 3));
    builder.add(new ActivationLayer(LAYER, size, Activation.RELU));
    return builder.build();
  }

  private static AffineLayer convolution(Random random, int source, int channels) {
    Window window = new Window(SIDE, SIDE, SIDE, SIDE, 3, 3, 1, 1, 1, 1, 1, 1);
    double[] kernel = random.doubles(3L * channels * 9, -1, 1).map(w -> w / Math.sqrt(9)).toArray();
    ConvolutionMap map = new ConvolutionMap(window, channels, 3, 1, kernel, 0);
    return new AffineLayer(source, map, new double[map.outputSize()]);
  }

  private static Network convolutions(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 1, SIDE, SIDE);
    int last = 0;
    int channels = 1;
    for (int l = 0; l < 3; l++) {
      last = builder.add(convolution(random, last, channels));
      channels = 3;
      last = builder.add(new ActivationLayer(last, channels * SIDE * SIDE, Activation.RELU));
    }
    return builder.build();
  }
}
