package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.sparse.ListPropagator;
import org.plumbline.verifier.contract.Verdict;

/**
 * The greatest of many linear functions as a tree of maxima of two, each neuron of which reads two
 * others: its greatest value over a box is the greatest at a corner.
 */
class LatticeTest {
  private static final int FUNCTIONS = 256;

  private static Network network(double[] weights, double[] bias) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int last = builder.add(new AffineLayer(0, new DenseMap(FUNCTIONS, 2, weights), bias));
    for (int n = FUNCTIONS; n > 1; n /= 2) {
      // max(a, b) = relu(a − b) + relu(b) − relu(−b)
      double[] apart = new double[3 * n / 2 * n];
      double[] joined = new double[n / 2 * (3 * n / 2)];
      for (int i = 0; i < n / 2; i++) {
        apart[3 * i * n + 2 * i] = 1;
        apart[3 * i * n + 2 * i + 1] = -1;
        apart[(3 * i + 1) * n + 2 * i + 1] = 1;
        apart[(3 * i + 2) * n + 2 * i + 1] = -1;
        joined[i * (3 * n / 2) + 3 * i] = 1;
        joined[i * (3 * n / 2) + 3 * i + 1] = 1;
        joined[i * (3 * n / 2) + 3 * i + 2] = -1;
      }
      int parts =
          builder.add(
              new AffineLayer(last, new DenseMap(3 * n / 2, n, apart), new double[3 * n / 2]));
      int relu = builder.add(new ActivationLayer(parts, 3 * n / 2, Activation.RELU));
      last =
          builder.add(
              new AffineLayer(relu, new DenseMap(n / 2, 3 * n / 2, joined), new double[n / 2]));
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void greatestOfManyIsBoundedAndFound(int seed) {
    Random random = new Random(seed);
    double[] weights = random.doubles(2 * FUNCTIONS, -1, 1).toArray();
    double[] bias = random.doubles(FUNCTIONS, -1, 1).toArray();
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < FUNCTIONS; i++) {
      double corner = Math.abs(weights[2 * i]) + Math.abs(weights[2 * i + 1]) + bias[i];
      greatest = Math.max(greatest, corner);
    }
    Network network = network(weights, bias);
    assertThat(ListPropagator.serves(AffineMerger.merge(network))).isTrue();
    CheckedSearch above =
        CheckedSearch.of(query(network, greatest + 0.01), Splitting.INPUTS, 60_000);
    assertThat(above.verdict()).isInstanceOf(Verdict.Holds.class);
    assertThat(above.isAccepted()).isTrue();
    CheckedSearch below =
        CheckedSearch.of(query(network, greatest - 0.01), Splitting.INPUTS, 60_000);
    assertThat(below.verdict()).isInstanceOf(Verdict.Violated.class);
  }

  /** Whether the output can reach a limit for inputs in [−1, 1]. */
  private static Query query(Network network, double limit) {
    LinearInequality row =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE.negate()}, new BigDecimal(-limit));
    Case part = new Case(new DecimalBox(ends(-1), ends(1)), List.of(Polyhedron.of(row)));
    return Query.of(network, new Property(2, 1, List.of(part)));
  }

  private static BigDecimal[] ends(int end) {
    return new BigDecimal[] {new BigDecimal(end), new BigDecimal(end)};
  }
}
