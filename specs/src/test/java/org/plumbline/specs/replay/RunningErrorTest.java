package org.plumbline.specs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.query.Samples;

class RunningErrorTest {
  @Test
  void exampleByHand() {
    // y = ReLU(2x) at x = 1 ± 1/4: 2 ± 1/2, and next to nothing for rounding
    RunningError.Enclosure enclosure =
        new RunningError(Samples.scalar(2, Activation.RELU))
            .enclose(new double[] {1}, new double[] {0.25});
    assertThat(enclosure.values()).containsExactly(2);
    assertThat(enclosure.errors()[0]).isBetween(0.5, 0.5 + 1e-8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void containsTheExactOutputsTightly(long seed) {
    Random random = new Random(seed);
    for (Activation activation :
        new Activation[] {Activation.RELU, Activation.leakyRelu(0.1f), Activation.clip(-1, 2)}) {
      Network network = Samples.layered(random, activation, 4, 20, 20, 20, 3);
      double[] x = Samples.gaussian(random, 4);
      RunningError.Enclosure enclosure = new RunningError(network).enclose(x, new double[4]);
      Dyadic[] exact = new ExactForwardPass(network).outputs(x);
      for (int j = 0; j < 3; j++) {
        BigDecimal distance =
            exact[j].toBigDecimal().subtract(new BigDecimal(enclosure.values()[j])).abs();
        assertThat(distance)
            .as("seed %d, %s, output %d", seed, activation, j)
            .isLessThanOrEqualTo(new BigDecimal(enclosure.errors()[j]));
        assertThat(enclosure.errors()[j]).as("seed %d", seed).isLessThan(1e-8);
      }
    }
  }

  static Stream<Activation> activations() {
    return Stream.concat(
        Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.LEAKY_RELU && kind != Kind.CLIP && kind != Kind.POWER)
            .filter(kind -> kind != Kind.ELU && kind != Kind.INVERSE_ROOT && kind != Kind.TABLE)
            .map(Activation::of),
        Stream.of(
            Activation.leakyRelu(-2.5),
            Activation.clip(-0.5, 0.25),
            Activation.elu(1.7),
            Activation.inverseRoot(1e-3),
            Activation.power(0),
            Activation.power(1),
            Activation.power(3)));
  }

  /** Far more deviation than rounding: whatever the activation does nearby is within the bound. */
  @ParameterizedTest
  @MethodSource("activations")
  void containsWhatActivationsDoNearby(Activation activation) {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      double v = 4 * random.nextGaussian();
      double d = Math.exp(-6 * random.nextDouble());
      double bound = ActivationError.bound(activation, v, d);
      for (double t : new double[] {v - d, v + d, v + d * (2 * random.nextDouble() - 1)}) {
        double change = Math.abs(activation.value(t) - activation.value(v));
        boolean known = bound < Double.POSITIVE_INFINITY;
        assertThat(!known || change <= bound * (1 + 1e-12) + 1e-12)
            .as("seed %d: %s at %s within %s: %s > %s", seed, activation, v, d, change, bound)
            .isTrue();
      }
    }
  }

  @Test
  void boundsAreFiniteWhereFunctionsAreTame() {
    activations()
        .filter(activation -> activation.kind() != Kind.ASIN)
        .forEach(
            activation ->
                assertThat(ActivationError.bound(activation, 2.25, 0.125))
                    .as(activation.toString())
                    .isBetween(0.0, 30.0));
    assertThat(ActivationError.bound(Activation.of(Kind.ASIN), 0.5, 0.125)).isBetween(0.125, 0.2);
  }

  @Test
  void aReluThatIsSurelyOffIsExact() {
    assertThat(ActivationError.bound(Activation.RELU, -1, 0.5)).isZero();
    assertThat(ActivationError.bound(Activation.RELU, -1, 1)).isEqualTo(1);
    assertThat(ActivationError.bound(Activation.RELU, 1, 0.5)).isEqualTo(0.5);
    assertThat(ActivationError.bound(Activation.RELU, -1, Double.NaN)).isNaN();
  }

  @Test
  void nothingIsKnownAtStepsAndOutsideOfDomains() {
    assertThat(ActivationError.bound(Activation.of(Kind.SIGN), 0.1, 0.2)).isInfinite();
    assertThat(ActivationError.bound(Activation.of(Kind.FLOOR), 0.9, 0.2)).isInfinite();
    assertThat(ActivationError.bound(Activation.of(Kind.ROUND), 0.4, 0.2)).isInfinite();
    assertThat(ActivationError.bound(Activation.of(Kind.ROUND), 0.5, 0x1p-60)).isInfinite();
    assertThat(ActivationError.bound(Activation.of(Kind.ROUND), 0.9, 0.2)).isZero();
    for (Kind kind : new Kind[] {Kind.LOG, Kind.SQRT, Kind.RECIPROCAL}) {
      double bound = ActivationError.bound(Activation.of(kind), 0.1, 0.2);
      assertThat(bound < Double.POSITIVE_INFINITY).as(kind.toString()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void containsNetworksNearby(long seed) {
    Random random = new Random(seed);
    double relative = 1e-3;
    double[] weights = Samples.gaussian(random, 24);
    double[] x = Samples.gaussian(random, 4);
    double[] deviation = {1e-3, 0, 2e-3, 1e-4};
    RunningError.Enclosure enclosure =
        new RunningError(productNetwork(weights, relative)).enclose(x, deviation);
    assertThat(Arrays.stream(enclosure.errors()).max().orElseThrow()).isLessThan(10);
    for (int round = 0; round < 200; round++) {
      double[] moved = x.clone();
      for (int i = 0; i < 4; i++) {
        moved[i] += deviation[i] * corner(random);
      }
      double[] other = weights.clone();
      for (int k = 0; k < other.length; k++) {
        other[k] *= 1 + relative * corner(random);
      }
      double[] y = new ForwardPass(productNetwork(other, 0), new JavaGemm()).outputs(1, moved);
      for (int j = 0; j < enclosure.values().length; j++) {
        assertThat(Math.abs(y[j] - enclosure.values()[j]))
            .as("seed %d, output %d", seed, j)
            .isLessThanOrEqualTo(enclosure.errors()[j]);
      }
    }
  }

  private static double corner(Random random) {
    return random.nextBoolean() ? 0.999 : -0.999;
  }

  /** max over pairs of tanh(Ax) · Ax, with A of 6 × 4. */
  private static Network productNetwork(double[] weights, double relative) {
    NetworkBuilder builder = new NetworkBuilder(1, 4);
    int affine = builder.add(new AffineLayer(0, new DenseMap(6, 4, weights, relative)));
    int tanh = builder.add(new ActivationLayer(affine, 6, Activation.TANH));
    int product = builder.add(new ProductLayer(tanh, affine, 6));
    builder.add(new MaximumLayer(product, new int[] {0, 2, 4, 6}, new int[] {0, 1, 2, 3, 4, 5}));
    return builder.build();
  }

  /** A score that is masked is known to no unit of its own, and its exponential is nearly 0. */
  @Test
  void exponentialsOfWhatIsFarBelowZeroAreSmall() {
    Activation exp = Activation.of(Kind.EXP);
    assertThat(ActivationError.bound(exp, -1e30, 1e20)).isBetween(0.0, 1e-170);
    assertThat(ActivationError.bound(exp, -100, 50)).isBetween(Math.exp(-50), 1.1 * Math.exp(-50));
    assertThat(ActivationError.bound(exp, 1, 1e6)).isInfinite();
  }

  /** Slopes of Gelu are at most 1.13, and its values are within 2⁻³⁹. */
  @Test
  void smoothFunctionsMoveByTheirSlopes() {
    Activation gelu = Activation.of(Kind.GELU);
    assertThat(ActivationError.bound(gelu, 1, 0.5)).isBetween(0.5, 0.6);
    assertThat(ActivationError.bound(gelu, 1, 0)).isBetween(0.0, 1e-11);
    assertThat(ActivationError.bound(Activation.of(Kind.ASIN), 0.9, 0.2)).isInfinite();
  }
}
