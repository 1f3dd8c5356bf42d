package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.TableMerger;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.Verdict;

/** Searches over small networks with tables, against grids of inputs. */
class TableSearchTest {
  private static final int TRIALS = 60;
  private static final int GRID = 201;
  private static final int RELUS = 12;

  /** Two inputs, three sums of them, a wave of each, and the sum of the waves. */
  private static Network network(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first =
        builder.add(new AffineLayer(0, new DenseMap(3, 2, random.doubles(6, -1, 1).toArray())));
    double[] scales = new double[3 * RELUS * 3];
    double[] sums = new double[3 * 3 * RELUS];
    double[] biases = new double[3 * RELUS];
    for (int r = 0; r < biases.length; r++) {
      scales[3 * r + r / RELUS] = random.nextBoolean() ? 1 : -1;
      biases[r] = 2 * random.nextDouble() - 1;
      sums[r / RELUS * biases.length + r] = random.nextGaussian();
    }
    DenseMap scaling = new DenseMap(biases.length, 3, scales);
    int scaled = builder.add(new AffineLayer(first, scaling, biases));
    int relus = builder.add(new ActivationLayer(scaled, biases.length, Activation.RELU));
    int tables = builder.add(new AffineLayer(relus, new DenseMap(3, biases.length, sums)));
    int last = builder.add(new ActivationLayer(tables, 3, Activation.RELU));
    DenseMap sum = new DenseMap(1, 3, random.doubles(3, -1, 1).toArray());
    builder.add(new AffineLayer(last, sum));
    return builder.build();
  }

  private static double[] outputs(Network network) {
    double[] points = new double[2 * GRID * GRID];
    for (int p = 0; p < GRID * GRID; p++) {
      points[2 * p] = 2.0 * (p / GRID) / (GRID - 1) - 1;
      points[2 * p + 1] = 2.0 * (p % GRID) / (GRID - 1) - 1;
    }
    double[] outputs = new ForwardPass(network, new JavaGemm()).outputs(GRID * GRID, points);
    return Arrays.copyOf(outputs, GRID * GRID);
  }

  private static Query atMost(Network network, double limit) {
    BigDecimal[] low = {BigDecimal.ONE.negate(), BigDecimal.ONE.negate()};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
    Case only = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    return Query.of(network, new Property(2, 1, List.of(only)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Splitting.class,
      names = {"ACTIVATIONS", "INPUTS"})
  void whatHoldsIsProvedAndNothingElse(Splitting splitting) {
    int held = 0;
    int accepted = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Network network = network(new Random(trial));
      assertThat(TableMerger.merged(network).tables()).isEqualTo(3);
      double[] outputs = outputs(network);
      double least = Arrays.stream(outputs).min().orElseThrow();
      double width = Arrays.stream(outputs).max().orElseThrow() - least;
      boolean isFalse = trial % 3 == 0;
      Query query = atMost(network, isFalse ? least : least - 0.05 * width - 1e-3);
      CheckedSearch search = CheckedSearch.of(query, splitting, 5_000);
      if (isFalse) {
        assertThat(search.verdict()).as("trial %d", trial).isNotInstanceOf(Verdict.Holds.class);
      } else if (search.isProved()) {
        held++;
        accepted += search.isAccepted() ? 1 : 0;
      }
    }
    System.out.println(splitting + ": " + held + " held, " + accepted + " accepted");
    assertThat(held).isGreaterThan(TRIALS / 2);
    assertThat(accepted).isGreaterThan(held / 2);
  }
}
