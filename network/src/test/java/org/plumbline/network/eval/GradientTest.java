package org.plumbline.network.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;

final class GradientTest {
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithDifferencesOnSmoothNetworks(long seed) {
    Random random = new Random(seed);
    check(seed, SampleNetworks.smooth(random), random);
  }

  /** Kinks are met with probability of about a millionth: these seeds meet none. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithDifferencesBesideKinks(long seed) {
    Random random = new Random(seed);
    List<Activation> bent =
        List.of(Activation.RELU, Activation.leakyRelu(0.1), Activation.clip(-0.5, 0.75));
    check(seed, SampleNetworks.piecewise(random, bent), random);
  }

  private static void check(long seed, Network network, Random random) {
    int rows = 3;
    int n = network.inputSize();
    int m = network.outputSize();
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    Gradient gradient = new Gradient(network, new JavaGemm());
    gradient.inputs(5, forward.trace(5, SampleNetworks.inputs(random, 5 * n)), new double[5 * m]);
    double[] x = SampleNetworks.inputs(random, rows * n);
    double[] cotangents = SampleNetworks.inputs(random, rows * m);
    double[] found = gradient.inputs(rows, forward.trace(rows, x), cotangents);
    for (int i = 0; i < rows * n; i++) {
      double expected =
          (weighted(forward, rows, moved(x, i, STEP), cotangents)
                  - weighted(forward, rows, moved(x, i, -STEP), cotangents))
              / (2 * STEP);
      assertThat(found[i])
          .as("seed %d input %d", seed, i)
          .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
  }

  private static double weighted(ForwardPass forward, int rows, double[] x, double[] cotangents) {
    double[] y = forward.outputs(rows, x);
    double sum = 0;
    for (int j = 0; j < cotangents.length; j++) {
      sum += cotangents[j] * y[j];
    }
    return sum;
  }

  private static double[] moved(double[] x, int i, double by) {
    double[] moved = x.clone();
    moved[i] += by;
    return moved;
  }

  /** The third group has one member, named twice. */
  @Test
  void givesAllOfEqualMembersTheWholeGradient() {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    builder.add(new MaximumLayer(0, new int[] {0, 3, 5, 7}, new int[] {2, 0, 1, 0, 2, 1, 1}));
    double[] gradient =
        gradient(builder.build(), new double[] {5, 5, 4}, new double[] {2, 10, 100});
    assertThat(gradient).containsExactly(12, 102, 0);
  }

  /** d(x²) = 2x. */
  @Test
  void addsBothSidesOfASquare() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(new ProductLayer(0, 0, 2));
    double[] gradient = gradient(builder.build(), new double[] {3, -4}, new double[] {1, 10});
    assertThat(gradient).containsExactly(6, -80);
  }

  /** The mean of |3| and |−1| is 2: slopes 1 / (2·(1 + 1.5²)) and 1 / (2·(1 + 0.5²)). */
  @Test
  void leadsThroughSigns() {
    double[] gradient = gradient(steps(Activation.Kind.SIGN), new double[] {3, -1}, ones(2));
    assertThat(gradient).containsExactly(1 / 6.5, 0.4);
  }

  @Test
  void leadsThroughSignsOfZerosAndThroughFloors() {
    double[] zeros = gradient(steps(Activation.Kind.SIGN), new double[2], ones(2));
    double[] floors = gradient(steps(Activation.Kind.FLOOR), new double[] {3.5, -7}, ones(2));
    assertThat(zeros).containsExactly(1, 1);
    assertThat(floors).containsExactly(1, 1);
  }

  private static Network steps(Activation.Kind kind) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(new ActivationLayer(0, 2, Activation.of(kind)));
    return builder.build();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] gradient(Network network, double[] x, double[] cotangents) {
    double[][] trace = new ForwardPass(network, new JavaGemm()).trace(1, x);
    return new Gradient(network, new JavaGemm()).inputs(1, trace, cotangents);
  }
}
