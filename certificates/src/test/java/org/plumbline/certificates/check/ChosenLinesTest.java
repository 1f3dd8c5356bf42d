package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.acceptedChoices;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;
import static org.plumbline.certificates.check.Questions.withChoice;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.slope.ShareByte;
import org.plumbline.certificates.slope.SlopeFan;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Query;

/** Lines with slopes of a certificate hold, and prove more than guessed ones. */
class ChosenLinesTest {
  private static final SlopeNeurons ONE = new SlopeNeurons(new int[][] {{}, {}, {0}, {}});

  static List<Activation> activations() {
    return List.of(
        Activation.SIGMOID,
        Activation.TANH,
        Activation.leakyRelu(0.1),
        Activation.clip(-0.5, 0.7),
        Activation.power(2),
        Activation.power(3),
        Activation.of(Activation.Kind.EXP),
        Activation.of(Activation.Kind.GELU),
        Activation.of(Activation.Kind.SOFTPLUS),
        Activation.of(Activation.Kind.HARD_SWISH));
  }

  /** {@code y = σ(x) − x·tilt}. */
  private static Network tilted(Activation activation, double tilt) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(Questions.affine(0, new double[][] {{1}}, 0));
    int y = builder.add(new ActivationLayer(z, 1, activation));
    builder.add(
        new AffineLayer(
            List.of(new AffineLayer.Term(y, matrix(1)), new AffineLayer.Term(0, matrix(-tilt))),
            new double[] {0},
            null));
    return builder.build();
  }

  private static DenseMap matrix(double value) {
    return new DenseMap(1, 1, new double[] {value});
  }

  @ParameterizedTest
  @MethodSource("activations")
  void linesOfAllBytesHold(Activation activation) {
    CheckedNetwork network = new CheckedNetwork(tilted(activation, 0));
    ActivationLayer act = (ActivationLayer) network.layer(2);
    Random random = new Random(5);
    for (int trial = 0; trial < 30; trial++) {
      NodeBounds bounds = new NodeBounds(network.network());
      double low = 2 * random.nextGaussian();
      double high = low + 3 * random.nextDouble() + 1e-3;
      bounds.raise(1, 0, low);
      bounds.reduce(1, 0, high);
      ChosenLines lines = new ChosenLines(network, act, bounds);
      for (int choice = 0; choice < 256; choice += 1 + random.nextInt(20)) {
        boolean isChosen = lines.choose((byte) choice, 0);
        assertThat(isChosen).isEqualTo((byte) choice != ShareByte.GUESS);
        if (!isChosen) {
          continue;
        }
        double x = low + (high - low) * random.nextDouble();
        double value = activation.value(x);
        double slack = 1e-13 * (1 + Math.abs(value) + Math.abs(lines.slope() * x));
        assertThat(lines.slope() * x + lines.offset(true)).isLessThanOrEqualTo(value + slack);
        assertThat(lines.slope() * x + lines.offset(false)).isGreaterThanOrEqualTo(value - slack);
      }
    }
  }

  /** Unsafe: {@code tanh(x) − 0.6x ≤ limit}, on [−1, 1], where the least value is −0.1856. */
  private static Query atMost(double limit) {
    return query(tilted(Activation.TANH, 0.6), new double[] {-1}, new double[] {1}, row(limit, 1));
  }

  @Test
  void theRightSlopeProvesWhatTheGuessedOneDoesNot() {
    byte right = SlopeFan.of(Activation.TANH, -1, 1).nearest(0.6);
    Query query = atMost(-0.19);
    assertThat(Questions.check(query, ONE, withChoice(right)))
        .isInstanceOf(CheckResult.Accepted.class);
    assertThat(Questions.check(query, ONE, withChoice(ShareByte.GUESS)))
        .isInstanceOf(CheckResult.Rejected.class);
    assertThat(acceptedChoices(atMost(-0.19), ONE)).isBetween(1, 50);
  }

  @Test
  void noSlopeProvesWhatIsFalse() {
    assertThat(acceptedChoices(atMost(-0.185), ONE)).isZero();
    assertThat(acceptedChoices(atMost(0.5), ONE)).isZero();
  }
}
