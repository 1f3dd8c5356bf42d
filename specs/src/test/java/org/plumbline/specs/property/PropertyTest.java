package org.plumbline.specs.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {
  private static DecimalBox cube(int inputs, int upper) {
    BigDecimal[] low = new BigDecimal[inputs];
    BigDecimal[] high = new BigDecimal[inputs];
    Arrays.fill(low, BigDecimal.ZERO);
    Arrays.fill(high, BigDecimal.valueOf(upper));
    return new DecimalBox(low, high);
  }

  private static LinearInequality limit(int output, int coefficient, String rhs) {
    return LinearInequality.ofOutputs(
        new int[] {output},
        new BigDecimal[] {BigDecimal.valueOf(coefficient)},
        new BigDecimal(rhs));
  }

  private static String claim(int outputs, Polyhedron... unsafe) {
    return new Property(2, outputs, List.of(new Case(cube(2, 1), List.of(unsafe)))).describe();
  }

  private static Polyhedron[] beaten(int label, int outputs) {
    List<Polyhedron> unsafe = new ArrayList<>();
    for (int j = 0; j < outputs; j++) {
      if (j != label) {
        unsafe.add(Polyhedron.of(LinearInequality.outputOrder(label, j)));
      }
    }
    return unsafe.toArray(new Polyhedron[0]);
  }

  @Test
  void casesWithEqualBoxesAreMergedInOrder() {
    Polyhedron a = Polyhedron.of(limit(0, 1, "1"));
    Polyhedron b = Polyhedron.of(limit(0, 1, "2"));
    Property property =
        new Property(
            1,
            1,
            List.of(
                new Case(cube(1, 1), List.of(a)),
                new Case(cube(1, 2), List.of(b)),
                new Case(cube(1, 1), List.of(b))));
    assertThat(property.cases())
        .containsExactly(new Case(cube(1, 1), List.of(a, b)), new Case(cube(1, 2), List.of(b)));
    assertThat(property.polyhedra()).isEqualTo(3);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new Property(2, 1, List.of(new Case(cube(1, 1), List.of()))))
        .hasMessageContaining("box of 1");
    assertThatThrownBy(() -> claim(1, Polyhedron.of(limit(1, 1, "0")))).hasMessageContaining("Y_1");
    assertThatThrownBy(() -> new Property(0, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recognisesTheCommonClaims() {
    assertThat(claim(4, beaten(3, 4))).contains("class 3 is never beaten or tied");
    assertThat(claim(2, beaten(0, 2))).contains("Y_0 stays above Y_1");
    assertThat(claim(1, Polyhedron.of(limit(0, -1, "-3.99")))).contains("Y_0 stays below 3.99");
    assertThat(claim(1, Polyhedron.of(limit(0, 2, "1").asStrict())))
        .contains("Y_0 stays at least 0.5");
    assertThat(claim(1, Polyhedron.of(limit(0, -1, "-2")), Polyhedron.of(limit(0, 1, "1"))))
        .contains("Y_0 stays below 2 and above 1");
    assertThat(
            claim(
                3,
                Polyhedron.of(
                    LinearInequality.outputOrder(1, 0), LinearInequality.outputOrder(2, 0))))
        .contains("Y_0 is never the largest output");
    assertThat(
            claim(
                4,
                Polyhedron.of(
                    LinearInequality.outputOrder(0, 1), LinearInequality.outputOrder(0, 2))))
        .contains("Y_0 is never the smallest in comparison with Y_1, Y_2");
  }

  @Test
  void listsWhatItDoesNotRecognise() {
    assertThat(claim(2, Polyhedron.of(limit(0, 1, "1"), limit(1, -1, "-2"))))
        .contains("it never happens that Y_0 <= 1 and Y_1 >= 2");
    assertThat(claim(1, new Polyhedron(List.of()))).contains("any behaviour");
    assertThat(new Property(1, 1, List.of()).describe()).contains("Nothing is asked");
  }

  @Test
  void saysWhichInputsVary() {
    assertThat(claim(1, Polyhedron.of(limit(0, 1, "1"))))
        .contains("X_0 in [0, 1], X_1 in [0, 1] (all 2 inputs vary)");
    Property wide =
        new Property(
            20, 1, List.of(new Case(cube(20, 3), List.of(Polyhedron.of(limit(0, 1, "1"))))));
    assertThat(wide.describe()).contains("all 20 inputs vary", "at most 3", "within [0, 3]");
  }
}
