package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.NetworkJoin;
import org.plumbline.network.model.ProductLayer;

/** Sampled executions lie inside every bound, and bounds are as tight as the theory says. */
class PropagatorSoundnessTest {
  private static final int NETWORKS = 200;
  private static final int POINTS = 30;
  private static final double EVALUATION_ERROR = 1e-12;

  private final JavaGemm gemm = new JavaGemm();

  /** A batch of two boxes of one network with everything bounded. */
  private final class Bounded {
    final Network network;
    final Box[] boxes;
    final BatchBounds bounds;
    final CrownPropagator crown;

    Bounded(Network network, Box... boxes) {
      this(network, Integer.MAX_VALUE, boxes);
    }

    Bounded(Network network, int symbolLimit, Box... boxes) {
      this.network = network;
      this.boxes = boxes;
      bounds = new BatchBounds(network);
      bounds.reset(boxes.length);
      int n = network.inputSize();
      double[] low = boxes[0].lower().clone();
      double[] high = boxes[0].upper().clone();
      for (int b = 0; b < boxes.length; b++) {
        System.arraycopy(boxes[b].lower(), 0, bounds.lower(0), b * n, n);
        System.arraycopy(boxes[b].upper(), 0, bounds.upper(0), b * n, n);
        for (int i = 0; i < n; i++) {
          low[i] = Math.min(low[i], boxes[b].lower()[i]);
          high[i] = Math.max(high[i], boxes[b].upper()[i]);
        }
      }
      Box hull = new Box(low, high);
      crown = new CrownPropagator(network, new ErrorCharges(network, hull), gemm);
      ZonotopePropagator zonotopes = new ZonotopePropagator(network, gemm, symbolLimit);
      zonotopes.start(bounds, hull.varying());
      for (int k = 1; k < network.depth(); k++) {
        zonotopes.propagate(k, bounds);
        crown.prepare(k, bounds);
        if (symbolLimit < 3) {
          new NeuronBounder(network, crown, gemm).narrow(k, bounds);
        }
      }
      crown.bindProducts(zonotopes);
    }

    LinearForms outputForms() {
      int outputs = network.outputSize();
      LinearForms forms = new LinearForms(network.inputSize());
      forms.reset(2 * outputs * boxes.length, outputs);
      for (int row = 0; row < forms.rows(); row++) {
        forms.owner()[row] = row / (2 * outputs);
        int j = row / 2 % outputs;
        forms.start()[row * outputs + j] = row % 2 == 0 ? 1 : -1;
      }
      crown.bound(bounds, network.outputIndex(), forms);
      return forms;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "relu", "convolutional", "twins"})
  void containsSampledExecutions(String family) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network =
          switch (family) {
            case "dense" -> RandomNetworks.dense(random, false);
            case "relu" -> RandomNetworks.dense(random, true);
            case "twins" -> twins(RandomNetworks.twins(random));
            default -> RandomNetworks.convolutional(random);
          };
      Box first = RandomNetworks.box(random, network.inputSize());
      Box second = RandomNetworks.box(random, network.inputSize());
      int symbolLimit = random.nextBoolean() ? random.nextInt(10) : Integer.MAX_VALUE;
      Bounded bounded = new Bounded(network, symbolLimit, first, second);
      LinearForms forms = bounded.outputForms();
      for (int p = 0; p < POINTS; p++) {
        int b = p % 2;
        double[] x = RandomNetworks.point(random, bounded.boxes[b]);
        double[][] values = new ForwardPass(network, gemm).trace(1, x);
        assertNeuronsInside(seed, bounded, b, values);
        assertFormsBelow(seed, bounded, forms, b, x, values[network.outputIndex()]);
      }
    }
  }

  private static Network twins(List<NetworkJoin.Part> parts) {
    return NetworkJoin.ofReals(parts.get(0).reads().length, parts, List.of());
  }

  /** {@code x² − 1.9·xy + y²} is not negative; planes around its products miss that by 1.95. */
  @Test
  void aQuadraticFormHasNoGap() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    DenseMap matrix = new DenseMap(2, 2, new double[] {1, -0.95, -0.95, 1});
    int right = builder.add(new AffineLayer(0, matrix, new double[2]));
    int products = builder.add(new ProductLayer(0, right, 2));
    DenseMap sum = new DenseMap(1, 2, new double[] {1, 1});
    builder.add(new AffineLayer(products, sum, new double[1]));
    Box box = new Box(new double[] {-1, -1}, new double[] {1, 1});
    LinearForms forms = new Bounded(builder.build(), box).outputForms();
    assertThat(forms.lower()[0]).isBetween(-1e-9, 0.0);
  }

  /** Where only biases of the last layer differ, so do the outputs: by these, up to rounding. */
  @Test
  void outputsOfTwinsCancel() {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      NetworkBuilder moved = new NetworkBuilder(1, network.inputSize());
      network.layers().subList(1, network.outputIndex()).forEach(moved::add);
      AffineLayer last = (AffineLayer) network.layer(network.outputIndex());
      double[] bias = Arrays.stream(last.bias()).map(b -> b + 0.25).toArray();
      moved.add(new AffineLayer(last.terms(), bias, null));
      int[] reads = IntStream.range(0, network.inputSize()).toArray();
      Network join =
          NetworkJoin.ofReals(
              reads.length,
              List.of(
                  new NetworkJoin.Part("f", network, reads),
                  new NetworkJoin.Part("g", moved.build(), reads)),
              List.of());
      Bounded bounded = new Bounded(join, RandomNetworks.box(random, network.inputSize()));
      LinearForms forms = new LinearForms(network.inputSize());
      int n = network.outputSize();
      forms.reset(1, 2 * n);
      forms.start()[0] = -1;
      forms.start()[n] = 1;
      bounded.crown.bound(bounded.bounds, join.outputIndex(), forms);
      assertThat(Arrays.copyOf(forms.coefficients(), network.inputSize())).containsOnly(0);
      assertThat(forms.lower()[0]).as("seed %d", seed).isBetween(0.25 - 1e-9, 0.25);
    }
  }

  private static void assertNeuronsInside(int seed, Bounded bounded, int b, double[][] values) {
    for (int k = 1; k < bounded.network.depth(); k++) {
      int n = bounded.network.layer(k).size();
      for (int i = 0; i < n; i++) {
        assertThat(values[k][i])
            .as("seed %d layer %d neuron %d", seed, k, i)
            .isBetween(
                bounded.bounds.lower(k)[b * n + i] - EVALUATION_ERROR,
                bounded.bounds.upper(k)[b * n + i] + EVALUATION_ERROR);
      }
    }
  }

  private static void assertFormsBelow(
      int seed, Bounded bounded, LinearForms forms, int b, double[] x, double[] y) {
    int outputs = bounded.network.outputSize();
    for (int row = b * 2 * outputs; row < (b + 1) * 2 * outputs; row++) {
      double value = (row % 2 == 0 ? 1 : -1) * y[row / 2 % outputs];
      double form = forms.constant()[row];
      for (int i = 0; i < x.length; i++) {
        form += forms.coefficients()[row * x.length + i] * x[i];
      }
      if (Double.isNaN(form)) {
        assertThat(forms.lower()[row]).as("NaN proves nothing").isNaN();
        continue;
      }
      assertThat(form).as("seed %d row %d", seed, row).isLessThanOrEqualTo(value + 1e-10);
      assertThat(forms.lower()[row]).isLessThanOrEqualTo(value + EVALUATION_ERROR);
    }
  }

  @Test
  void aPointBoxIsBoundedAlmostExactly() {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      Box box =
          Box.point(RandomNetworks.point(random, RandomNetworks.box(random, network.inputSize())));
      LinearForms forms = new Bounded(network, box).outputForms();
      double[] y = new ForwardPass(network, gemm).outputs(1, box.lower());
      for (int j = 0; j < network.outputSize(); j++) {
        assertThat(forms.lower()[2 * j]).as("seed %d", seed).isBetween(y[j] - 1e-9, y[j] + 1e-12);
        assertThat(-forms.lower()[2 * j + 1])
            .as("seed %d", seed)
            .isBetween(y[j] - 1e-12, y[j] + 1e-9);
      }
    }
  }

  /**
   * Paper example: x in [-1, 1], z = x, y = relu(z). The zonotope is y = 0.5 x + 0.25 ± 0.25, so y
   * is in [-0.5, 1]; CROWN bounds y below by the line of slope 0 (u is not greater than −l), above
   * by 0.5 x + 0.5, hence y in [0, 1].
   */
  @Test
  void oneReluOnASymmetricInterval() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {1})));
    int y = builder.add(new ActivationLayer(z, 1, Activation.RELU));
    builder.add(new AffineLayer(y, new DenseMap(1, 1, new double[] {1})));
    Bounded bounded = new Bounded(builder.build(), new Box(new double[] {-1}, new double[] {1}));
    LinearForms forms = bounded.outputForms();
    assertThat(bounded.bounds.lower(3)[0]).isBetween(-0.5 - 1e-9, -0.5);
    assertThat(bounded.bounds.upper(3)[0]).isBetween(1.0, 1 + 1e-9);
    assertThat(forms.lower()[0]).isBetween(-1e-9, 0.0);
    assertThat(-forms.lower()[1]).isBetween(1.0, 1 + 1e-9);
  }

  @Test
  void nanWeightsProveNothing() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {Double.NaN})));
    int y = builder.add(new ActivationLayer(z, 1, Activation.RELU));
    builder.add(new AffineLayer(y, new DenseMap(1, 1, new double[] {1}), new double[] {5}));
    Bounded bounded = new Bounded(builder.build(), new Box(new double[] {-1}, new double[] {1}));
    assertThat(bounded.outputForms().lower()[0] > 0).isFalse();
  }

  @Test
  void overflowProvesNothing() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int last = 0;
    for (int l = 0; l < 4; l++) {
      last = builder.add(new AffineLayer(last, new DenseMap(1, 1, new double[] {1e300})));
      last = builder.add(new ActivationLayer(last, 1, Activation.RELU));
    }
    builder.add(new AffineLayer(last, new DenseMap(1, 1, new double[] {1}), new double[] {5}));
    Bounded bounded = new Bounded(builder.build(), new Box(new double[] {-1}, new double[] {1}));
    assertThat(bounded.outputForms().lower()[0] > 0).isFalse();
  }
}
