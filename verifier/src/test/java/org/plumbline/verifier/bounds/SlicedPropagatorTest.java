package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.sparse.SlicedPropagator;
import org.plumbline.verifier.bounds.sparse.SparsePropagator;
import org.plumbline.verifier.bounds.sparse.SpreadSketch;

class SlicedPropagatorTest {
  private static final int NETWORKS = 200;
  private static final int MOST_GUESSES = 60;

  /** A guess that is proved, and its sums. */
  private record Proved(SlicedPropagator slices, double[][] guess, double[][] sums) {
    double lower(int k, int i) {
      return slices.lower(k, i, sums);
    }

    double upper(int k, int i) {
      return slices.upper(k, i, sums);
    }
  }

  private static Network network(String family, Random random) {
    while (true) {
      Network network =
          switch (family) {
            case "relu" -> RandomNetworks.dense(random, true);
            case "dense" -> RandomNetworks.dense(random, false);
            default -> RandomNetworks.convolutional(random);
          };
      if (SlicedPropagator.supports(network)) {
        return network;
      }
    }
  }

  /** Down to radii that rounding errors reach. */
  private static Box box(Random random, int inputs) {
    Box box = RandomNetworks.box(random, inputs);
    double scale = Math.pow(10, -3 * random.nextInt(6));
    double[] upper = box.upper().clone();
    for (int i = 0; i < inputs; i++) {
      upper[i] = box.lower()[i] + scale * (upper[i] - box.lower()[i]);
    }
    return new Box(box.lower(), upper);
  }

  private static SlicedPropagator propagator(Network network, Box box, double[][] guess) {
    return new SlicedPropagator(network, new JavaGemm(), box, box.varying(), guess);
  }

  private static double[][] sums(SlicedPropagator slices) {
    double[][] sums = slices.sums();
    for (int s = 0; s < slices.slices(); s++) {
      slices.propagate(s, new JavaGemm(), sums);
    }
    return sums;
  }

  private static Proved proved(Network network, Box box) {
    SpreadSketch sketch = new SpreadSketch(network, new JavaGemm(), box);
    sketch.sample();
    double[][] guess = sketch.guess(2, 0.25);
    for (int g = 0; g < MOST_GUESSES; g++) {
      SlicedPropagator slices = propagator(network, box, guess);
      double[][] sums = sums(slices);
      if (slices.confirms(sums)) {
        return new Proved(slices, guess, sums);
      }
      guess = slices.widened(sums);
    }
    return null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "dense", "convolutional"})
  void samplesLieInside(String family) {
    int count = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(family, random);
      Box box = box(random, network.inputSize());
      Proved proved = proved(network, box);
      for (int p = 0; proved != null && p < 20; p++) {
        double[] x = RandomNetworks.point(random, box);
        double[][] values = new ForwardPass(network, new JavaGemm()).trace(1, x);
        for (int k = 1; k < network.depth(); k++) {
          for (int i = 0; i < values[k].length && network.layer(k) instanceof AffineLayer; i++) {
            assertThat(values[k][i])
                .as("seed %d layer %d neuron %d", seed, k, i)
                .isBetween(proved.lower(k, i) - 1e-12, proved.upper(k, i) + 1e-12);
          }
        }
      }
      count += proved == null ? 0 : 1;
    }
    assertThat(count).isGreaterThan(NETWORKS / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "convolutional"})
  void exactOutputsLieInsideWithoutAnyTolerance(String family) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(family, random);
      Box box = box(random, network.inputSize());
      Proved proved = proved(network, box);
      for (int p = 0; proved != null && p < 5; p++) {
        Dyadic[] y = new ExactForwardPass(network).outputs(RandomNetworks.point(random, box));
        for (int i = 0; i < y.length; i++) {
          int last = network.outputIndex();
          assertThat(y[i])
              .as("seed %d output %d", seed, i)
              .isBetween(
                  Dyadic.ofDouble(proved.lower(last, i)), Dyadic.ofDouble(proved.upper(last, i)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "dense", "convolutional"})
  void aGuessThatIsTooNarrowIsNotConfirmed(String family) {
    int narrowed = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(family, random);
      Box box = box(random, network.inputSize());
      Proved proved = proved(network, box);
      for (int k = 1; proved != null && k < network.outputIndex(); k++) {
        if (network.layer(k) instanceof AffineLayer) {
          int i = random.nextInt(network.layer(k).size());
          double[][] guess = proved.guess().clone();
          guess[k] = guess[k].clone();
          guess[k][i] = proved.sums()[k][i] * (1 - 1e-6);
          if (guess[k][i] > 0) {
            SlicedPropagator slices = propagator(network, box, guess);
            assertThat(slices.confirms(sums(slices))).as("seed %d layer %d", seed, k).isFalse();
            narrowed++;
          }
        }
      }
    }
    assertThat(narrowed).isGreaterThan(NETWORKS / 3);
  }

  /** Where no neuron changes its phase there is one zonotope. */
  @ParameterizedTest
  @ValueSource(strings = {"relu", "convolutional"})
  void boundsAreThoseOfOneZonotope(String family) {
    int count = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(family, random);
      Box box = box(random, network.inputSize());
      Proved proved = proved(network, box);
      if (proved != null && proved.slices().open() == 0) {
        BatchBounds bounds = zonotope(network, box);
        int last = network.outputIndex();
        for (int i = 0; i < network.outputSize(); i++) {
          Offset<Double> rounding = Offset.offset(1e-9 * (1 + Math.abs(bounds.upper(last)[i])));
          assertThat(proved.lower(last, i))
              .as("%d", seed)
              .isCloseTo(bounds.lower(last)[i], rounding);
          assertThat(proved.upper(last, i))
              .as("%d", seed)
              .isCloseTo(bounds.upper(last)[i], rounding);
        }
        count++;
      }
    }
    assertThat(count).isGreaterThan(NETWORKS / 4);
  }

  private static BatchBounds zonotope(Network network, Box box) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    SparsePropagator zonotope =
        new SparsePropagator(network, new JavaGemm(), k -> Integer.MAX_VALUE);
    zonotope.start(bounds, box.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotope.propagate(k, bounds);
    }
    return bounds;
  }

  /** Sums of another guess serve where lines and symbols are the same, and only there. */
  @Test
  void knowsWhichSumsAreItsOwn() {
    int same = 0;
    int others = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network("relu", random);
      Box box = box(random, network.inputSize());
      Proved proved = proved(network, box);
      if (proved != null) {
        double[][] wider = new double[network.depth()][];
        for (int k = 1; k < wider.length; k++) {
          wider[k] =
              Arrays.stream(proved.guess()[k] == null ? new double[0] : proved.guess()[k])
                  .map(r -> 1.1 * r)
                  .toArray();
        }
        SlicedPropagator slices = propagator(network, box, wider);
        if (slices.hasSumsOf(proved.slices())) {
          assertThat(sums(slices)).isDeepEqualTo(proved.sums());
          same++;
        } else {
          others++;
        }
      }
    }
    assertThat(same).isGreaterThan(NETWORKS / 10);
    assertThat(others).isPositive();
  }

  @Test
  void takesNeitherProductsNorDifferences() {
    Random random = new Random(3);
    Network network = RandomNetworks.dense(random, false);
    while (SlicedPropagator.supports(network)) {
      network = RandomNetworks.dense(random, false);
    }
    Network refused = network;
    Box box = RandomNetworks.box(random, network.inputSize());
    double[][] guess = new double[network.depth()][];
    Arrays.setAll(guess, k -> new double[refused.layer(k).size()]);
    assertThatThrownBy(() -> propagator(refused, box, guess))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("layer \\d+ is a (product|difference)");
  }
}
