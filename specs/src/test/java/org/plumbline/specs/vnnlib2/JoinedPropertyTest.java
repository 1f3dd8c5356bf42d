package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.vnnlib.VnnLibParseException;

class JoinedPropertyTest {
  /** Two inputs x, z, two outputs. */
  private static final String NETWORK =
      """
      (vnnlib-version <2.0>)
      (declare-network net
        (declare-input x float32 []) (declare-input z float32 [1])
        (declare-output Y float32 [2]))
      """;

  private static final String BOX =
      NETWORK + "(assert (and (>= x -1.0) (<= x 1.0) (>= z[0] 0.0) (<= z[0] 2.0)))";

  private static JoinedProperty joined(String text) {
    return JoinedProperty.of(Vnnlib2ParserTest.parse(text), "test.vnnlib");
  }

  private static String unsafe(String assertions) {
    return joined(BOX + assertions).property().cases().stream()
        .flatMap(part -> part.unsafe().stream())
        .map(Polyhedron::toString)
        .collect(Collectors.joining(" | "));
  }

  private static DecimalBox box(String text) {
    List<Case> cases = joined(text).property().cases();
    assertThat(cases).hasSize(1);
    return cases.get(0).inputs();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(assert (<= Y[0] Y[1])) ; Y_0 <= Y_1",
        "(assert (> Y[0] 0.5)) ; Y_0 > 0.5",
        "(assert (== Y[0] 2.0)) ; Y_0 <= 2 and Y_0 >= 2",
        "(assert (!= Y[0] 2.0)) ; Y_0 < 2 | Y_0 > 2",
        "(assert (!= Y[0] Y[0])) ; ''",
        "(assert (== Y[0] Y[0])) ; true",
        "(assert (<= (+ x Y[0]) z[0])) ; X_0 + Y_0 <= X_1",
        "(assert (or (<= Y[0] 1.0) (and (<= Y[1] 2.0) (< 2.0 1.0)))) ; Y_0 <= 1",
        "(assert (and (<= Y[0] 1.0) (or (<= Y[1] 2.0) (>= Y[1] 3.0)))) "
            + "; Y_0 <= 1 and Y_1 <= 2 | Y_0 <= 1 and Y_1 >= 3",
        "(assert (<= (* x Y[0]) 1.0)) ; Y_2 <= 1",
        "(assert (<= (* x x) (* 2.0 x Y[1] Y[1]))) ; Y_2 <= 2*Y_3",
        "(assert (<= (* x x) 1.0)) (assert (>= (* Y[0] x) (* x Y[0] 2.0 x))) "
            + "; Y_2 <= 1 and Y_3 >= 2*Y_4",
        "(assert (<= (* (- x Y[0]) (+ Y[0] x)) 0.0)) ; Y_2 <= Y_3"
      })
  void formulasBecomeRows(String assertions, String expected) {
    assertThat(unsafe(assertions)).isEqualTo(expected);
  }

  @Test
  void productsKeepTheOrderOfTheirAppearance() {
    JoinedProperty joined =
        joined(BOX + "(assert (<= (* Y[1] x) (+ (* z[0] z[0] Y[0]) (* x Y[1]) (* x x))))");
    assertThat(joined.products())
        .containsExactly(
            new Product(List.of(new Factor(true, 1), new Factor(true, 1), new Factor(false, 0))),
            new Product(List.of(new Factor(true, 0), new Factor(true, 0))));
    assertThat(joined.property().outputs()).isEqualTo(4);
  }

  @Test
  void outputsComeBeforeHiddenTensorsNetworkByNetwork() {
    Document document = Vnnlib2ParserTest.parse(Vnnlib2ParserTest.TWO);
    ElementOrder order = ElementOrder.of(document);
    assertThat(order.inputs()).isEqualTo(6);
    assertThat(order.outputs()).isEqualTo(2 + 3 + 4 + 2 + 3);
    // A, B, H, C, D, A2, B2, C2, D2
    assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8).stream().map(order::offset))
        .containsExactly(0, 2, 5, 0, 2, 3, 5, 9, 11);
    assertThat(order.name(order.input(4))).isEqualTo("A2[0,1]");
    assertThat(order.name(order.input(5))).isEqualTo("B2");
    assertThat(order.isInput(new Element(2, 1))).isFalse();
    assertThat(order.index(new Element(2, 1))).isEqualTo(6);
  }

  @Test
  void equalInputsAreMerged() {
    JoinedProperty joined =
        joined(
            Vnnlib2ParserTest.TWO
                + "(assert (and (== A[0,0] A2[0,0]) (== (* 2.0 B2) (* 2.0 A2[0,0]))))"
                + "(assert (and (<= -1.0 B2) (<= B2 1.0) (== A[0,1] 0.5) (== A2[0,1] A[0,1])))"
                + "(assert (and (<= 0.0 B) (<= B 1.0) (== C[0,0] C2[0,0])))"
                + "(assert (or (== B B2) (< D[0] 0.0)))");
    assertThat(joined.freeOfInput()).containsExactly(0, 1, 2, 0, 1, 0);
    assertThat(joined.freeInputs()).isEqualTo(3);
    DecimalBox box = joined.property().cases().get(0).inputs();
    assertThat(box.lower()[0]).isEqualByComparingTo("0");
    assertThat(joined.property().cases()).hasSize(2);
    assertThat(joined.property().cases().get(1).inputs().lower()[0]).isEqualByComparingTo("-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(== x (* 2.0 z[0]))",
        "(== x (- z[0]))",
        "(== x (+ z[0] 1.0))",
        "(== (* x z[0]) x)",
        "(== x Y[0])",
        "(<= x z[0])",
        "(or (== x z[0]) (== x z[0]))"
      })
  void otherInputsStayApart(String relation) {
    assertThat(joined(BOX + "(assert " + relation + ")").freeOfInput()).containsExactly(0, 1);
  }

  /** 2·X[2] is the sum of the others, and no two are equal. */
  @Test
  void relationsOfThreeInputsMergeNone() {
    String text =
        "(vnnlib-version <2.0>)(declare-network n (declare-input X real [3])"
            + "(declare-output Y real []))(assert (== (+ X[0] X[1]) (* 2.0 X[2])))"
            + "(assert (and (<= -1.0 X[0]) (<= X[0] 1.0) (<= -1.0 X[1]) (<= X[1] 1.0)))";
    assertThat(joined(text).freeOfInput()).containsExactly(0, 1, 2);
  }

  /** As in a question of monotonicity: one copy is bounded only through the other. */
  @Test
  void boundsFollowFromRelations() {
    DecimalBox box =
        box(
            NETWORK
                + "(assert (>= x z[0])) (assert (<= x 3.0))"
                + "(assert (>= (* 3.0 z[0]) 1.0)) (assert (<= Y[0] 0.0))");
    assertThat(box.upper()[1]).isEqualByComparingTo("3");
    BigDecimal third = box.lower()[0];
    assertThat(third).isEqualTo(box.lower()[1]);
    assertThat(third.multiply(BigDecimal.valueOf(3))).isLessThan(BigDecimal.ONE);
    assertThat(third).isGreaterThan(new BigDecimal("0.3333333333333333"));
    Polyhedron rows =
        joined(NETWORK + "(assert (and (< x z[0]) (>= x 0.0) (<= z[0] 1.0)))")
            .property()
            .cases()
            .get(0)
            .unsafe()
            .get(0);
    assertThat(rows).hasToString("X_0 < X_1");
  }

  @Test
  void boundsFollowAlongAChainInEitherDirection() {
    StringBuilder up = new StringBuilder("(assert (and (>= X[0] 0.0) (<= X[499] 1.0)");
    StringBuilder down = new StringBuilder(up);
    for (int i = 0; i + 1 < 500; i++) {
      up.append("(<= X[").append(i).append("] X[").append(i + 1).append("])");
      down.append("(<= X[").append(498 - i).append("] X[").append(499 - i).append("])");
    }
    String network =
        "(vnnlib-version <2.0>)(declare-network n (declare-input X real [500])"
            + "(declare-output Y real []))";
    for (StringBuilder chain : List.of(up, down)) {
      DecimalBox box = box(network + chain + "))");
      assertThat(box.lower()).allMatch(end -> end.signum() == 0);
      assertThat(box.upper()).allMatch(end -> end.compareTo(BigDecimal.ONE) == 0);
    }
  }

  /** x ≤ z/2 and z ≤ x/2 would narrow for ever. */
  @Test
  void propagationEnds() {
    DecimalBox box =
        box(
            BOX
                + "(assert (and (<= x (* 0.5 z[0])) (<= z[0] (* 0.5 x)) (>= x 0.0)"
                + " (<= Y[0] 0.0)))");
    assertThat(box.upper()[0].signum()).isPositive();
    assertThat(box.upper()[0]).isLessThan(new BigDecimal("0.01"));
  }

  /** Ends of more digits than propagation keeps are rounded outward. */
  @Test
  void longEndsAreRoundedOutward() {
    String digits = "0." + "123456789".repeat(40);
    BigDecimal exact = new BigDecimal(digits);
    BigDecimal least = new BigDecimal("1e-90");
    DecimalBox box =
        box(
            NETWORK
                + "(assert (and (>= x (* 3.0 z[0])) (<= x (+ (* 3.0 z[0]) 1.0))))"
                + "(assert (and (>= z[0] C) (<= z[0] D) (<= Y[0] 0.0)))"
                    .replace("C", digits)
                    .replace("D", digits + "7"));
    BigDecimal three = BigDecimal.valueOf(3);
    assertThat(box.lower()[1]).isEqualByComparingTo(exact);
    assertThat(box.lower()[0]).isLessThan(exact.multiply(three));
    assertThat(box.lower()[0]).isGreaterThan(exact.multiply(three).subtract(least));
    BigDecimal upper = new BigDecimal(digits + "7").multiply(three).add(BigDecimal.ONE);
    assertThat(box.upper()[0]).isGreaterThan(upper);
    assertThat(box.upper()[0]).isLessThan(upper.add(least));
  }

  @Test
  void relationsOfAnAlternativeBoundThatAlternative() {
    JoinedProperty joined =
        joined(
            NETWORK
                + "(assert (and (>= x 0.0) (<= x 1.0)))"
                + "(assert (or (and (>= z[0] 5.0) (<= z[0] 6.0))"
                + " (and (<= z[0] (+ x 1.0)) (>= z[0] (- x)))))");
    assertThat(joined.property().cases()).hasSize(2);
    DecimalBox second = joined.property().cases().get(1).inputs();
    assertThat(second.lower()[1]).isEqualByComparingTo("-1");
    assertThat(second.upper()[1]).isEqualByComparingTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'' ; x has no lower bound",
        "(assert (<= Y[0] 1.0)) ; x has no lower bound",
        "(assert (and (>= x 0.0) (<= Y[0] 1.0))) ; x has no upper bound",
        "(assert (and (>= x 0.0) (<= x 1.0) (< z[0] x))) ; z[0] has no lower bound",
        "(assert (and (>= x 0.0) (<= (* x x) 1.0))) ; x has no upper bound",
        "(assert (or (and (>= x 0.0) (<= x 1.0) (== z[0] x)) (== x 2.0))) ; z[0] has no lower",
      })
  void aMissingBoundIsRefusedByName(String assertions, String expected) {
    assertThatThrownBy(() -> joined(NETWORK + assertions))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageStartingWith("test.vnnlib: ")
        .hasMessageContaining(expected)
        .hasMessageContaining("VNN-LIB 2.0 allows that");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(assert (< 1.0 0.0))",
        "(assert (!= x x))",
        "(assert (and (>= x 1.0) (< x 1.0)))",
        "(assert (and (== x z[0]) (>= z[0] 1.0) (<= x 0.0)))",
        "(assert (and (>= x 1.0) (<= z[0] 0.0) (<= x z[0])))",
        "(assert (or (and (>= x 1.0) (< x 1.0)) (and (<= Y[0] 1.0) (< 1.0 0.0))))"
      })
  void whatContradictsItselfNeedsNoBounds(String assertion) {
    assertThat(joined(NETWORK + assertion).property().cases()).isEmpty();
  }

  @Test
  void aBoxAloneIsViolatedByEveryInput() {
    assertThat(unsafe("")).isEqualTo("true");
  }

  @Test
  void aNetworkThatNoAssertionSpeaksOfCounts() {
    JoinedProperty joined =
        joined(
            BOX.replace(
                "(assert",
                "(declare-network other (declare-input w float32 []) (declare-output v float32 [7]))"
                    + "(assert (== w 1.0)) (assert"));
    assertThat(joined.freeInputs()).isEqualTo(3);
    assertThat(joined.property().outputs()).isEqualTo(9);
  }

  @Test
  void tensorsAreNotLargerThanMemory() {
    assertThatThrownBy(() -> joined(BOX.replace("Y float32 [2]", "Y float32 [2147483647,4]")))
        .hasMessageContaining("with Y[2147483647,4] more than 10000000 outputs");
    assertThatThrownBy(() -> joined(BOX.replace("z float32 [1]", "z float32 [12000000]")))
        .isInstanceOf(VnnLibParseException.class);
  }

  /** (and (or (and (or …)))) of one part each is copied at no level. */
  @Test
  void partsOfOneCostNothing() {
    String nest = "(and (or ".repeat(490);
    String text =
        BOX + "(assert " + nest + "(or (<= Y[0] 1.0) (>= Y[1] 2.0))" + "))".repeat(490) + ")";
    assertThat(joined(text).property().polyhedra()).isEqualTo(2);
  }

  @Test
  void alternativesHaveALimit() {
    assertThatThrownBy(() -> joined(BOX + "(assert (!= Y[0] 1.0))".repeat(64)))
        .hasMessageContaining("disjunctive normal form");
  }
}
