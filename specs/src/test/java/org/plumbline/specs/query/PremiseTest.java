package org.plumbline.specs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.Phase;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

class PremiseTest {
  private static final Premise.Literal LEFT_ON = new Premise.Literal(1, 0, true);
  private static final Premise.Literal RIGHT_OFF = new Premise.Literal(1, 1, false);

  /** y = relu(x₀ − x₁) + relu(x₁ − 0.5) on the unit square, unsafe where y ≤ 0.25. */
  private static Query query() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(
        new AffineLayer(0, new DenseMap(2, 2, new double[] {1, -1, 0, 1}), new double[] {0, -0.5}));
    builder.add(new ActivationLayer(1, 2, Activation.RELU));
    builder.add(new AffineLayer(2, new DenseMap(1, 2, new double[] {1, 1})));
    BigDecimal[] low = {BigDecimal.ZERO, BigDecimal.ZERO};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal("0.25"));
    Case part = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    return Query.of(builder.build(), new Property(2, 1, List.of(part)));
  }

  private static Optional<Counterexample> check(Premise premise, double... x) {
    return new CounterexampleChecker(query().under(premise))
        .check(x)
        .filter(Counterexample::isViolation);
  }

  @Test
  void counterexamplesFollowIt() {
    assertThat(check(Premise.NONE, 0.25, 0.5)).isPresent();
    assertThat(check(new Premise(List.of(LEFT_ON)), 0.25, 0.5)).isEmpty();
    assertThat(check(new Premise(List.of(LEFT_ON)), 0.5, 0.375)).isPresent();
    assertThat(check(new Premise(List.of(LEFT_ON, RIGHT_OFF)), 0.75, 0.75)).isEmpty();
  }

  @Test
  void onItsBorderTheyAreTies() {
    Premise both = new Premise(List.of(LEFT_ON, RIGHT_OFF));
    assertThat(check(both, 0.5, 0.375).orElseThrow().classification())
        .isEqualTo(Counterexample.Classification.STRICT);
    assertThat(check(both, 0.25, 0.25).orElseThrow().classification())
        .isEqualTo(Counterexample.Classification.TIE);
  }

  @Test
  void theReportSpeaksOfTheQuestionAsked() {
    Counterexample found = check(new Premise(List.of(LEFT_ON)), 0.5, 0.375).orElseThrow();
    assertThat(found.outputs()).containsExactly(0.125);
    assertThat(found.float32Outputs()).containsExactly(0.125f);
    assertThat(found.margin()).isEqualTo(0.125);
    assertThat(found.violated()).isEqualTo(query().property().cases().get(0).unsafe().get(0));
  }

  @Test
  void rowsAskTheSame() {
    Query rows = PremiseRows.of(query().under(new Premise(List.of(RIGHT_OFF, LEFT_ON))));
    Polyhedron unsafe = rows.property().cases().get(0).unsafe().get(0);
    assertThat(rows.network().outputSize()).isEqualTo(3);
    assertThat(rows.premise().isEmpty()).isTrue();
    assertThat(unsafe).hasToString("Y_0 <= 0.25 and Y_1 >= 0 and Y_2 <= 0");
    assertThat(PremiseRows.of(rows)).isSameAs(rows);
  }

  @Test
  void aPatternIsOne() {
    Network network = query().network();
    ActivationPattern pattern =
        ActivationPattern.of(
            new int[] {2},
            List.of(
                new org.plumbline.specs.pattern.Literal(1, 1, Phase.INACTIVE),
                new org.plumbline.specs.pattern.Literal(1, 0, Phase.ACTIVE)));
    Premise premise = Premise.of(network, pattern);
    assertThat(premise.literals()).containsExactly(LEFT_ON, RIGHT_OFF);
    assertThat(premise.text()).isEqualTo("1 0 +\n1 1 -\n");
    ActivationPattern wider = ActivationPattern.of(new int[] {3}, List.of());
    assertThatThrownBy(() -> Premise.of(network, wider)).hasMessageContaining("another network");
  }

  @Test
  void neuronsThatAreNotThereAreRefused() {
    for (Premise.Literal literal :
        Arrays.asList(
            new Premise.Literal(1, 2, true),
            new Premise.Literal(1, -1, true),
            new Premise.Literal(2, 0, true),
            new Premise.Literal(0, 0, true),
            new Premise.Literal(9, 0, true))) {
      assertThatThrownBy(() -> query().under(new Premise(List.of(literal))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("maybe it belongs to another network");
    }
  }
}
