package org.plumbline.verifier.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.AdversarialDistance.Norm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.samples.SmallNetworks;

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
    RadiusQuestion question =
        RadiusQuestion.of(
            SmallNetworks.affine(new double[] {-1, -2, 0, 0}, new double[] {0.75, 0}),
            new double[] {0.25, 0.125},
            Optional.of(UNIT));
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
              SmallNetworks.relu(new Random(seed), 3, 6, 3),
              new double[] {0.5, 0.25, 0.5},
              Optional.of(UNIT));
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
}
