package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.row;

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
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.property.LinearInequality;
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

  /** Nothing but the coefficients tells. */
  @Test
  void copiesCancel() {
    Network network =
        after(new double[][] {{0.1, 0.7}, {0.1, 0.7}}, Activation.of(Activation.Kind.TANH));
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(affine(0, new double[][] {{0.1, 0.7}}, 0));
    int tanh = builder.add(new ActivationLayer(first, 1, Activation.of(Activation.Kind.TANH)));
    builder.add(affine(tanh, new double[][] {{0.1}, {0.1}}, 0, 0));
    LinearInequality below = row(0, 1, -1).asStrict();
    assertThat(isProved(builder.build(), below)).isTrue();
    assertThat(isProved(builder.build(), row(0, 1, -1))).isFalse();
    assertThat(isProved(network, below)).isFalse();
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
}
