package org.plumbline.verifier.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.samples.SmallNetworks;

class BallRadiusTest {
  private static final VerifierOptions OPTIONS =
      new VerifierOptions(1, 1, Semantics.REAL, Engine.AUTO);
  private static final LocalRobustness.Range UNIT =
      new LocalRobustness.Range(BigDecimal.ZERO, BigDecimal.ONE);

  private static RadiusInterval search(RadiusQuestion question, Distance norm) {
    RadiusSearch boxes = VerifierFactory.radius(OPTIONS, VerifierFactory.create(OPTIONS));
    return VerifierFactory.radius(OPTIONS, norm, boxes)
        .search(question, 0.02, Budget.ofMillis(60_000), now -> {}, ProofListener.SILENT);
  }

  /**
   * y₀ − y₁ = 0.75 − x₀ − 2·x₁ at (0.25, 0.125) is 0.25: x₁ alone is enough. An attack may find the
   * less near point where both move, 0.1667 away in L1.
   */
  @ParameterizedTest
  @CsvSource({"L0, 1", "L1, 0.125", "L2, 0.1118034"})
  void closesInOnAPlane(Distance norm, double radius) {
    Network network = SmallNetworks.affine(new double[] {-1, -2, 0, 0}, new double[] {0.75, 0});
    RadiusInterval interval =
        search(RadiusQuestion.of(network, new double[] {0.25, 0.125}, Optional.of(UNIT)), norm);
    double lower = interval.lower().doubleValue();
    assertThat(interval.upper().orElseThrow().doubleValue())
        .isBetween(radius * (1 - 1e-7), radius * 1.4);
    assertThat(lower).isLessThan(radius);
    if (norm == Distance.L0) {
      assertThat(lower).isZero();
    } else {
      assertThat(lower).isGreaterThan(0.97 * radius);
      assertThat(interval.assurance()).contains(Assurance.ROUNDED);
    }
  }

  /** A class that needs both values of three to be moved. */
  @Test
  void countsValues() {
    Network network =
        SmallNetworks.affine(new double[] {-1, -1, -1, 0, 0, 0}, new double[] {1.5, 0});
    RadiusInterval interval =
        search(RadiusQuestion.of(network, new double[3], Optional.of(UNIT)), Distance.L0);
    assertThat(interval.lower()).isEqualByComparingTo("1");
    assertThat(interval.upper().orElseThrow()).isEqualByComparingTo("2");
  }

  /** No point of a fine grid within the lower bound has another class. */
  @ParameterizedTest
  @EnumSource(
      value = Distance.class,
      names = {"L0", "L1", "L2"})
  void noPointOfAGridContradicts(Distance norm) {
    int proved = 0;
    for (long seed = 1; seed <= 8; seed++) {
      Network network = SmallNetworks.relu(new Random(seed), 2, 8, 3);
      RadiusQuestion question =
          RadiusQuestion.of(network, new double[] {0.5, 0.5}, Optional.of(UNIT));
      RadiusInterval interval = search(question, norm);
      double nearest = nearestOfGrid(network, question.label(), norm);
      assertThat(interval.lower().doubleValue()).as("seed %d", seed).isLessThan(nearest);
      interval
          .upper()
          .ifPresent(
              u -> assertThat(u.doubleValue()).isGreaterThan(interval.lower().doubleValue()));
      proved += interval.lower().signum();
    }
    assertThat(proved).isPositive();
  }

  private static double nearestOfGrid(Network network, int label, Distance norm) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 200; i++) {
      for (int j = 0; j <= 200; j++) {
        double[] y = forward.outputs(1, new double[] {i / 200.0, j / 200.0});
        double x = Math.abs(i / 200.0 - 0.5);
        double z = Math.abs(j / 200.0 - 0.5);
        double far =
            switch (norm) {
              case L0 -> (i == 100 ? 0 : 1) + (j == 100 ? 0 : 1);
              case L1 -> x + z;
              default -> Math.hypot(x, z);
            };
        for (int c = 0; c < 3; c++) {
          nearest = c != label && y[c] > y[label] ? Math.min(nearest, far) : nearest;
        }
      }
    }
    return nearest;
  }

  @Test
  void aRangeIsNeeded() {
    Network network = SmallNetworks.affine(new double[] {1, 0}, new double[] {1, 0});
    RadiusQuestion question = RadiusQuestion.of(network, new double[1], Optional.empty());
    assertThatThrownBy(() -> search(question, Distance.L2)).hasMessageContaining("wants a range");
  }
}
