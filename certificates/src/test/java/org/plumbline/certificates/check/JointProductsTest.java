package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;

/**
 * Sums of products are bounded together: quadratic forms, exactly where they can be, and never too
 * high.
 */
class JointProductsTest {
  private static final Step PARALLEL = new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of());
  private static final Step CLIP = new Step.ClipInputs();
  private static final int TRIALS = 300;

  /** {@code xᵀPx} where P has ones and what stands beside them; planes lose 3.9 on the square. */
  private static Network form(double beside) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int right = builder.add(affine(0, new double[][] {{1, beside}, {beside, 1}}, 0, 0));
    int products = builder.add(new ProductLayer(0, right, 2));
    builder.add(affine(products, new double[][] {{1, 1}}, 0));
    return builder.build();
  }

  private static CheckResult square(double beside, double limit, ProofNode proof) {
    double[] low = {-1, -1};
    double[] high = {1, 1};
    return check(query(form(beside), low, high, row(limit, 1)), proof);
  }

  @Test
  void formsThatAreNeverNegativeHaveNoGap() {
    ProofNode proof = closed(PARALLEL, CLIP);
    assertThat(square(-0.95, -1e-9, proof)).isInstanceOf(CheckResult.Accepted.class);
    assertThat(square(0.95, -1e-9, proof)).isInstanceOf(CheckResult.Accepted.class);
    assertThat(square(-0.95, -1e-9, closed(DERIVE, CLIP)))
        .isNotInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void whatIsReachedIsNotRefuted() {
    ProofNode proof = closed(PARALLEL, CLIP);
    assertThat(square(-0.95, 0, proof)).isNotInstanceOf(CheckResult.Accepted.class);
    assertThat(square(-1.25, -0.5, proof)).isNotInstanceOf(CheckResult.Accepted.class);
    assertThat(square(-1.25, -1.01, proof)).isInstanceOf(CheckResult.Accepted.class);
  }

  /** What is known of factors at a node is so in its halves, and no more. */
  @Test
  void halvesUseWhatIsKnownAbove() {
    ProofNode halves =
        new ProofNode.Split(List.of(PARALLEL), 0, 0, 0.25, closed(CLIP), closed(CLIP));
    ProofNode without =
        new ProofNode.Split(List.of(DERIVE), 0, 0, 0.25, closed(CLIP), closed(CLIP));
    assertThat(square(-0.95, -1.3, halves)).isInstanceOf(CheckResult.Accepted.class);
    assertThat(square(-0.95, -1.3, without)).isNotInstanceOf(CheckResult.Accepted.class);
    assertThat(square(-0.95, 0, halves)).isNotInstanceOf(CheckResult.Accepted.class);
    assertThat(square(-1.25, -0.5, halves)).isNotInstanceOf(CheckResult.Accepted.class);
  }

  /** Products of functions that bend, of products, and of inputs that do not vary. */
  @Test
  void noValueIsBelowItsBound() {
    int accepted = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Network network = network(random);
      double[] low = new double[network.inputSize()];
      double[] high = new double[network.inputSize()];
      for (int j = 0; j < low.length; j++) {
        low[j] = random.nextGaussian();
        high[j] = low[j] + (random.nextInt(5) == 0 ? 0 : random.nextDouble());
      }
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int p = 0; p < 200; p++) {
        double[] x = new double[low.length];
        for (int j = 0; j < x.length; j++) {
          double share = p < 16 ? p >> j & 1 : random.nextDouble();
          x[j] = low[j] + share * (high[j] - low[j]);
        }
        double y = new ForwardPass(network, new JavaGemm()).outputs(1, x)[0];
        least = Math.min(least, y);
        most = Math.max(most, y);
      }
      ProofNode proof = closed(PARALLEL, CLIP);
      assertThat(check(query(network, low, high, row(least + 1e-9, 1)), proof))
          .as("seed %d", seed)
          .isNotInstanceOf(CheckResult.Accepted.class);
      double below = least - 0.5 * (most - least) - 0.01;
      boolean isProved =
          check(query(network, low, high, row(below, 1)), proof) instanceof CheckResult.Accepted;
      accepted += isProved ? 1 : 0;
    }
    assertThat(accepted).as("accepted of %d", TRIALS).isGreaterThan(TRIALS / 4);
  }

  private static Network network(Random random) {
    int inputs = 2 + random.nextInt(3);
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    int last = 0;
    for (int layers = 1 + random.nextInt(2); layers > 0; layers--) {
      int n = 2 + random.nextInt(3);
      int left =
          builder.add(affine(last, matrix(random, n, builder.size(last)), numbers(random, n)));
      if (random.nextBoolean()) {
        left = builder.add(new ActivationLayer(left, n, Activation.RELU));
      }
      int source = random.nextBoolean() ? 0 : last;
      int right =
          random.nextInt(4) == 0
              ? left
              : builder.add(
                  affine(source, matrix(random, n, builder.size(source)), numbers(random, n)));
      last = builder.add(new ProductLayer(left, right, n));
    }
    builder.add(affine(last, matrix(random, 1, builder.size(last)), 0));
    return builder.build();
  }

  private static double[][] matrix(Random random, int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = numbers(random, columns);
    }
    return matrix;
  }

  private static double[] numbers(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  /** At corners, where products of dyadic numbers are exact. */
  @Test
  void quadraticFormsAreNotBelowTheirBound() {
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(5);
      QuadraticForm form = new QuadraticForm(n);
      int terms = 1 + random.nextInt(4);
      double[] values = new double[1 << n];
      for (int t = 0; t < terms; t++) {
        double a = random.nextInt(17) - 8;
        double[] u = random.ints(n, -16, 17).mapToDouble(i -> i / 8.0).toArray();
        double[] v = random.ints(n, -16, 17).mapToDouble(i -> i / 8.0).toArray();
        form.add(a, u, v);
        for (int corner = 0; corner < values.length; corner++) {
          values[corner] += a * at(u, corner) * at(v, corner);
        }
      }
      double least = form.least(terms);
      for (double value : values) {
        assertThat(least).as("seed %d", seed).isLessThanOrEqualTo(value);
      }
      assertThat(least).isLessThanOrEqualTo(0);
    }
  }

  /** Large times small times small: it is −2⁻⁸⁰ at ε = 1, though 2⁻¹⁰⁸⁰ is 0 in doubles. */
  @Test
  void productsThatUnderflowAreNotLost() {
    QuadraticForm form = new QuadraticForm(1);
    form.add(-0x1p1000, new double[] {0x1p-540}, new double[] {0x1p-540});
    assertThat(form.least(1)).isLessThanOrEqualTo(-0x1p-80);
  }

  /** The same in a network, which reaches −2⁻⁸⁰. */
  @Test
  void sumsOfSmallProductsAreNotLost() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int left = builder.add(affine(0, new double[][] {{1, 0}}, 0));
    int right = builder.add(affine(0, new double[][] {{0, 1}}, 0));
    int product = builder.add(new ProductLayer(left, right, 1));
    builder.add(affine(product, new double[][] {{0x1p1000}}, 0));
    double[] low = {-0x1p-540, -0x1p-540};
    double[] high = {0x1p-540, 0x1p-540};
    assertThat(check(query(builder.build(), low, high, row(-0x1p-90, 1)), closed(PARALLEL, CLIP)))
        .isNotInstanceOf(CheckResult.Accepted.class);
  }

  private static double at(double[] u, int corner) {
    double sum = 0;
    for (int g = 0; g < u.length; g++) {
      sum += (corner >> g & 1) == 0 ? u[g] : -u[g];
    }
    return sum;
  }
}
