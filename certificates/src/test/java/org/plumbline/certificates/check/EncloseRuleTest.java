package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.atLeast;
import static org.plumbline.certificates.check.Questions.byFirstRow;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.query.Budget;

/** Zonotopes hold what networks compute, whatever their layers are and however few symbols. */
class EncloseRuleTest {
  private static final int SIZE = 4;

  @Test
  void boundsHoldForAllKindsOfLayers() {
    int tight = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Network network = network(random);
      double[] low = new double[network.inputSize()];
      double[] high = new double[low.length];
      for (int j = 0; j < low.length; j++) {
        low[j] = random.nextGaussian();
        high[j] = low[j] + (random.nextInt(5) == 0 ? 0 : random.nextDouble());
      }
      NodeBounds bounds = enclosed(network, low, high, random.nextInt(3) * random.nextInt(12));
      int last = network.depth() - 1;
      ForwardPass forward = new ForwardPass(network, new JavaGemm());
      for (int s = 0; s < 60; s++) {
        double[] x = new double[low.length];
        for (int j = 0; j < x.length; j++) {
          double share = s % 2 == 0 ? random.nextInt(2) : random.nextDouble();
          x[j] = low[j] + share * (high[j] - low[j]);
        }
        double[] y = forward.outputs(1, x);
        for (int i = 0; i < network.outputSize(); i++) {
          double slack = 1e-9 * (1 + Math.abs(y[i]));
          assertThat(y[i])
              .as("output %d of seed %d", i, seed)
              .isBetween(bounds.lower(last, i) - slack, bounds.upper(last, i) + slack);
        }
      }
      tight += bounds.upper(last, 0) - bounds.lower(last, 0) < 1000 ? 1 : 0;
    }
    assertThat(tight).as("bounds that say something").isGreaterThan(300);
  }

  private static NodeBounds enclosed(Network network, double[] low, double[] high, int symbols) {
    CheckedNetwork checked = new CheckedNetwork(network);
    NodeBounds bounds = new NodeBounds(network);
    for (int j = 0; j < low.length; j++) {
      bounds.raise(0, j, low[j]);
      bounds.reduce(0, j, high[j]);
    }
    Relaxations lines = new Relaxations(checked);
    IntervalRule intervals = new IntervalRule(checked);
    EncloseRule rule = new EncloseRule(checked, bounds, lines, symbols, Budget.unlimited());
    for (int k = 1; k < network.depth(); k++) {
      lines.prepare(k, bounds, true);
      intervals.applyWithoutSums(k, bounds);
      rule.apply(k);
    }
    return bounds;
  }

  private static Network network(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    int before = builder.add(affine(0, weights(random, 3), numbers(random)));
    int last = before;
    for (int k = 2 + random.nextInt(4); k > 0; k--) {
      int layer =
          switch (random.nextInt(6)) {
            case 0 -> builder.add(new ActivationLayer(last, SIZE, Activation.RELU));
            case 1 -> builder.add(new ActivationLayer(last, SIZE, Activation.SIGMOID));
            case 2 -> builder.add(new ProductLayer(last, before, SIZE));
            case 3 -> builder.add(new ReluDifferenceLayer(before, last, SIZE));
            case 4 ->
                builder.add(
                    new MaximumLayer(
                        last, new int[] {0, 2, 4, 7, 8}, new int[] {0, 1, 2, 3, 0, 2, 3, 1}));
            default -> builder.add(new ActivationLayer(last, SIZE, Activation.TANH));
          };
      before = last;
      last = builder.add(affine(layer, weights(random, SIZE), numbers(random)));
    }
    return builder.build();
  }

  private static double[][] weights(Random random, int columns) {
    double[][] weights = new double[SIZE][columns];
    for (double[] row : weights) {
      Arrays.setAll(row, j -> random.nextInt(3) == 0 ? 0 : random.nextGaussian());
    }
    return weights;
  }

  private static double[] numbers(Random random) {
    double[] numbers = new double[SIZE];
    Arrays.setAll(numbers, i -> random.nextInt(3) == 0 ? 0 : random.nextGaussian());
    return numbers;
  }

  /** {@code (x + 3y) − (x + 3y)} is 0, which intervals do not see. */
  @Test
  void sumsOfTheSameCancel() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int twice = builder.add(affine(0, new double[][] {{1, 3}, {1, 3}}, 0.5, 0.5));
    int difference = builder.add(affine(twice, new double[][] {{1, -1}}, 0));
    NodeBounds bounds = enclosed(builder.build(), new double[] {-1, -1}, new double[] {1, 1}, 2);
    assertThat(bounds.upper(difference, 0)).isBetween(0.0, 1e-12);
    NodeBounds without = enclosed(builder.build(), new double[] {-1, -1}, new double[] {1, 1}, 1);
    assertThat(without.upper(difference, 0)).isGreaterThan(1.9);
  }

  /** y is at most 3/4. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, Integer.MAX_VALUE})
  void provesNothingFalse(int symbols) {
    Step enclose = new Step.Enclose(symbols);
    assertThat(check(atLeast(0.75), closed(enclose, byFirstRow(1))))
        .isInstanceOf(CheckResult.Rejected.class);
    assertThat(check(atLeast(1), closed(enclose, byFirstRow(1))))
        .isInstanceOf(CheckResult.Accepted.class);
  }

  /** A centre that overflows is no bound, and neither is what comes after it. */
  @Test
  void overflowProvesNothing() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int large = builder.add(affine(0, new double[][] {{1e200}, {-1e200}}, 0, 0));
    int larger = builder.add(affine(large, new double[][] {{1e200, 0}, {0, 1e200}}, 0, 0));
    int sum = builder.add(affine(larger, new double[][] {{1, 1}}, 0));
    NodeBounds bounds = enclosed(builder.build(), new double[] {1}, new double[] {2}, 5);
    assertThat(bounds.isEmpty()).isFalse();
    assertThat(bounds.lower(larger, 0)).isLessThan(Double.POSITIVE_INFINITY);
    assertThat(bounds.upper(sum, 0)).isGreaterThanOrEqualTo(0);
    assertThat(bounds.lower(sum, 0)).isLessThanOrEqualTo(0);
  }
}
