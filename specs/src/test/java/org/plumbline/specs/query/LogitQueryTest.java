package org.plumbline.specs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.Counterexample.Classification;
import org.plumbline.specs.replay.CounterexampleChecker;

/** The network is softmax(1000·x₁, 1000·x₀): outputs are 0 and 1 to a double nearly everywhere. */
final class LogitQueryTest {
  private static final Network STEEP = Samples.softmaxOfSwapped(1000);

  private static Query query(LinearInequality... unsafe) {
    BigDecimal one = BigDecimal.ONE;
    DecimalBox box =
        new DecimalBox(new BigDecimal[] {one.negate(), one.negate()}, new BigDecimal[] {one, one});
    return Query.of(
        STEEP, new Property(2, 2, List.of(new Case(box, List.of(Polyhedron.of(unsafe))))));
  }

  private static LinearInequality outputs(String first, String second, String rhs) {
    return LinearInequality.ofOutputs(
        new int[] {0, 1},
        new BigDecimal[] {new BigDecimal(first), new BigDecimal(second)},
        new BigDecimal(rhs));
  }

  @Test
  void comparesScoresInsteadOfOutputs() {
    LinearInequality input = LinearInequality.ofInput(0, BigDecimal.ONE, BigDecimal.ZERO, true);
    Query moved = LogitQuery.of(query(LinearInequality.outputOrder(0, 1).asStrict(), input));
    assertThat(moved.network().depth()).isEqualTo(STEEP.depth() - 4);
    assertThat(moved.network().isPiecewiseLinear()).isTrue();
    assertThat(moved.property().cases().get(0).unsafe())
        .containsExactly(Polyhedron.of(LinearInequality.outputOrder(0, 1).asStrict(), input));
  }

  @Test
  void leavesOtherQuestionsAlone() {
    for (LinearInequality other :
        List.of(
            outputs("1", "-1", "0.5"),
            outputs("1", "-2", "0"),
            outputs("1", "1", "0"),
            LinearInequality.ofOutputs(
                new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, BigDecimal.ZERO),
            new LinearInequality(
                new int[] {0},
                new BigDecimal[] {BigDecimal.ONE},
                new int[] {0, 1},
                new BigDecimal[] {BigDecimal.ONE, BigDecimal.ONE.negate()},
                BigDecimal.ZERO,
                false))) {
      Query query = query(LinearInequality.outputOrder(0, 1), other);
      assertThat(LogitQuery.of(query)).as("%s", other).isSameAs(query);
    }
  }

  /** The exponential of 2000 is beyond the doubles, yet the order of the outputs is certain. */
  @Test
  void confirmsCounterexamplesOfSaturatedOutputs() {
    CounterexampleChecker checker =
        new CounterexampleChecker(query(LinearInequality.outputOrder(0, 1)));
    Counterexample found = checker.check(new double[] {1, -1}).orElseThrow();
    assertThat(found.classification()).isEqualTo(Classification.STRICT);
    assertThat(found.inFloat32()).isTrue();
    assertThat(found.margin()).isZero();
    assertThat(found.outputs()).containsExactly(0, 1);
    assertThat(checker.check(new double[] {0.5, 0.5}).orElseThrow().classification())
        .isEqualTo(Classification.TIE);
    assertThat(checker.check(new double[] {-1, 1})).isEmpty();
  }

  @Test
  void casesOfOtherPropertiesAreRefused() {
    CounterexampleChecker checker =
        new CounterexampleChecker(query(LinearInequality.outputOrder(0, 1)));
    Case other = query(LinearInequality.outputOrder(1, 0)).property().cases().get(0);
    assertThatThrownBy(() -> checker.check(other, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another property");
  }
}
