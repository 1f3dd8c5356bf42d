package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.SelectionMap;

class TableMergerTest {
  private static final int TRIALS = 300;

  private final Random random = new Random(5);

  /** Which row of the sums a ReLU belongs to, and which neuron it reads. */
  private record Plan(int rows, int relus, int[] neuron) {}

  /** Inputs, an affine layer of three, tables of them, and a sum of the tables. */
  private Network network(Plan plan, boolean isShared) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(new AffineLayer(0, dense(3, 2), values(3)));
    int width = plan.rows() * plan.relus();
    double[] scales = new double[width * 3];
    double[] sums = new double[plan.rows() * width];
    for (int r = 0; r < width; r++) {
      scales[r * 3 + plan.neuron()[r / plan.relus()]] = random.nextGaussian() + 2;
      sums[r / plan.relus() * width + r] = random.nextGaussian() + 0.01;
    }
    double[] biases = values(width);
    if (isShared) {
      for (int r = plan.relus(); r < width; r++) {
        scales[r * 3 + plan.neuron()[r / plan.relus()]] =
            scales[r % plan.relus() * 3 + plan.neuron()[0]];
        sums[r / plan.relus() * width + r] = sums[r % plan.relus()];
        biases[r] = biases[r % plan.relus()];
      }
    }
    int scaled = scaled(builder, first, new DenseMap(width, 3, scales), biases);
    int relus = builder.add(new ActivationLayer(scaled, width, Activation.RELU));
    int tables =
        builder.add(
            new AffineLayer(
                relus,
                new DenseMap(plan.rows(), width, sums),
                isShared ? new double[plan.rows()] : values(plan.rows())));
    int last = builder.add(new ActivationLayer(tables, plan.rows(), Activation.RELU));
    builder.add(new AffineLayer(last, dense(2, plan.rows()), values(2)));
    return builder.build();
  }

  /** In one layer, or with the biases in a layer of their own, as an Add or a Gemm has them. */
  private int scaled(NetworkBuilder builder, int source, DenseMap scales, double[] biases) {
    if (random.nextBoolean()) {
      return builder.add(new AffineLayer(source, scales, biases));
    }
    boolean isFirst = random.nextBoolean();
    double[] none = new double[biases.length];
    int[] all = IntStream.range(0, biases.length).toArray();
    int below = builder.add(new AffineLayer(source, scales, isFirst ? biases : none));
    List<AffineLayer.Term> same =
        List.of(new AffineLayer.Term(below, new SelectionMap(biases.length, all)));
    return builder.add(new AffineLayer(same, isFirst ? none : biases, null));
  }

  private double[] values(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private DenseMap dense(int rows, int columns) {
    return new DenseMap(rows, columns, values(rows * columns));
  }

  private Plan plan() {
    int rows = 1 + random.nextInt(4);
    return new Plan(rows, 2 + random.nextInt(5), random.ints(rows, 0, 3).toArray());
  }

  private static double[][] neurons(Network network, double[] x) {
    return new ForwardPass(network, new JavaGemm()).trace(1, x);
  }

  @Test
  void everyNeuronHasTheValueOfItsOrigin() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Plan plan = plan();
      Network network = network(plan, trial % 2 == 0);
      TableMerger.Merged merged = TableMerger.merged(network);
      assertThat(merged.tables()).isEqualTo(plan.rows());
      for (int point = 0; point < 20; point++) {
        double[] x = random.doubles(2, -3, 3).toArray();
        double[][] expected = neurons(network, x);
        double[][] actual = neurons(merged.network(), x);
        for (int k = 0; k < actual.length; k++) {
          for (int i = 0; i < merged.network().layer(k).size(); i++) {
            double origin = expected[merged.origin().layer(k)][merged.origin().neuron(k, i)];
            assertThat(actual[k][i]).as("trial %d", trial).isCloseTo(origin, within(1e-12));
          }
        }
      }
    }
  }

  @Test
  void equalFunctionsShareALayer() {
    Network network = network(new Plan(4, 5, new int[] {0, 1, 2, 1}), true);
    long tables =
        TableMerger.merged(network).network().layers().stream()
            .filter(l -> l instanceof ActivationLayer act && act.activation().table() != null)
            .count();
    assertThat(tables).isEqualTo(1);
  }

  /** ReLUs of one neuron each, sums of two of them. */
  private static NetworkBuilder pairs(double[] scales, double[] sums) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int scaled = builder.add(new AffineLayer(0, new DenseMap(4, 2, scales)));
    int relus = builder.add(new ActivationLayer(scaled, 4, Activation.RELU));
    builder.add(new AffineLayer(relus, new DenseMap(2, 4, sums)));
    return builder;
  }

  @Test
  void otherSumsStayAsTheyAre() {
    double[] single = {1, 0, -1, 0, 0, 1, 0, 2};
    double[] disjoint = {1, 1, 0, 0, 0, 0, 1, 1};
    assertThat(TableMerger.merged(pairs(single, disjoint).build()).tables()).isEqualTo(2);
    double[][][] others = {
      {{1, 1, -1, 0, 0, 1, 0, 2}, disjoint},
      {{0, 0, -1, 0, 0, 1, 0, 2}, disjoint},
      {single, {1, 1, 0, 0, 1, 1, 0, 0}},
      {single, {1, 0, 1, 0, 0, 1, 0, 1}},
      {single, {1, 0, 0, 0, 0, 0, 1, 1}},
    };
    for (double[][] other : others) {
      Network network = pairs(other[0], other[1]).build();
      TableMerger.Merged merged = TableMerger.merged(network);
      assertThat(merged.tables()).isZero();
      assertThat(merged.network()).isSameAs(network);
    }
  }

  @Test
  void relusThatSomethingElseReadsStay() {
    for (int read : new int[] {1, 2}) {
      NetworkBuilder builder = pairs(new double[] {1, 0, -1, 0, 0, 1, 0, 2}, disjoint());
      int[] first = {0, 1};
      builder.add(
          new AffineLayer(
              List.of(
                  new AffineLayer.Term(3, new DenseMap(2, 2, new double[] {1, 0, 0, 1})),
                  new AffineLayer.Term(read, new SelectionMap(4, first))),
              new double[2],
              null));
      assertThat(TableMerger.merged(builder.build()).tables()).isZero();
    }
  }

  private static double[] disjoint() {
    return new double[] {1, 1, 0, 0, 0, 0, 1, 1};
  }
}
