package org.plumbline.specs.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Polyhedron;

class OrderedTopKTest {
  private static boolean contains(Polyhedron order, double... scores) {
    return order.contains(
        new BigDecimal[0],
        Arrays.stream(scores).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
  }

  @Test
  void holdsScoresInThatOrderBeforeAllOthers() {
    Polyhedron order = new OrderedTopK(List.of(2, 0), 4).toPolyhedron();
    assertThat(order.inequalities()).hasSize(3);
    assertThat(contains(order, 5, 1, 7, 4)).isTrue();
    assertThat(contains(order, 5, 5, 5, 5)).as("ties").isTrue();
    assertThat(contains(order, 7, 1, 5, 4)).as("the other way round").isFalse();
    assertThat(contains(order, 5, 6, 7, 4)).as("1 before 0").isFalse();
    assertThat(contains(order, 5, 1, 7, 8)).as("3 before all").isFalse();
  }

  /** All classes in an order: of four different scores just one of 24 orders fits. */
  @Test
  void allClassesMayBeOrdered() {
    assertThat(contains(new OrderedTopK(List.of(3, 2, 1, 0), 4).toPolyhedron(), 1, 2, 3, 4))
        .isTrue();
    assertThat(contains(new OrderedTopK(List.of(3, 2, 0, 1), 4).toPolyhedron(), 1, 2, 3, 4))
        .isFalse();
  }

  @Test
  void isAPropertyOfABox() {
    BigDecimal[] ends = {BigDecimal.ZERO, BigDecimal.ONE};
    OrderedTopK order = new OrderedTopK(List.of(1), 3);
    assertThat(order.within(new DecimalBox(ends, ends)).cases().get(0).unsafe())
        .containsExactly(order.toPolyhedron());
  }

  @Test
  void ordersThatSayNothingAreRefused() {
    assertThatThrownBy(() -> new OrderedTopK(List.of(), 3)).hasMessageContaining("not empty");
    assertThatThrownBy(() -> new OrderedTopK(List.of(1, 1), 3)).hasMessageContaining("none twice");
    assertThatThrownBy(() -> new OrderedTopK(List.of(3), 3))
        .hasMessage("label 3 is none of the classes 0 to 2");
    assertThatThrownBy(() -> new OrderedTopK(List.of(0), 1)).hasMessageContaining("says nothing");
  }
}
