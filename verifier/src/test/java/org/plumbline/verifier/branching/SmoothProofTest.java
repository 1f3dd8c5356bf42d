package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;

/** What is proved with slopes of smooth functions that were optimised has a certificate. */
class SmoothProofTest {
  private static final int NETWORKS = 10;
  private static final int INPUTS = 6;
  private static final int NEURONS = 10;
  private static final int SAMPLES = 2_000;

  static List<Activation> activations() {
    return List.of(
        Activation.SIGMOID,
        Activation.TANH,
        Activation.leakyRelu(0.1),
        Activation.of(Activation.Kind.GELU),
        Activation.of(Activation.Kind.SOFTPLUS));
  }

  private static Network network(Random random, Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    int last = 0;
    for (int l = 0; l < 3; l++) {
      last = builder.add(affine(random, last, builder.size(last), NEURONS));
      last = builder.add(new ActivationLayer(last, NEURONS, activation));
    }
    builder.add(affine(random, last, NEURONS, 1));
    return builder.build();
  }

  private static AffineLayer affine(Random random, int source, int from, int to) {
    double[] weights = random.doubles((long) from * to, -1.5, 1.5).toArray();
    return new AffineLayer(
        source, new DenseMap(to, from, weights), random.doubles(to, -1, 1).toArray());
  }

  /** Tanhs, products of pairs of them, and tanhs again. */
  private static Network products(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    int first = builder.add(affine(random, 0, INPUTS, NEURONS));
    int left = builder.add(new ActivationLayer(first, NEURONS, Activation.TANH));
    int right = builder.add(affine(random, 0, INPUTS, NEURONS));
    int product = builder.add(new ProductLayer(left, right, NEURONS));
    int second = builder.add(affine(random, product, NEURONS, NEURONS));
    int last = builder.add(new ActivationLayer(second, NEURONS, Activation.TANH));
    builder.add(affine(random, last, NEURONS, 1));
    return builder.build();
  }

  /** Unsafe: y ≤ limit. */
  private static Query atMost(Network network, Box box, double limit) {
    LinearInequality row =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
    Case only =
        new Case(
            new DecimalBox(decimals(box.lower()), decimals(box.upper())),
            List.of(Polyhedron.of(row)));
    return Query.of(network, new Property(INPUTS, 1, List.of(only)));
  }

  private static BigDecimal[] decimals(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyProofIsAccepted(Activation activation) {
    Tally tally = tally(random -> network(random, activation));
    assertThat(tally.proved()).isGreaterThan(NETWORKS / 2);
    assertThat(tally.accepted()).isEqualTo(tally.proved());
  }

  /** Zonotopes of the search know more of products than the checker's intervals do. */
  @Test
  void mostProofsWithProductsAreAccepted() {
    Tally tally = tally(SmoothProofTest::products);
    assertThat(tally.proved()).isGreaterThan(NETWORKS / 2);
    assertThat(tally.accepted()).isGreaterThan(tally.proved() * 2 / 3);
  }

  private record Tally(int proved, int accepted) {}

  private static Tally tally(Function<Random, Network> drawn) {
    int proved = 0;
    int accepted = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = drawn.apply(random);
      double[] center = random.doubles(INPUTS, -1, 1).toArray();
      Box box =
          new Box(
              Arrays.stream(center).map(x -> x - 0.05).toArray(),
              Arrays.stream(center).map(x -> x + 0.05).toArray());
      ForwardPass forward = new ForwardPass(network, new JavaGemm());
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int s = 0; s < SAMPLES; s++) {
        double y = forward.outputs(1, RandomNetworks.point(random, box))[0];
        least = Math.min(least, y);
        greatest = Math.max(greatest, y);
      }
      Query query = atMost(network, box, least - 0.25 * (greatest - least));
      CheckedSearch search = CheckedSearch.of(query, Splitting.ACTIVATIONS, 4_000);
      proved += search.isProved() ? 1 : 0;
      accepted += search.isAccepted() ? 1 : 0;
    }
    return new Tally(proved, accepted);
  }
}
