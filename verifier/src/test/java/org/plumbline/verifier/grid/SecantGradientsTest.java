package org.plumbline.verifier.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.verifier.dlv.grid.BoxBounds;

class SecantGradientsTest {
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 3;

  private static double[] greatest(Network network, Box box, double... weights) {
    return new SecantGradients(BoxBounds.of(network, box, new JavaGemm()), new JavaGemm())
        .greatest(weights);
  }

  /** y = relu(x₀ − 2x₁): one slope where the sum is positive, any up to it where it may not be. */
  @Test
  void knowsTheActiveSideOfAKink() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int sum = builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {1, -2})));
    builder.add(new ActivationLayer(sum, 1, Activation.RELU));
    Network network = builder.build();
    Box active = new Box(new double[] {1, 0}, new double[] {2, 0.25});
    Box dead = new Box(new double[] {0, 1}, new double[] {1, 2});
    Box open = new Box(new double[] {0, 0}, new double[] {1, 1});
    for (Box box : new Box[] {active, open}) {
      double[] found = greatest(network, box, -1);
      assertThat(found[0]).isBetween(1.0, 1 + 1e-6);
      assertThat(found[1]).isBetween(2.0, 2 + 1e-6);
    }
    assertThat(greatest(network, dead, -1)[1]).isLessThan(1e-6);
  }

  /** max(x₀, x₁) where x₀ wins everywhere; x₀·x₁ with factors up to 3 and 5. */
  @Test
  void knowsWinnersAndFactors() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(new MaximumLayer(0, new int[] {0, 2}, new int[] {0, 1}));
    Box apart = new Box(new double[] {2, 0}, new double[] {3, 1});
    double[] found = greatest(builder.build(), apart, 1);
    assertThat(found[0]).isBetween(1.0, 1 + 1e-6);
    assertThat(found[1]).isLessThan(1e-170);

    builder = new NetworkBuilder(1, 2);
    int left = builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {1, 0})));
    int right = builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {0, 1})));
    builder.add(new ProductLayer(left, right, 1));
    Box factors = new Box(new double[] {-3, 4}, new double[] {2, 5});
    double[] product = greatest(builder.build(), factors, 1);
    assertThat(product[0]).isBetween(5.0, 5 + 1e-6);
    assertThat(product[1]).isBetween(3.0, 3 + 1e-6);
  }

  /** A jump has no constant. */
  @Test
  void stepsAreUnbounded() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(new ActivationLayer(0, 1, Activation.of(Activation.Kind.SIGN)));
    Box box = new Box(new double[] {-1}, new double[] {1});
    assertThat(greatest(builder.build(), box, 1)[0]).isInfinite();
  }

  /** No pair of points of the box contradicts the constants, whatever the activation. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TABLE")
  void noSecantIsSteeper(Activation.Kind kind) {
    Activation activation =
        switch (kind) {
          case CLIP -> Activation.clip(-0.5, 0.75);
          case LEAKY_RELU -> Activation.leakyRelu(-0.25);
          case POWER -> Activation.power(3);
          case ELU -> Activation.elu(1.5);
          case INVERSE_ROOT -> Activation.inverseRoot(0.1);
          default -> Activation.of(kind);
        };
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Network network = random(random, activation);
      double[] low = new double[INPUTS];
      Arrays.setAll(low, i -> random.nextGaussian());
      double width = Math.pow(10, -3 * random.nextDouble());
      Box box = new Box(low, Arrays.stream(low).map(v -> v + width).toArray());
      for (Distance norm : new Distance[] {Distance.L1, Distance.L2, Distance.LINF}) {
        LocalLipschitz found = LocalLipschitz.on(network, box, 0, norm, new JavaGemm());
        for (int pair = 0; pair < 200; pair++) {
          double[] one = point(box, random);
          double[] other = point(box, random);
          double far =
              new GridQuestion(network, one, 0, new int[] {0, 1, 2}, -9, 9, norm, 1)
                  .norm(new double[] {one[0] - other[0], one[1] - other[1], one[2] - other[2]});
          for (int j = 1; j < OUTPUTS; j++) {
            double change = lead(network, one, j) - lead(network, other, j);
            assertThat(Double.isNaN(change) ? 0 : Math.abs(change))
                .as("seed %d, %s", seed, norm)
                .isLessThanOrEqualTo(found.constants()[j] * far * (1 + 1e-9) + 1e-9);
          }
        }
      }
    }
  }

  private static double lead(Network network, double[] x, int rival) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    return y[0] - y[rival];
  }

  private static double[] point(Box box, Random random) {
    double[] point = new double[box.size()];
    Arrays.setAll(
        point, i -> box.lower()[i] + random.nextDouble() * (box.upper()[i] - box.lower()[i]));
    return point;
  }

  /** An activation, a maximum, a product and a connection that skips them. */
  private static Network random(Random random, Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    int first = builder.add(new AffineLayer(0, map(random, 4, INPUTS), weights(random, 4)));
    int curved = builder.add(new ActivationLayer(first, 4, activation));
    int greatest =
        builder.add(new MaximumLayer(curved, new int[] {0, 2, 4}, new int[] {0, 1, 2, 3}));
    int sum = builder.add(new AffineLayer(first, map(random, 2, 4)));
    int product = builder.add(new ProductLayer(greatest, sum, 2));
    builder.add(
        new AffineLayer(
            java.util.List.of(
                new AffineLayer.Term(product, map(random, OUTPUTS, 2)),
                new AffineLayer.Term(0, map(random, OUTPUTS, INPUTS))),
            weights(random, OUTPUTS),
            null));
    return builder.build();
  }

  private static DenseMap map(Random random, int rows, int columns) {
    return new DenseMap(rows, columns, weights(random, rows * columns));
  }

  private static double[] weights(Random random, int count) {
    double[] weights = new double[count];
    Arrays.setAll(weights, i -> random.nextGaussian());
    return weights;
  }
}
