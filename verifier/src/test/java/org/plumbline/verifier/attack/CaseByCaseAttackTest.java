package org.plumbline.verifier.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.ProjectedGradientAttack;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

final class CaseByCaseAttackTest {

  private static Optional<Counterexample> attack(Network network, long seed, Case... cases) {
    Property property = new Property(network.inputSize(), network.outputSize(), List.of(cases));
    return new CaseByCaseAttack(
            (n, all) -> new ProjectedGradientAttack(n, JavaGemm::new, 2, AttackOptions.quick()),
            seed)
        .refute(Query.of(network, property), Budget.unlimited());
  }

  private static Case part(int inputs, String lower, String upper, LinearInequality unsafe) {
    BigDecimal[] lowers = new BigDecimal[inputs];
    BigDecimal[] uppers = new BigDecimal[inputs];
    Arrays.fill(lowers, new BigDecimal(lower));
    Arrays.fill(uppers, new BigDecimal(upper));
    return new Case(new DecimalBox(lowers, uppers), List.of(Polyhedron.of(unsafe)));
  }

  /**
   * softmax(1000·Σ ±xᵢ − 28500, 0) of 30 inputs between −1 and 1. The first score is the greater
   * one near one corner only; elsewhere the outputs are 0 and 1 to a double, and their derivatives
   * 0.
   */
  private static Network saturated() {
    int n = 30;
    double[] weights = new double[2 * n];
    for (int i = 0; i < n; i++) {
      weights[i] = i % 3 == 0 ? -1000 : 1000;
    }
    NetworkBuilder builder = new NetworkBuilder(1, n);
    int scores =
        builder.add(new AffineLayer(0, new DenseMap(2, n, weights), new double[] {-28_500, 0}));
    double[] values = {-1, 1, 1, -1};
    SparseMap differences =
        new SparseMap(2, new int[] {0, 0, 2, 4, 4}, new int[] {0, 1, 0, 1}, values, 0);
    int below = builder.add(new AffineLayer(scores, differences));
    int exp = builder.add(new ActivationLayer(below, 4, Activation.of(Activation.Kind.EXP)));
    double[] ones = {1, 1, 1, 1};
    SparseMap pairs = new SparseMap(4, new int[] {0, 2, 4}, new int[] {0, 1, 2, 3}, ones, 0);
    int sums = builder.add(new AffineLayer(exp, pairs));
    builder.add(new ActivationLayer(sums, 2, Activation.of(Activation.Kind.RECIPROCAL)));
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comparesScoresWhereASoftmaxSaturates(long seed) {
    Case part = part(30, "-1", "1", LinearInequality.outputOrder(1, 0));
    Counterexample found = attack(saturated(), seed, part).orElseThrow();
    assertThat(found.isViolation()).as("seed %d", seed).isTrue();
    assertThat(found.inFloat32()).as("seed %d", seed).isTrue();
    assertThat(found.outputs()).as("seed %d", seed).hasSize(2);
  }

  /** Float32 rounds x + 2²⁵ to a multiple of 4: to 2²⁵ up to x = 2, and to 2²⁵ + 4 beyond. */
  private static Network coarse() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    DenseMap same = new DenseMap(1, 1, new double[] {1});
    int lifted = builder.add(new AffineLayer(0, same, new double[] {0x1p25}));
    builder.add(new AffineLayer(lifted, same, new double[] {-0x1p25}));
    return builder.build();
  }

  private static LinearInequality atLeastHalf() {
    return LinearInequality.ofOutputs(
        new int[] {0}, new BigDecimal[] {BigDecimal.ONE.negate()}, new BigDecimal("-0.5"));
  }

  @Test
  void prefersViolationsInFloat32() {
    Case part = part(1, "0", "3", atLeastHalf());
    Query query = Query.of(coarse(), new Property(1, 1, List.of(part)));
    Float32First confirmation = new Float32First(new CounterexampleChecker(query), part);
    assertThat(confirmation.confirms(new double[] {0.25})).isFalse();
    assertThat(confirmation.best()).isEmpty();
    assertThat(confirmation.confirms(new double[] {1.5})).isFalse();
    assertThat(confirmation.confirms(new double[] {1})).isFalse();
    assertThat(confirmation.best().orElseThrow().inputs()).containsExactly(1.5);
    assertThat(confirmation.confirms(new double[] {2.5})).isTrue();
    assertThat(confirmation.best().orElseThrow().inputs()).containsExactly(2.5);
  }

  @Test
  void takesViolationsInRealArithmeticWhereThereAreNoOthers() {
    Counterexample found =
        attack(coarse(), 1, part(1, "-1", "0", atLeastHalf()), part(1, "0", "1", atLeastHalf()))
            .orElseThrow();
    assertThat(found.isViolation()).isTrue();
    assertThat(found.inFloat32()).isFalse();
    assertThat(found.outputs()[0]).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(attack(coarse(), 1, part(1, "-1", "0.4", atLeastHalf()))).isEmpty();
  }
}
