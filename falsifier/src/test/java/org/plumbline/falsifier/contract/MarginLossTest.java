package org.plumbline.falsifier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

final class MarginLossTest {
  /** {@code y₀ − 2y₁ ≤ 3}, {@code y₁ ≤ 1} and {@code 4x₀ ≤ 2}. */
  private final MarginLoss loss =
      new MarginLoss(
          Polyhedron.of(
              LinearInequality.ofOutputs(
                  new int[] {0, 1}, decimals("1", "-2"), new BigDecimal("3")),
              LinearInequality.ofOutputs(new int[] {1}, decimals("1"), BigDecimal.ONE),
              LinearInequality.ofInput(0, new BigDecimal(4), new BigDecimal(2), false)));

  private static BigDecimal[] decimals(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  /** Excesses at x = 1, y = (8, 2): 8 − 4 − 3 = 1, 2 − 1 = 1, 4 − 2 = 2. */
  @Test
  void isTheGreatestExcessOfARowOfTheBatch() {
    assertThat(loss.at(new double[] {9, 1}, 1, new double[] {9, 9, 8, 2}, 2)).isEqualTo(2);
    assertThat(loss.at(new double[] {0}, 0, new double[] {2, 0.5}, 0)).isEqualTo(-0.5);
    assertThat(loss.at(new double[] {0}, 0, new double[] {Double.NaN, 0}, 0)).isNaN();
    assertThat(new MarginLoss(Polyhedron.of()).at(new double[1], 0, new double[2], 0))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /** Weights ½, ½, 1 on the gradients (1, −2), (0, 1) and 4. */
  @Test
  void pullsAllViolatedInequalitiesOutside() {
    double[] byInput = new double[2];
    double[] byOutput = new double[4];
    loss.addDirection(new double[] {9, 1}, 1, new double[] {9, 9, 8, 2}, 2, byInput, byOutput);
    assertThat(byOutput).containsExactly(0, 0, 0.5, -0.5);
    assertThat(byInput).containsExactly(0, 4);
  }

  @Test
  void pullsTheTightestInequalityInside() {
    double[] byInput = new double[1];
    double[] byOutput = new double[2];
    loss.addDirection(new double[] {0}, 0, new double[] {2, 0.5}, 0, byInput, byOutput);
    assertThat(byOutput).containsExactly(0, 1);
    assertThat(byInput).containsExactly(0);
  }

  @Test
  void aTargetLiesInsideTheExactBox() {
    DecimalBox box = new DecimalBox(decimals("0.1", "0.1", "-1"), decimals("0.3", "0.1", "1"));
    Target target = Target.of(new Case(box, List.of(Polyhedron.of())));
    Box inner = box.toInnerBox();
    assertThat(target.box().lower()).containsExactly(inner.lower()[0], 0.1, -1);
    assertThat(target.box().upper()).containsExactly(inner.upper()[0], 0.1, 1);
    assertThat(new BigDecimal(target.box().lower()[0])).isGreaterThanOrEqualTo(box.lower()[0]);
    assertThat(target.losses()).hasSize(1);
  }
}
