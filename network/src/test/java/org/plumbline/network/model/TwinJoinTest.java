package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.Window;

class TwinJoinTest {
  private static final int[] ALL = IntStream.range(0, 16).toArray();

  private static double[] weights(Random random, int count) {
    return random.doubles(count, -1, 1).map(x -> (float) x).toArray();
  }

  /** A convolution, a scaling, a residual sum, a dense layer: weights changed by a function. */
  private static Network network(long seed, DoubleUnaryOperator change, Activation last) {
    Random random = new Random(seed);
    NetworkBuilder builder = new NetworkBuilder(1, 1, 4, 4);
    Window window = new Window(4, 4, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1);
    double[] kernel = changed(weights(random, 9), change);
    int z = builder.add(affine(0, new ConvolutionMap(window, 1, 1, 1, kernel, 0), random, change));
    int y = builder.add(new ActivationLayer(z, 16, Activation.RELU));
    DiagonalMap scale = new DiagonalMap(changed(weights(random, 16), change), 0);
    int scaled = builder.add(affine(y, scale, random, change));
    SelectionMap identity = new SelectionMap(16, ALL);
    List<AffineLayer.Term> both =
        List.of(new AffineLayer.Term(scaled, identity), new AffineLayer.Term(0, identity));
    int sum = builder.add(new AffineLayer(both, new double[16], null));
    y = builder.add(new ActivationLayer(sum, 16, Activation.RELU));
    DenseMap dense = new DenseMap(3, 16, changed(weights(random, 48), change));
    z = builder.add(affine(y, dense, random, change));
    builder.name("logits", z);
    builder.add(new ActivationLayer(z, 3, last));
    return builder.build();
  }

  private static AffineLayer affine(
      int source, LinearMap map, Random random, DoubleUnaryOperator change) {
    double[] bias = changed(weights(random, map.outputSize()), change);
    return new AffineLayer(source, map, bias);
  }

  private static double[] changed(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }

  private static double toEighths(double x) {
    return Math.rint(8 * x) / 8;
  }

  private static List<NetworkJoin.Part> parts(Network... networks) {
    return IntStream.range(0, networks.length)
        .mapToObj(k -> new NetworkJoin.Part("n" + k, networks[k], ALL))
        .toList();
  }

  private static long differences(Network network) {
    return network.layers().stream().filter(l -> l instanceof ReluDifferenceLayer).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSameFunctionAsThePlainJoin(long seed) {
    Network f = network(seed, x -> x, Activation.RELU);
    Network rounded = network(seed, TwinJoinTest::toEighths, Activation.RELU);
    Network pruned = network(seed, x -> Math.abs(x) < 0.2 ? 0 : x, Activation.RELU);
    Network plain = NetworkJoin.of(16, parts(f, rounded, pruned), List.of());
    Network twins = NetworkJoin.ofReals(16, parts(f, rounded, pruned), List.of());
    assertThat(differences(plain)).isZero();
    assertThat(differences(twins)).isEqualTo(6);
    Random random = new Random(seed);
    for (int trial = 0; trial < 20; trial++) {
      double[] x = weights(random, 16);
      assertThat(new ExactForwardPass(twins).outputs(x))
          .containsExactly(new ExactForwardPass(plain).outputs(x));
    }
  }

  @Test
  void equalNetworksHaveNoDifference() {
    Network f = network(1, x -> x, Activation.RELU);
    Network same = network(1, x -> x, Activation.RELU);
    Network twins = NetworkJoin.ofReals(16, parts(f, same), List.of());
    assertThat(twins.depth()).isEqualTo(f.depth() + 1);
    double[] x = weights(new Random(1), 16);
    var y = new ExactForwardPass(twins).outputs(x);
    assertThat(Arrays.copyOfRange(y, 3, 6)).isEqualTo(Arrays.copyOfRange(y, 0, 3));
  }

  @Test
  void onlyTwinsThatReadTheSameInputsAreJoinedAsDifferences() {
    Network f = network(1, x -> x, Activation.RELU);
    Network g = network(1, TwinJoinTest::toEighths, Activation.RELU);
    int[] turned = IntStream.range(0, 16).map(i -> 15 - i).toArray();
    List<NetworkJoin.Part> apart =
        List.of(new NetworkJoin.Part("f", f, ALL), new NetworkJoin.Part("g", g, turned));
    assertThat(differences(NetworkJoin.ofReals(16, apart, List.of()))).isZero();
    Network smooth = network(1, TwinJoinTest::toEighths, Activation.TANH);
    assertThat(differences(NetworkJoin.ofReals(16, parts(f, smooth), List.of()))).isZero();
    Network infinite = network(1, x -> x < -0.9 ? Double.NEGATIVE_INFINITY : x, Activation.RELU);
    assertThat(differences(NetworkJoin.ofReals(16, parts(f, infinite), List.of()))).isZero();
  }

  @Test
  void namesAreThoseOfTheFirstNetworkAndOfOutputs() {
    NetworkBuilder builder = new NetworkBuilder(1, 16);
    int z = builder.add(new AffineLayer(0, new DenseMap(1, 16, weights(new Random(1), 16))));
    builder.name("y", z);
    Network f = builder.build();
    builder = new NetworkBuilder(1, 16);
    z = builder.add(new AffineLayer(0, new DenseMap(1, 16, weights(new Random(2), 16))));
    builder.name("y", z);
    Network twins = NetworkJoin.ofReals(16, parts(f, builder.build()), List.of());
    assertThat(twins.reading().tensors()).containsOnlyKeys("n0: y", "n1: y");
    assertThat(((AffineLayer) twins.layer(2)).deviation()).isInfinite();
    Network deep = network(1, x -> x, Activation.RELU);
    Network other = network(2, x -> x, Activation.RELU);
    assertThat(NetworkJoin.ofReals(16, parts(deep, other), List.of()).reading().tensors())
        .containsOnlyKeys("n0: logits");
  }

  /** Coefficients known to within an error may differ where they look equal. */
  @Test
  void inexactCoefficientsDoNotCancel() {
    double[] scale = {1.0 / 3};
    List<NetworkJoin.Part> parts = new java.util.ArrayList<>();
    for (int k = 0; k < 2; k++) {
      NetworkBuilder builder = new NetworkBuilder(1, 1);
      builder.add(new AffineLayer(0, new DiagonalMap(scale.clone(), 0x1p-53)));
      parts.add(new NetworkJoin.Part("n" + k, builder.build(), new int[] {0}));
    }
    Network twins = NetworkJoin.ofReals(1, parts, List.of());
    AffineLayer difference = (AffineLayer) twins.layer(2);
    assertThat(difference.terms()).hasSize(2);
    assertThat(difference.terms()).allMatch(t -> t.map().coefficientError() > 0);
  }

  @Test
  void whatADifferenceLosesIsAnErrorOfItsCoefficient() {
    LinearMap one = new DiagonalMap(new double[] {0x1p-60, 1}, 0);
    LinearMap other = new DiagonalMap(new double[] {1, 1 - 0x1p-53}, 0);
    assertThat(MapDifference.of(one, other).coefficientError()).isGreaterThanOrEqualTo(0x1p-53);
    LinearMap near = new DiagonalMap(new double[] {0x1p-60 + 0x1p-100, 1 - 0x1p-53}, 0);
    assertThat(MapDifference.of(one, near).coefficientError()).isZero();
    assertThat(MapDifference.lost(1, 0x1p-60)).isEqualTo(-0x1p-60);
  }
}
