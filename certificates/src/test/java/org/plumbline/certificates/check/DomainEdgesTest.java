package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.row;

import java.util.Arrays;
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
import org.plumbline.specs.property.LinearInequality;

/** Roots and logarithms at the edge of what they are defined for. */
class DomainEdgesTest {
  private static final ProofNode PLAIN = Questions.closed(Questions.DERIVE, new Step.ClipInputs());

  /** {@code y = σ(Σ wᵢ·xᵢ² + bias)}. */
  private static Network ofSquares(double[] weights, double bias, Activation sigma) {
    NetworkBuilder builder = new NetworkBuilder(1, weights.length);
    int squares = builder.add(new ActivationLayer(0, weights.length, Activation.power(2)));
    int sum = builder.add(affine(squares, new double[][] {weights}, bias));
    int last = builder.add(new ActivationLayer(sum, 1, sigma));
    builder.add(affine(last, new double[][] {{1}}, 0));
    return builder.build();
  }

  private static boolean isProved(Network network, LinearInequality row) {
    double[] low = new double[network.inputSize()];
    double[] high = new double[network.inputSize()];
    Arrays.fill(low, -1);
    Arrays.fill(high, 1);
    return Questions.check(Questions.query(network, low, high, row), PLAIN)
        instanceof CheckResult.Accepted;
  }

  @Test
  void theRootOfASumOfSquaresIsKnown() {
    Activation sqrt = Activation.of(Activation.Kind.SQRT);
    Network norm = ofSquares(new double[] {0.1, 0.7, 3}, 0, sqrt);
    assertThat(isProved(norm, row(-2, -1))).isTrue();
    assertThat(isProved(norm, row(-1.9, -1))).isFalse();
    assertThat(isProved(norm, row(-0.01, 1))).isTrue();
  }

  @Test
  void outsideOfTheDomainNothingIsProved() {
    Activation sqrt = Activation.of(Activation.Kind.SQRT);
    Activation log = Activation.of(Activation.Kind.LOG);
    double[] one = {1};
    for (double bias : new double[] {-4, -1, -1e-300, -0x1p-60, -1e-12, -1e-3}) {
      assertThat(isProved(ofSquares(one, bias, sqrt), row(-5, -1))).as("bias " + bias).isFalse();
    }
    assertThat(isProved(ofSquares(one, 0, log), row(-5, -1))).isFalse();
    assertThat(isProved(ofSquares(one, -1e-12, log), row(-5, -1))).isFalse();
    assertThat(isProved(ofSquares(one, 0x1p-40, log), row(-5, -1))).isTrue();
  }

  /** The root of 1 is known, and says nothing of the roots of the numbers below 0. */
  @Test
  void aRootThatIsKnownAtOneEndIsNotAtTheOther() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int same = builder.add(affine(0, new double[][] {{1}}, 0));
    builder.add(new ActivationLayer(same, 1, Activation.of(Activation.Kind.SQRT)));
    assertThat(isProved(builder.build(), row(-5, -1))).isFalse();
  }

  @Test
  void nothingIsProvedThatPointsOfAGridRefute() {
    int proved = 0;
    for (int trial = 0; trial < 300; trial++) {
      Random random = new Random(trial);
      double[] weights = {random.nextInt(5) / 4.0, random.nextGaussian() / 4 + 0.5};
      double bias = random.nextInt(3) == 0 ? -0x1p-50 * random.nextInt(3) : random.nextInt(2) * 0.1;
      Network network = ofSquares(weights, bias, Activation.of(Activation.Kind.SQRT));
      double limit = 2 * random.nextDouble();
      if (isProved(network, row(-limit, -1))) {
        proved++;
        ForwardPass pass = new ForwardPass(network, new JavaGemm());
        for (int p = 0; p <= 20 * 21; p++) {
          double[] x = {p % 21 / 10.0 - 1, p / 21 / 10.0 - 1};
          assertThat(pass.outputs(1, x)[0]).as("trial " + trial).isLessThan(limit);
        }
      }
    }
    assertThat(proved).isGreaterThan(30);
  }
}
