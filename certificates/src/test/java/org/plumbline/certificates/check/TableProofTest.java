package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.byFirstRow;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;

/** Proofs about a hat that is the sum of three ReLUs. */
class TableProofTest {
  private static final ProofNode PLAIN = closed(DERIVE, byFirstRow(1));

  /**
   * The hat {@code h(t) = max(0, 1 − |t|)} of {@code t = x₀ + x₁}, which has its tip at 0.
   *
   * @param extra added to the last layer, and what it reads; null for nothing
   */
  private static NetworkBuilder hat(double scale, AffineLayer.Term extra) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int t = builder.add(affine(0, new double[][] {{1, 1}}, 0));
    int moved = builder.add(affine(t, new double[][] {{1}, {1}, {1}}, 1, 0, -1));
    int relus = builder.add(new ActivationLayer(moved, 3, Activation.RELU));
    DenseMap sum = new DenseMap(1, 3, new double[] {scale, -2 * scale, scale});
    List<AffineLayer.Term> terms =
        extra == null
            ? List.of(new AffineLayer.Term(relus, sum))
            : List.of(new AffineLayer.Term(relus, sum), extra);
    builder.add(new AffineLayer(terms, new double[1], null));
    return builder;
  }

  /** Unsafe: h ≥ limit, for t in [−2, 2]. */
  private static Query hatAtLeast(double limit) {
    return query(hat(1, null).build(), new double[] {-1, -1}, new double[] {1, 1}, row(-limit, -1));
  }

  /** Unsafe: h ≤ limit. */
  private static Query hatAtMost(double limit) {
    return query(hat(1, null).build(), new double[] {-1, -1}, new double[] {1, 1}, row(limit, 1));
  }

  /** By its ReLUs one by one, h is at most 1.5. */
  @Test
  void theHatIsBoundedByItsTip() {
    assertThat(check(hatAtLeast(1.000001), PLAIN)).isInstanceOf(CheckResult.Accepted.class);
    assertThat(check(hatAtMost(-0.000001), PLAIN)).isInstanceOf(CheckResult.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.999999, 0.9, 0.5, 0, -1})
  void whatTheTipReachesIsNotProved(double limit) {
    assertThat(check(hatAtLeast(limit), PLAIN)).isInstanceOf(CheckResult.Rejected.class);
  }

  /** The same hat, whose ReLUs read a layer that adds biases to another one. */
  private static Query inTwoLayers(double[] below, double[] above, double limit) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int t = builder.add(affine(0, new double[][] {{1, 1}}, 0));
    int scaled = builder.add(affine(t, new double[][] {{1}, {1}, {1}}, below));
    SelectionMap same = new SelectionMap(3, new int[] {0, 1, 2});
    int moved =
        builder.add(new AffineLayer(List.of(new AffineLayer.Term(scaled, same)), above, null));
    int relus = builder.add(new ActivationLayer(moved, 3, Activation.RELU));
    builder.add(affine(relus, new double[][] {{1, -2, 1}}, 0));
    return query(builder.build(), new double[] {-1, -1}, new double[] {1, 1}, row(-limit, -1));
  }

  @Test
  void biasesMayHaveALayerOfTheirOwn() {
    double[] biases = {1, 0, -1};
    double[] none = new double[3];
    for (double limit : new double[] {1.000001, 1, 0.9}) {
      Class<?> expected = limit > 1 ? CheckResult.Accepted.class : CheckResult.Rejected.class;
      assertThat(check(inTwoLayers(none, biases, limit), PLAIN)).isInstanceOf(expected);
      assertThat(check(inTwoLayers(biases, none, limit), PLAIN)).isInstanceOf(expected);
    }
    Query moved = inTwoLayers(biases, new double[] {0.5, 0, 0}, 1.000001);
    assertThat(check(moved, PLAIN)).isInstanceOf(CheckResult.Rejected.class);
    assertThat(deployed(inTwoLayers(none, biases, 1.01))).isInstanceOf(CheckResult.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.000001, 0.5, 1})
  void whatTheFootReachesIsNotProved(double limit) {
    assertThat(check(hatAtMost(limit), PLAIN)).isInstanceOf(CheckResult.Rejected.class);
  }

  /** On [−2, −0.5] and [−0.5, 2]: the hat is at most its tip where its number is split. */
  @Test
  void splitsOfTheNumberNarrowTheHat() {
    Step.Refute half =
        new Step.Refute(new Step.Witness(0, new int[] {0}, new double[] {1}, null, new float[1]));
    ProofNode leaf = closed(DERIVE, half);
    for (double limit : new double[] {0.6, 1.000001}) {
      ProofNode right = new ProofNode.Split(List.of(DERIVE), 1, 0, 0.5, openAbove(limit), leaf);
      CheckResult result = check(hatAtLeast(limit), right);
      assertThat(result)
          .isInstanceOf(limit > 1 ? CheckResult.Accepted.class : CheckResult.Incomplete.class);
    }
  }

  /** Below the split the tip is inside, so that only a limit above it is refuted. */
  private static ProofNode openAbove(double limit) {
    Step.Refute refute =
        new Step.Refute(new Step.Witness(0, new int[] {0}, new double[] {1}, null, new float[1]));
    return limit > 1 ? closed(DERIVE, refute) : closed(DERIVE);
  }

  /** What else reads the ReLUs, or what they read, is not part of the function. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void otherReadersAreSeen(int layer) {
    DenseMap last = new DenseMap(1, 3, new double[] {0, 0, 1});
    Query query =
        query(
            hat(1, new AffineLayer.Term(layer, last)).build(),
            new double[] {-1, -1},
            new double[] {1, 1},
            row(-1.000001, -1));
    // With the third ReLU twice h is 1 + … at t = 2; with its number it is 1 at both ends.
    assertThat(check(query, PLAIN)).isInstanceOf(CheckResult.Rejected.class);
  }

  /** Literals speak of ReLUs, whose hat is then bounded one by one. */
  @Test
  void underAPremiseThereAreNoTables() {
    Premise premise = new Premise(List.of(new Premise.Literal(2, 0, true)));
    assertThat(check(hatAtLeast(1.000001).under(premise), PLAIN))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  /** In binary32 the tip may be higher by rounding. */
  @Test
  void binary32PaysForRounding() {
    float scale = 1.1f;
    Query query =
        query(
            hat(scale, null).build(),
            new double[] {-1, -1},
            new double[] {1, 1},
            row(-scale - 1e-9, -1));
    Query wider =
        query(
            hat(scale, null).build(),
            new double[] {-1, -1},
            new double[] {1, 1},
            row(-scale - 1e-4, -1));
    assertThat(check(query, PLAIN)).isInstanceOf(CheckResult.Accepted.class);
    assertThat(deployed(query)).isInstanceOf(CheckResult.Rejected.class);
    assertThat(deployed(wider)).isInstanceOf(CheckResult.Accepted.class);
  }

  private static CheckResult deployed(Query query) {
    return new CertificateChecker(1)
        .check(
            query,
            List.of(new CaseProof(SlopeNeurons.none(query.network().depth()), PLAIN)),
            Certificate.Semantics.FLOAT32,
            Budget.unlimited());
  }

  /**
   * {@code max(t − 4096, 0) + max(t − 4097, 0)} for t = x₀ + 4096: binary32 may take t for 4096,
   * and the sum for 0.
   */
  @Test
  void binary32PaysForWhatReLUsRead() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int t = builder.add(affine(0, new double[][] {{1}}, 4096));
    int moved = builder.add(affine(t, new double[][] {{1}, {1}}, -4096, -4097));
    int relus = builder.add(new ActivationLayer(moved, 2, Activation.RELU));
    builder.add(affine(relus, new double[][] {{1, 1}}, 0));
    Query query = query(builder.build(), new double[] {1e-4}, new double[] {1.5e-4}, row(5e-5, 1));
    assertThat(check(query, PLAIN)).isInstanceOf(CheckResult.Accepted.class);
    assertThat(deployed(query)).isInstanceOf(CheckResult.Rejected.class);
  }

  /** A product of matrices is not one matrix: at t = 1 the sum is 5.5, and 3 without the second. */
  @Test
  void chainsOfMatricesAreNoTables() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int t = builder.add(affine(0, new double[][] {{1}}, 0));
    DenseMap three = new DenseMap(3, 1, new double[] {1, 1, 1});
    DiagonalMap twice = new DiagonalMap(new double[] {2, 2, 2}, 0);
    AffineLayer.Term term = new AffineLayer.Term(t, new ComposedMap(three, twice));
    int moved = builder.add(new AffineLayer(List.of(term), new double[] {1, 0, -1}, null));
    int relus = builder.add(new ActivationLayer(moved, 3, Activation.RELU));
    builder.add(affine(relus, new double[][] {{1, 1, 0.5}}, 0));
    Query reached = query(builder.build(), new double[] {-1}, new double[] {1}, row(-5, -1));
    assertThat(check(reached, PLAIN)).isInstanceOf(CheckResult.Rejected.class);
  }

  /**
   * Sums of tables of one or two numbers, some of whose rows are none: a grid reaches the limit.
   */
  @Test
  void whatAGridReachesIsNeverProved() {
    int proved = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Network network = sums(random, seed % 4 == 0);
      double low = 2 * random.nextGaussian();
      double width = random.nextInt(3) == 0 ? 2 : 0.2;
      double[] from = {low, low - 1};
      double[] to = {low + width, low - 1 + width};
      double least = Double.POSITIVE_INFINITY;
      ForwardPass forward = new ForwardPass(network, new JavaGemm());
      for (int p = 0; p < 81 * 81; p++) {
        double[] x = {low + width * (p / 81) / 80.0, low - 1 + width * (p % 81) / 80.0};
        least = Math.min(least, forward.outputs(1, x)[0]);
      }
      CheckResult atLeast = check(query(network, from, to, row(least + 1e-9, 1)), PLAIN);
      assertThat(atLeast).as("seed %d", seed).isInstanceOf(CheckResult.Rejected.class);
      CheckResult below = check(query(network, from, to, row(least - 0.5 * width, 1)), PLAIN);
      proved += below instanceof CheckResult.Accepted ? 1 : 0;
    }
    assertThat(proved).isGreaterThan(200);
  }

  private static Network sums(Random random, boolean isMixed) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int two = builder.add(affine(0, new double[][] {{1, 0.5}, {-0.5, 1}}, 0, 0));
    double[][] scales = new double[9][2];
    double[][] weights = new double[3][9];
    for (int r = 0; r < 9; r++) {
      int neuron = isMixed ? random.nextInt(2) : r / 3 % 2;
      scales[r][neuron] = random.nextBoolean() ? 1 : -1.5;
      weights[r / 3][r] = random.nextGaussian();
    }
    double[] biases = random.doubles(9, -2, 2).toArray();
    int scaled = builder.add(affine(two, scales, biases));
    int relus = builder.add(new ActivationLayer(scaled, 9, Activation.RELU));
    int tables = builder.add(affine(relus, weights, random.doubles(3).toArray()));
    builder.add(affine(tables, new double[][] {random.doubles(3, -1, 1).toArray()}, 0));
    return builder.build();
  }
}
