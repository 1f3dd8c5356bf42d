package org.plumbline.verifier.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.AdversarialDistance.Norm;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;

class MixedProgramRadiusTest {
  private static final VerifierOptions OPTIONS =
      new VerifierOptions(1, 1, Semantics.REAL, Engine.AUTO);
  private static final LocalRobustness.Range UNIT =
      new LocalRobustness.Range(BigDecimal.ZERO, BigDecimal.ONE);

  private static RadiusInterval search(RadiusQuestion question, RadiusSearch search) {
    return search.search(question, 0.001, Budget.ofMillis(60_000), now -> {}, ProofListener.SILENT);
  }

  private static double[] ends(RadiusInterval interval) {
    return new double[] {
      interval.lower().doubleValue(), interval.upper().orElseThrow().doubleValue()
    };
  }

  /** y₀ − y₁ = 0.75 − x₀ − 2·x₁ at (0.25, 0.125): 0.25 are left, or 0.125 of x₁ alone. */
  @ParameterizedTest
  @CsvSource({"LINF, 0.08333333", "L1, 0.125"})
  void isTheDistanceToAPlane(Norm norm, double distance) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(
        new AffineLayer(
            0, new DenseMap(2, 2, new double[] {-1, -2, 0, 0}), new double[] {0.75, 0}));
    RadiusQuestion question =
        RadiusQuestion.of(builder.build(), new double[] {0.25, 0.125}, Optional.of(UNIT));
    RadiusInterval interval = search(question, VerifierFactory.radius(OPTIONS, norm));
    assertThat(ends(interval)[0]).isCloseTo(distance, within(1e-5)).isLessThan(distance);
    assertThat(ends(interval)[1]).isCloseTo(distance, within(1e-4));
    assertThat(interval.assurance()).contains(Assurance.NUMERIC);
  }

  /** Some classes never change within the range. */
  @Test
  void agreesWithProofs() {
    int compared = 0;
    for (int seed = 0; seed < 8; seed++) {
      RadiusQuestion question =
          RadiusQuestion.of(
              network(new Random(seed)), new double[] {0.5, 0.25, 0.5}, Optional.of(UNIT));
      RadiusInterval proved =
          search(question, VerifierFactory.radius(OPTIONS, VerifierFactory.create(OPTIONS)));
      RadiusInterval solved = search(question, VerifierFactory.radius(OPTIONS, Norm.LINF));
      assertThat(solved.upper().isPresent()).isEqualTo(proved.upper().isPresent());
      if (proved.upper().isPresent()) {
        compared++;
        assertThat(ends(solved)[0])
            .as("seed %d", seed)
            .isBetween(ends(proved)[0] * 0.999, ends(proved)[1]);
        assertThat(ends(solved)[1])
            .as("seed %d", seed)
            .isBetween(ends(proved)[0], ends(proved)[1] * 1.001);
      }
    }
    assertThat(compared).isPositive();
  }

  private static Network network(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    int z = builder.add(layer(random, 0, 6, 3));
    int y = builder.add(new ActivationLayer(z, 6, Activation.RELU));
    builder.add(layer(random, y, 3, 6));
    return builder.build();
  }

  private static AffineLayer layer(Random random, int source, int rows, int columns) {
    double[] weights = new double[rows * columns];
    double[] bias = new double[rows];
    Arrays.setAll(weights, i -> random.nextGaussian());
    Arrays.setAll(bias, i -> 0.3 * random.nextGaussian());
    return new AffineLayer(source, new DenseMap(rows, columns, weights), bias);
  }
}
