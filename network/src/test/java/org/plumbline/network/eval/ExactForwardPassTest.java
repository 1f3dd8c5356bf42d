package org.plumbline.network.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;

final class ExactForwardPassTest {
  private static final List<Activation> CONTINUOUS =
      List.of(Activation.RELU, Activation.leakyRelu((float) 0.1), Activation.clip(-0.5, 0.75));

  /** Steps would turn a rounding error into a different value, so continuous activations only. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void agreesWithDoubleAndFloat(long seed) {
    Random random = new Random(seed);
    Network network = SampleNetworks.piecewise(random, CONTINUOUS);
    double[] x = SampleNetworks.inputs(random, network.inputSize());
    Dyadic[] exact = new ExactForwardPass(network).outputs(x);
    double[] rounded = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    float[] deployed = new Float32ForwardPass(network).outputs(floats(x));
    for (int j = 0; j < exact.length; j++) {
      assertThat(rounded[j]).as("seed %d", seed).isCloseTo(exact[j].toDouble(), within(1e-12));
      assertThat((double) deployed[j])
          .as("seed %d", seed)
          .isCloseTo(exact[j].toDouble(), within(1e-4));
    }
  }

  /** {@code (x·y)³} of thirds, whose digits doubles have no room for. */
  @Test
  void productsAndPowersAreExact() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int x = builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {1, 0}), new double[1]));
    int y = builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {0, 1}), new double[1]));
    int product = builder.add(new ProductLayer(x, y, 1));
    builder.add(new ActivationLayer(product, 1, Activation.power(3)));
    double[] point = {1 / 3.0, -7e-20 / 3};
    BigDecimal expected = new BigDecimal(point[0]).multiply(new BigDecimal(point[1])).pow(3);
    Dyadic exact = new ExactForwardPass(builder.build()).outputs(point)[0];
    assertThat(exact.toBigDecimal()).isEqualByComparingTo(expected);
  }

  /** Small integers: float, double and exact arithmetic all have the same, exact answer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isEqualWhereNothingIsRounded(long seed) {
    Random random = new Random(seed);
    NetworkBuilder builder = new NetworkBuilder(1, 4);
    int last = 0;
    for (int layer = 0; layer < 4; layer++) {
      last = builder.add(new AffineLayer(last, integers(random, 4), quarters(random, 4)));
      Activation activation = SampleNetworks.PIECEWISE_LINEAR.get(random.nextInt(5));
      boolean rounds = activation.kind() == Activation.Kind.LEAKY_RELU;
      last =
          builder.add(
              new ActivationLayer(last, 4, rounds ? Activation.leakyRelu(0.5) : activation));
    }
    builder.add(new MaximumLayer(last, new int[] {0, 3, 4}, new int[] {0, 1, 2, 3}));
    Network network = builder.build();
    double[] x = quarters(random, 4);
    Dyadic[] exact = new ExactForwardPass(network).outputs(x);
    double[] rounded = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    float[] deployed = new Float32ForwardPass(network).outputs(floats(x));
    for (int j = 0; j < exact.length; j++) {
      assertThat(exact[j]).as("seed %d", seed).isEqualTo(Dyadic.ofDouble(rounded[j]));
      assertThat((double) deployed[j]).as("seed %d", seed).isEqualTo(rounded[j]);
    }
  }

  /** (1 + 2⁻⁶⁰) − 1 > 0 exactly, but not in double. */
  @Test
  void seesWhatDoubleRoundsAway() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {1, 1}), new double[] {-1}));
    Network network = builder.build();
    double[] x = {0x1p-60, 1};
    assertThat(new ForwardPass(network, new JavaGemm()).outputs(1, x)[0]).isZero();
    assertThat(new ExactForwardPass(network).outputs(x)[0]).isEqualTo(Dyadic.ofDouble(0x1p-60));
  }

  @Test
  void clipsAtInfiniteEndsNowhere() {
    Network network = activation(Activation.clip(0, Double.POSITIVE_INFINITY));
    assertThat(new ExactForwardPass(network).outputs(new double[] {1e30})[0].toDouble())
        .isEqualTo(1e30);
    assertThat(new ExactForwardPass(network).outputs(new double[] {-1})[0]).isEqualTo(Dyadic.ZERO);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2.5, -2, -0.25, 0, 0.25, 2, 2.5, 1e17, -1e-300})
  void floors(double x) {
    Network network = activation(Activation.of(Activation.Kind.FLOOR));
    assertThat(new ExactForwardPass(network).outputs(new double[] {x})[0])
        .isEqualTo(Dyadic.ofDouble(Math.floor(x)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2.5, -1.5, -0.5, 0, 0.5, 1.5, 2.5, 3.5, 0.25, -0.75, 1e17, 16777216.5})
  void roundsHalvesToEven(double x) {
    Network network = activation(Activation.of(Activation.Kind.ROUND));
    for (double at : new double[] {x, Math.nextUp(x), Math.nextDown(x)}) {
      assertThat(new ExactForwardPass(network).outputs(new double[] {at})[0])
          .isEqualTo(Dyadic.ofDouble(Math.rint(at)));
    }
  }

  @Test
  void refusesWhatIsNoNumber() {
    Network straight = activation(Activation.RELU);
    assertThatThrownBy(() -> new ExactForwardPass(straight).outputs(new double[] {Double.NaN}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new ExactForwardPass(straight).outputs(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 inputs");
  }

  @Test
  void saysWhetherTheFileMeansTheseCoefficients() {
    assertThat(ExactForwardPass.isFaithful(activation(Activation.RELU))).isTrue();
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(new AffineLayer(0, new DiagonalMap(new double[] {0.1}, 0x1p-53)));
    assertThat(ExactForwardPass.isFaithful(builder.build())).isFalse();
  }

  @Test
  void smoothFunctionsHaveExactValuesAtFewNumbers() {
    assertThat(valueOf(Activation.TANH, 0)).isEqualTo(0);
    assertThat(valueOf(Activation.SIGMOID, 0)).isEqualTo(0.5);
    assertThat(valueOf(Activation.of(Activation.Kind.EXP), 0)).isEqualTo(1);
    assertThat(valueOf(Activation.of(Activation.Kind.LOG), 1)).isEqualTo(0);
    assertThat(valueOf(Activation.of(Activation.Kind.SQRT), 2.25)).isEqualTo(1.5);
    assertThat(valueOf(Activation.of(Activation.Kind.SQRT), 0x1p-40)).isEqualTo(0x1p-20);
    assertThat(valueOf(Activation.of(Activation.Kind.RECIPROCAL), -8)).isEqualTo(-0.125);
    assertThat(valueOf(Activation.of(Activation.Kind.SOFTSIGN), -3)).isEqualTo(-0.75);
    assertThat(valueOf(Activation.elu(0.3), 0.1)).isEqualTo(0.1);
  }

  @Test
  void otherValuesOfSmoothFunctionsAreNotKnown() {
    assertUnknown(Activation.TANH, 0x1p-60);
    assertUnknown(Activation.SIGMOID, 800);
    assertUnknown(Activation.of(Activation.Kind.LOG), 0);
    assertUnknown(Activation.of(Activation.Kind.SQRT), 2);
    assertUnknown(Activation.of(Activation.Kind.SQRT), -4);
    assertUnknown(Activation.of(Activation.Kind.RECIPROCAL), 3);
    assertUnknown(Activation.of(Activation.Kind.RECIPROCAL), 0);
    assertUnknown(Activation.of(Activation.Kind.SOFTSIGN), 2);
    assertUnknown(Activation.elu(0.3), -0.1);
  }

  private static double valueOf(Activation activation, double x) {
    return new ExactForwardPass(activation(activation)).outputs(new double[] {x})[0].toDouble();
  }

  private static void assertUnknown(Activation activation, double x) {
    ExactForwardPass pass = new ExactForwardPass(activation(activation));
    assertThatThrownBy(() -> pass.outputs(new double[] {x}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not known as a double");
  }

  private static Network activation(Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(new ActivationLayer(0, 1, activation));
    return builder.build();
  }

  private static DenseMap integers(Random random, int size) {
    return new DenseMap(size, size, random.ints(size * size, -2, 3).asDoubleStream().toArray());
  }

  private static double[] quarters(Random random, int size) {
    return random.ints(size, -8, 9).mapToDouble(i -> i / 4.0).toArray();
  }

  private static float[] floats(double[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }
}
