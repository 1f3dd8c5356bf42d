package org.plumbline.verifier.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.samples.SmallNetworks;

class SafeRadiusTest {
  private static final VerifierOptions OPTIONS =
      new VerifierOptions(1, 1, Semantics.REAL, Engine.AUTO);
  private static final LocalRobustness.Range UNIT =
      new LocalRobustness.Range(BigDecimal.ZERO, BigDecimal.ONE);

  private static RadiusInterval search(RadiusQuestion question, double precision) {
    return VerifierFactory.radius(OPTIONS, VerifierFactory.create(OPTIONS))
        .search(question, precision, Budget.ofMillis(60_000), now -> {}, ProofListener.SILENT);
  }

  /** y₀ − y₁ = 0.75 − x₀ − x₁ at (0.25, 0.25): both have to rise by 0.125. */
  @Test
  void closesInOnAPlane() {
    Network network = SmallNetworks.affine(new double[] {-1, -1, 0, 0}, new double[] {0.75, 0});
    RadiusQuestion question =
        RadiusQuestion.of(network, new double[] {0.25, 0.25}, Optional.of(UNIT));
    RadiusInterval interval = search(question, 0.001);
    assertThat(question.label()).isZero();
    assertThat(interval.lower()).isLessThan(new BigDecimal("0.125"));
    assertThat(interval.upper().orElseThrow()).isGreaterThanOrEqualTo(new BigDecimal("0.125"));
    assertThat(interval.gap()).isLessThanOrEqualTo(0.001);
    assertThat(interval.assurance()).contains(Assurance.ROUNDED);
    assertThat(question.distance(Distance.LINF, interval.nearest().orElseThrow()))
        .isEqualTo(interval.upper().get());
  }

  /** A tie is a loss. */
  @Test
  void isZeroAtATie() {
    Network network = SmallNetworks.affine(new double[] {1, 1}, new double[] {0, 0});
    RadiusInterval interval =
        search(RadiusQuestion.of(network, new double[] {0.5}, Optional.of(UNIT)), 0.01);
    assertThat(interval.upper()).contains(BigDecimal.ZERO.setScale(interval.upper().get().scale()));
    assertThat(interval.assurance()).isEmpty();
  }

  @Test
  void aClassThatNeverChangesIsProvedForTheWholeRange() {
    Network network = SmallNetworks.affine(new double[] {1, 1}, new double[] {1, 0});
    RadiusInterval interval =
        search(RadiusQuestion.of(network, new double[] {0.25}, Optional.of(UNIT)), 0.01);
    assertThat(interval.upper()).isEmpty();
    assertThat(interval.lower()).isEqualByComparingTo("0.75");
  }

  /** No point of a fine grid within the lower bound has another class. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noPointOfAGridContradicts(long seed) {
    Network network = SmallNetworks.relu(new Random(seed), 2, 8, 3);
    RadiusQuestion question =
        RadiusQuestion.of(network, new double[] {0.5, 0.5}, Optional.of(UNIT));
    List<RadiusInterval> all = new ArrayList<>();
    RadiusInterval interval =
        VerifierFactory.radius(OPTIONS, VerifierFactory.create(OPTIONS))
            .search(question, 0.02, Budget.ofMillis(60_000), all::add, ProofListener.SILENT);
    assertThat(interval.upper().isEmpty() || interval.gap() <= 0.02).isTrue();
    for (int k = 1; k < all.size(); k++) {
      assertThat(all.get(k).lower()).isGreaterThanOrEqualTo(all.get(k - 1).lower());
      assertThat(all.get(k).gap()).isLessThanOrEqualTo(all.get(k - 1).gap());
    }
    double nearest = nearestOfGrid(network, question.label());
    assertThat(interval.lower().doubleValue()).isLessThan(nearest);
    if (interval.upper().isEmpty()) {
      assertThat(nearest).isInfinite();
    }
  }

  private static double nearestOfGrid(Network network, int label) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 200; i++) {
      for (int j = 0; j <= 200; j++) {
        double[] y = forward.outputs(1, new double[] {i / 200.0, j / 200.0});
        double far = Math.max(Math.abs(i / 200.0 - 0.5), Math.abs(j / 200.0 - 0.5));
        for (int c = 0; c < 3; c++) {
          nearest = c != label && y[c] > y[label] ? Math.min(nearest, far) : nearest;
        }
      }
    }
    return nearest;
  }

  /** Nothing is claimed where the verifier never answers; the search ends all the same. */
  @Test
  void aVerifierWithoutAnswersProvesNothing() {
    Network network = SmallNetworks.affine(new double[] {-1, -1, 0, 0}, new double[] {0.75, 0});
    Verifier mute =
        (query, budget, notes) -> new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "no idea");
    RadiusQuestion question =
        RadiusQuestion.of(network, new double[] {0.25, 0.25}, Optional.of(UNIT));
    RadiusInterval interval =
        VerifierFactory.radius(OPTIONS, mute)
            .search(question, 0.01, Budget.ofMillis(60_000), now -> {}, ProofListener.SILENT);
    assertThat(interval.lower()).isZero();
    assertThat(interval.assurance()).isEmpty();
    assertThat(interval.upper().orElseThrow().doubleValue()).isBetween(0.125, 0.14);
    RadiusInterval nothing =
        new SafeRadius(mute, Refuter.NONE, Refuter.NONE)
            .search(question, 0.01, Budget.ofMillis(60_000), now -> {}, ProofListener.SILENT);
    assertThat(nothing.upper()).isEmpty();
  }

  /** What is too hard for a short time gets half of what is left, a little further on. */
  @Test
  void afterShortProofsALongOneIsTried() {
    Network network = SmallNetworks.affine(new double[] {-1, -1, 0, 0}, new double[] {0.75, 0});
    List<Double> radii = new ArrayList<>();
    List<Long> millis = new ArrayList<>();
    Verifier upToATenth =
        (query, budget, notes) -> {
          double radius = query.boxes().get(0).upper()[0] - 0.25;
          radii.add(radius);
          millis.add(budget.remainingMillis());
          return radius <= 0.1
              ? new Verdict.Holds(Assurance.ROUNDED)
              : new Verdict.Unknown(Verdict.Cause.TIMEOUT, "too hard");
        };
    RadiusInterval interval =
        VerifierFactory.radius(OPTIONS, upToATenth)
            .search(
                RadiusQuestion.of(network, new double[] {0.25, 0.25}, Optional.of(UNIT)),
                0.01,
                Budget.ofMillis(600_000),
                now -> {},
                ProofListener.SILENT);
    assertThat(interval.lower().doubleValue()).isBetween(0.098, 0.1);
    int first = 0;
    double proved = 0;
    while (millis.get(first) <= 15_000) {
      proved = radii.get(first) <= 0.1 ? Math.max(proved, radii.get(first)) : proved;
      first++;
    }
    assertThat(first).isPositive();
    assertThat(millis.get(first)).isGreaterThan(150_000);
    assertThat(radii.get(first)).isGreaterThan(1.1 * proved);
  }

  @Test
  void aProofAgainstACounterexampleIsAnError() {
    Network network = SmallNetworks.affine(new double[] {-1, -1, 0, 0}, new double[] {0.75, 0});
    Verifier liar = (query, budget, notes) -> new Verdict.Holds(Assurance.ROUNDED);
    RadiusQuestion question =
        RadiusQuestion.of(network, new double[] {0.25, 0.25}, Optional.of(UNIT));
    RadiusInterval none = RadiusInterval.UNKNOWN.proved(BigDecimal.ONE, Assurance.ROUNDED);
    assertThatThrownBy(
            () ->
                new SafeRadius(liar, Refuter.NONE, Refuter.NONE)
                    .search(question, 0.01, Budget.ofMillis(9000), now -> {}, ProofListener.SILENT)
                    .found(new BigDecimal("0.125"), null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("against a proof");
    assertThat(none.gap()).isInfinite();
  }
}
