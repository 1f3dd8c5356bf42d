package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.row;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/** What is refuted although the bound is exactly the limit, and what must not be. */
class ExactClosingTest {
  private static final double[] LOW = {-1, -1};
  private static final double[] HIGH = {1, 1};

  private static boolean isProved(Network network, LinearInequality row, Semantics semantics) {
    Query query = Questions.query(network, LOW, HIGH, row);
    CaseProof proof =
        new CaseProof(
            SlopeNeurons.none(network.depth()),
            Questions.closed(Questions.DERIVE, new Step.ClipInputs()));
    return new CertificateChecker(1).check(query, List.of(proof), semantics, Budget.unlimited())
        instanceof CheckResult.Accepted;
  }

  private static boolean isProved(Network network, LinearInequality row) {
    return isProved(network, row, Semantics.REAL);
  }

  private static Network after(double[][] weights, Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(affine(0, weights, new double[weights.length]));
    int last = builder.add(new ActivationLayer(first, weights.length, activation));
    builder.add(affine(last, unit(weights.length), new double[weights.length]));
    return builder.build();
  }

  private static double[][] unit(int size) {
    double[][] unit = new double[size][size];
    for (int i = 0; i < size; i++) {
      unit[i][i] = 1;
    }
    return unit;
  }

  @Test
  void aReluIsNeverNegative() {
    Network network = after(new double[][] {{0.1, -0.7}, {3, 1}}, Activation.RELU);
    for (Semantics semantics : Semantics.values()) {
      Network known = after(new double[][] {{0.5, -0.75}, {3, 1}}, Activation.RELU);
      Network asked = semantics == Semantics.REAL ? network : known;
      assertThat(isProved(asked, row(0, 1, 0).asStrict(), semantics)).isTrue();
      assertThat(isProved(asked, row(0, 1, 0), semantics)).isFalse();
      assertThat(isProved(asked, row(0, 0, -1).asStrict(), semantics)).isFalse();
    }
  }

  @Test
  void aClippedNumberIsNeverAboveItsEnd() {
    Network network = after(new double[][] {{0.3, 3}}, Activation.clip(-0.5, 0.75));
    assertThat(isProved(network, row(-0.75, -1).asStrict())).isTrue();
    assertThat(isProved(network, row(-0.75, -1))).isFalse();
    assertThat(isProved(network, row(-0.5, 1).asStrict())).isTrue();
  }

  /** {@code y = σ(x₀)} for x₀ from 0 to 1, or from −1 to 1. */
  @Test
  void valuesThatAreDoublesPayForNoRounding() {
    Activation power = Activation.power(3);
    assertThat(isProved(ofFirst(power), row(-1, 1).asStrict())).isTrue();
    assertThat(isProved(ofFirst(power), row(-1, 1))).isFalse();
    assertThat(isProved(ofFirst(power), row(-1, -1).asStrict())).isTrue();
    assertThat(isProved(ofFirst(Activation.leakyRelu(-0.5)), row(0, 1).asStrict())).isTrue();
    assertThat(isProved(ofFirst(Activation.leakyRelu(-0.5)), row(0, 1))).isFalse();
    Activation cosine = Activation.of(Activation.Kind.COS);
    assertThat(isProved(ofFirst(cosine), row(-1, -1).asStrict())).isTrue();
    assertThat(isProved(ofFirst(cosine), row(-1, -1))).isFalse();
    assertThat(isProved(ofFirst(Activation.elu(0.25)), row(-0.25, 1).asStrict())).isTrue();
    assertThat(isProved(ofFirst(Activation.elu(-0.25)), row(-0.25, 1).asStrict())).isTrue();
  }

  private static Network ofFirst(Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(affine(0, new double[][] {{1, 0}}, 0));
    builder.add(new ActivationLayer(first, 1, activation));
    return builder.build();
  }

  /** Nothing but the coefficients tells. */
  @Test
  void copiesCancel() {
    double[][] nearly = {{0.1, 0.7}, {0.1, Math.nextUp(0.7)}};
    Network network = after(nearly, Activation.of(Activation.Kind.TANH));
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(affine(0, new double[][] {{0.1, 0.7}}, 0));
    int tanh = builder.add(new ActivationLayer(first, 1, Activation.of(Activation.Kind.TANH)));
    builder.add(affine(tanh, new double[][] {{0.1}, {0.1}}, 0, 0));
    LinearInequality below = row(0, 1, -1).asStrict();
    assertThat(isProved(builder.build(), below)).isTrue();
    assertThat(isProved(builder.build(), row(0, 1, -1))).isFalse();
    assertThat(isProved(network, below)).isFalse();
  }

  /**
   * The difference of two branches of a hidden layer each, the second with its neurons in the other
   * order.
   */
  private static Network branches(double[][] one, double[][] other, double bias) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    Activation sigmoid = Activation.of(Activation.Kind.SIGMOID);
    int a = builder.add(affine(0, one, 0, 0));
    int left = builder.add(new ActivationLayer(a, 2, sigmoid));
    int y = builder.add(affine(left, new double[][] {{0.3, 0.7}}, 0.1));
    int b = builder.add(affine(0, new double[][] {other[1], other[0]}, 0, 0));
    int right = builder.add(new ActivationLayer(b, 2, sigmoid));
    int z = builder.add(affine(right, new double[][] {{0.7, 0.3}}, bias));
    AffineLayer difference = affine(y, new double[][] {{1}}, 0);
    AffineLayer minus = affine(z, new double[][] {{-1}}, 0);
    builder.add(
        new AffineLayer(
            List.of(difference.terms().get(0), minus.terms().get(0)), new double[] {0}, null));
    return builder.build();
  }

  @Test
  void branchesThatAreTheSameCancel() {
    double[][] weights = {{0.1, 0.7}, {-0.4, 0.2}};
    double[][] nearly = {{0.1, 0.7}, {-0.4, Math.nextUp(0.2)}};
    LinearInequality below = row(0, 1).asStrict();
    assertThat(isProved(branches(weights, weights, 0.1), below)).isTrue();
    assertThat(isProved(branches(weights, weights, 0.1), row(0, 1))).isFalse();
    assertThat(isProved(branches(weights, nearly, 0.1), below)).isFalse();
    assertThat(isProved(branches(weights, weights, Math.nextUp(0.1)), below)).isFalse();
    assertThat(isProved(branches(weights, weights, 0.1), below, Semantics.FLOAT32)).isFalse();
  }

  @Test
  void factorsCommute() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int x = builder.add(affine(0, new double[][] {{1, 0}, {0, 1}, {0.1, 0.2}}, 0, 0, 0));
    int y = builder.add(affine(0, new double[][] {{0, 1}, {1, 0}, {0.1, 0.2}}, 0, 0, 0));
    int product = builder.add(new ProductLayer(x, y, 3));
    builder.add(affine(product, unit(3), 0, 0, 0));
    assertThat(isProved(builder.build(), row(0, 1, -1, 0).asStrict())).isTrue();
    assertThat(isProved(builder.build(), row(0, 1, -1, 0))).isFalse();
    assertThat(isProved(builder.build(), row(0, 1, 0, -1).asStrict())).isFalse();
  }

  @Test
  void aMaximumIsAtLeastTheMean() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int both = builder.add(affine(0, new double[][] {{0.3, 1}, {-0.3, -1}}, 0, 0.5));
    int max = builder.add(new MaximumLayer(both, new int[] {0, 2}, new int[] {0, 1}));
    builder.add(affine(max, new double[][] {{1}}, 0));
    assertThat(isProved(builder.build(), row(0.25, 1).asStrict())).isTrue();
    assertThat(isProved(builder.build(), row(0.25, 1))).isFalse();
    assertThat(isProved(builder.build(), row(1, -1).asStrict())).isFalse();
  }

  /** 0.1 is no double, and 10 times it is 1. */
  @Test
  void aPointOfDecimals() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(affine(0, new double[][] {{10}}, 0));
    assertThat(isProvedAt("0.1", builder.build(), row(1, 1).asStrict())).isTrue();
    assertThat(isProvedAt("0.1", builder.build(), row(-1, -1).asStrict())).isTrue();
    assertThat(isProvedAt("0.1", builder.build(), row(1, 1))).isFalse();
    assertThat(isProvedAt("0.1", builder.build(), row(-1, -1))).isFalse();
    assertThat(isProvedAt("0.10000000000000000001", builder.build(), row(-1, -1).asStrict()))
        .isFalse();
  }

  private static boolean isProvedAt(String decimal, Network network, LinearInequality row) {
    BigDecimal[] point = {new BigDecimal(decimal)};
    Case only = new Case(new DecimalBox(point, point), List.of(Polyhedron.of(row)));
    Query query = Query.of(network, new Property(1, 1, List.of(only)));
    return Questions.check(query, Questions.closed(Questions.DERIVE, new Step.ClipInputs()))
        instanceof CheckResult.Accepted;
  }

  @Test
  void aSquareRootOfASquareIsNotNegative() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int x = builder.add(affine(0, new double[][] {{1, 0}}, 0));
    int square = builder.add(new ProductLayer(x, x, 1));
    int root = builder.add(new ActivationLayer(square, 1, Activation.of(Activation.Kind.SQRT)));
    builder.add(affine(root, new double[][] {{1}}, 0));
    assertThat(isProved(builder.build(), row(0, 1).asStrict())).isTrue();
    assertThat(isProved(builder.build(), row(-1, -1).asStrict())).isTrue();
    assertThat(isProved(builder.build(), row(-0.75, -1).asStrict())).isFalse();
  }

  /** Scores up to 2000 apart, whose exponentials overflow. */
  @Test
  void outputsOfASoftmaxAreShares() {
    Network network = softmax(1);
    assertThat(isProved(network, row(-1, -1, 0, 0).asStrict())).isTrue();
    assertThat(isProved(network, row(0, 1, 0, 0).asStrict())).isTrue();
    assertThat(isProved(network, row(-1.01, -1, -1, 0))).isTrue();
    assertThat(isProved(network, row(-1, -1, -1, 0))).isFalse();
    assertThat(isProved(network, row(-0.99, -1, -1, 0))).isFalse();
    assertThat(isProved(network, row(0.99, 1, 1, 1))).isTrue();
    assertThat(isProved(network, row(0.5, 1, 1, 0))).isFalse();
  }

  /** The shares of another function add up to more. */
  @Test
  void otherSumsAreNoSoftmax() {
    assertThat(isProved(softmax(0.5), row(-1.01, -1, -1, 0))).isFalse();
    assertThat(isProved(softmax(0.5), row(0.99, 1, 1, 1))).isFalse();
  }

  /** {@code 1 / Σⱼ w·exp(xⱼ − xᵢ)} of three scores. */
  private static Network softmax(double weight) {
    double[][] differences = new double[9][3];
    double[][] sums = new double[3][9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        differences[3 * i + j][j]++;
        differences[3 * i + j][i]--;
        sums[i][3 * i + j] = weight;
      }
    }
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int scores = builder.add(affine(0, new double[][] {{1000, 0}, {0, 1000}, {7, 9}}, 0, 0, 0));
    int apart = builder.add(affine(scores, differences, new double[9]));
    int exp = builder.add(new ActivationLayer(apart, 9, Activation.of(Activation.Kind.EXP)));
    int sum = builder.add(affine(exp, sums, new double[3]));
    int y = builder.add(new ActivationLayer(sum, 3, Activation.of(Activation.Kind.RECIPROCAL)));
    builder.add(affine(y, unit(3), new double[3]));
    return builder.build();
  }

  /** In binary32 whole numbers that are known are added without rounding, up to 2²⁴. */
  @Test
  void wholeNumbersThatAreKnown() {
    for (double weight : new double[] {1, 0x1p24}) {
      NetworkBuilder builder = new NetworkBuilder(1, 2);
      int zero = builder.add(affine(0, new double[][] {{1, 0}}, -2));
      int relu = builder.add(new ActivationLayer(zero, 1, Activation.RELU));
      int one = builder.add(affine(relu, new double[][] {{-3}}, weight));
      builder.add(affine(one, new double[][] {{-1}}, weight));
      assertThat(isProved(builder.build(), row(0, 1).asStrict(), Semantics.FLOAT32))
          .isEqualTo(weight == 1);
    }
  }

  /** What a subnormal number was flushed to violates. */
  @Test
  void flushedNumbersAreNotRefuted() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int tiny = builder.add(affine(0, new double[][] {{0, 0}}, 0x1p-130));
    int relu = builder.add(new ActivationLayer(tiny, 1, Activation.RELU));
    builder.add(affine(relu, new double[][] {{1}}, 0));
    assertThat(isProved(builder.build(), row(0, 1))).isTrue();
    assertThat(isProved(builder.build(), row(0, 1), Semantics.FLOAT32)).isFalse();
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /**
   * Limits are what the network reaches exactly at a point: a row that is not strict is not
   * refuted.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsReachedIsNotRefuted(int seed) {
    Random random = new Random(seed);
    Network network = whole(random);
    double[] x = {random.nextInt(5) / 2.0 - 1, random.nextInt(5) / 2.0 - 1};
    double coefficient = random.nextInt(5) - 2.0;
    double reached =
        new ExactForwardPass(network).outputs(x)[0].toDouble()
            + coefficient * new ExactForwardPass(network).outputs(x)[1].toDouble();
    assertThat(isProved(network, row(reached, 1, coefficient))).isFalse();
    assertThat(isProved(network, row(reached + 0.5, 1, coefficient).asStrict())).isFalse();
  }

  /** Two branches of which every other number is the same, so that many cancel. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatBranchesReachIsNotRefuted(int seed) {
    Random random = new Random(seed);
    double[][] weights = wholes(random);
    double[][] others = {weights[0].clone(), weights[1].clone()};
    others[random.nextInt(2)][random.nextInt(2)] += random.nextInt(2);
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int a = builder.add(affine(0, weights, 0, 1));
    int left = builder.add(new ActivationLayer(a, 2, Activation.RELU));
    int b = builder.add(affine(0, others, 0, 1));
    int right = builder.add(new ActivationLayer(b, 2, Activation.RELU));
    int product = builder.add(new ProductLayer(left, right, 2));
    int swapped = builder.add(new ProductLayer(right, left, 2));
    AffineLayer one = affine(product, wholes(random), 0, 0);
    AffineLayer other = affine(swapped, wholes(random), 0, 0);
    builder.add(
        new AffineLayer(
            List.of(one.terms().get(0), other.terms().get(0)), new double[] {1, 0}, null));
    Network network = builder.build();
    double[] x = {random.nextInt(5) / 2.0 - 1, random.nextInt(5) / 2.0 - 1};
    double reached = new ExactForwardPass(network).outputs(x)[0].toDouble();
    assertThat(isProved(network, row(reached, 1))).isFalse();
    assertThat(isProved(network, row(-reached, -1))).isFalse();
  }

  private static Network whole(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int last = 0;
    for (int k = 0; k < 1 + random.nextInt(3); k++) {
      last =
          builder.add(affine(last, wholes(random), random.nextInt(5) - 2, random.nextInt(3) - 1));
      Activation sigma = random.nextBoolean() ? Activation.RELU : Activation.clip(-1, 2);
      last = builder.add(new ActivationLayer(last, 2, sigma));
    }
    builder.add(affine(last, wholes(random), random.nextInt(3) - 1, 0));
    return builder.build();
  }

  private static double[][] wholes(Random random) {
    double[][] weights = new double[2][2];
    for (double[] row : weights) {
      for (int j = 0; j < 2; j++) {
        row[j] = random.nextInt(5) - 2;
      }
    }
    return weights;
  }

  /** {@code x₀ + 1.5·2⁻²⁴·x₁} at (1, 1) is rounded to 1 + 2⁻²³; a copy of it is the output. */
  @Test
  void whatACopyReadsMayHaveBeenRounded() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int sum = builder.add(affine(0, new double[][] {{1, 1.5 * 0x1p-24}}, 0));
    builder.add(affine(sum, new double[][] {{1}}, 0));
    LinearInequality rounded = row(-1.0000001192, -1);
    assertThat(isProved(builder.build(), rounded)).isTrue();
    assertThat(isProved(builder.build(), rounded, Semantics.FLOAT32)).isFalse();
  }

  @Test
  void whatACopyReadsMayBeTheResultOfAFunction() {
    for (Activation sigma :
        List.of(Activation.of(Activation.Kind.EXP), Activation.leakyRelu(0.1f))) {
      Network network = after(new double[][] {{1, 0}}, sigma);
      double above = Math.nextUp(Math.nextUp(sigma.value(1)));
      assertThat(isProved(network, row(-(above + 1e-12), -1))).isTrue();
      assertThat(isProved(network, row(-(above + 1e-12), -1), Semantics.FLOAT32)).isFalse();
    }
  }

  /** A runtime may flush a subnormal x on its way through the product, and not beside it. */
  @Test
  void aNumberThatIsReadTwiceMayBeFlushedOnce() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(affine(0, new double[][] {{-1, 0}, {1, 0}}, 0, 0));
    LinearInequality above = row(0, -1, -1).asStrict();
    assertThat(isProved(builder.build(), above)).isTrue();
    assertThat(isProved(builder.build(), above, Semantics.FLOAT32)).isFalse();
  }

  /** {@code 1 / (1 + exp(z₁ − z₀) + exp(z₁ + z₂))} and so on add up to more than 1. */
  @Test
  void sumsOfScoresAreNoDifferences() {
    double[][] differences = {
      {0, 0, 0},
      {-1, 1, 0},
      {0, 1, 1},
      {0, 0, 0},
      {1, -1, 0},
      {1, 0, 1},
      {0, 0, 0},
      {1, 0, -1},
      {1, 1, 0}
    };
    double[][] sums = new double[3][9];
    for (int i = 0; i < 9; i++) {
      sums[i / 3][i] = 1;
    }
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int scores = builder.add(affine(0, new double[][] {{-9, 0}, {-9, 0}, {-9, 0}}, 0, 0, 0));
    int apart = builder.add(affine(scores, differences, new double[9]));
    int exp = builder.add(new ActivationLayer(apart, 9, Activation.of(Activation.Kind.EXP)));
    int sum = builder.add(affine(exp, sums, new double[3]));
    int y = builder.add(new ActivationLayer(sum, 3, Activation.of(Activation.Kind.RECIPROCAL)));
    builder.add(affine(y, unit(3), new double[3]));
    assertThat(isProved(builder.build(), row(-1.2, -1, -1, -1))).isFalse();
  }

  @Test
  void exactNumbersDoNotOutlastTheTime() {
    Query query = Questions.query(softmax(1), LOW, HIGH, row(-1, -1, 0, 0).asStrict());
    CaseProof proof =
        new CaseProof(
            SlopeNeurons.none(0), Questions.closed(Questions.DERIVE, new Step.ClipInputs()));
    CheckResult result =
        new CertificateChecker(1).check(query, List.of(proof), Semantics.REAL, Budget.ofMillis(0));
    assertThat(result).isInstanceOf(CheckResult.Incomplete.class);
  }

  /** Networks with rounding weights: what binary32 computes is never cut off. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatBinary32ComputesIsNotRefuted(int seed) {
    Random random = new Random(seed);
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int last = 0;
    for (int k = 0; k < 1 + random.nextInt(3); k++) {
      last =
          builder.add(
              affine(last, floats(random), random.nextInt(2), (float) random.nextGaussian()));
      last =
          random.nextBoolean() ? builder.add(new ActivationLayer(last, 2, Activation.RELU)) : last;
    }
    last = builder.add(affine(last, floats(random), 0, 0));
    builder.add(affine(last, unit(2), 0, 0));
    Network network = builder.build();
    float[] x = {random.nextBoolean() ? 1 : -1, random.nextBoolean() ? 1 : -1};
    float[] y = new Float32ForwardPass(network).outputs(x);
    for (int i = 0; i < 2; i++) {
      double[] unit = {i == 0 ? 1 : 0, i == 0 ? 0 : 1};
      double[] minus = {-unit[0], -unit[1]};
      assertThat(isProved(network, row(y[i], unit), Semantics.FLOAT32)).isFalse();
      assertThat(isProved(network, row(-y[i], minus), Semantics.FLOAT32)).isFalse();
    }
  }

  private static double[][] floats(Random random) {
    double[][] weights = new double[2][2];
    for (double[] row : weights) {
      for (int j = 0; j < 2; j++) {
        row[j] = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
      }
    }
    return weights;
  }
}
