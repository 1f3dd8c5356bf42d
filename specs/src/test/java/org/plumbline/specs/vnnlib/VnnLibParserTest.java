package org.plumbline.specs.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

class VnnLibParserTest {
  private static final String DECLARED =
      """
      ; two inputs, two outputs
      (declare-const X_0 Real)
      (declare-const X_1 Real)
      (declare-const Y_0 Real)
      (declare-const Y_1 Real)
      """;
  private static final String BOUNDED =
      DECLARED
          + """
          (assert (>= X_0 -1)) (assert (<= X_0 1))
          (assert (and (<= 0.25 X_1) (<= X_1 1.5E+3)))
          """;

  private static Property parse(String text) {
    return VnnLibParser.parse(text, "test.vnnlib");
  }

  private static String unsafe(String assertions) {
    return parse(BOUNDED + assertions).cases().stream()
        .flatMap(part -> part.unsafe().stream())
        .map(Polyhedron::toString)
        .collect(Collectors.joining(" | "));
  }

  @Test
  void readsAPlainProperty() {
    Property property = parse(BOUNDED + "(assert (>= Y_0 3.991))");
    assertThat(property.inputs()).isEqualTo(2);
    assertThat(property.outputs()).isEqualTo(2);
    assertThat(property.cases()).hasSize(1);
    Case only = property.cases().get(0);
    assertThat(only.inputs().lower())
        .containsExactly(BigDecimal.ONE.negate(), new BigDecimal("0.25"));
    assertThat(only.inputs().upper()).containsExactly(BigDecimal.ONE, new BigDecimal("1.5E+3"));
    assertThat(only.unsafe()).hasToString("[Y_0 >= 3.991]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(assert (<= Y_0 Y_1)) ; Y_0 <= Y_1",
        "(assert (< Y_0 Y_1)) ; Y_0 < Y_1",
        "(assert (>= Y_0 Y_1)) ; Y_0 >= Y_1",
        "(assert (> Y_0 (- .5))) ; Y_0 > -0.5",
        "(assert (= Y_0 2)) ; Y_0 <= 2 and Y_0 >= 2",
        "(assert (<= (+ Y_0 Y_1 Y_0 -1) (* 2 (- Y_1 3)))) ; 2*Y_0 - Y_1 <= -5",
        "(assert (<= (- Y_0) 1)) ; Y_0 >= -1",
        "(assert (<= (- 1 Y_0 Y_1) 0)) ; Y_0 + Y_1 >= 1",
        "(assert (<= (/ Y_0 3) (/ 1 2))) ; 2*Y_0 <= 3",
        "(assert (<= (+ (/ Y_0 3) (/ Y_1 -7)) 1)) ; 7*Y_0 - 3*Y_1 <= 21",
        "(assert (<= (* 2 3 Y_0 -1) 1e-5)) ; 6*Y_0 >= -0.00001",
        "(assert (<= 0 Y_0 Y_1 1)) ; Y_0 >= 0 and Y_0 <= Y_1 and Y_1 <= 1",
        "(assert (<= (+ X_0 Y_0) X_1)) ; X_0 + Y_0 <= X_1",
        "(assert (<= (+ X_0 X_1) 3)) ; X_0 + X_1 <= 3",
        "(assert (or (<= Y_0 1) (<= Y_1 2))) ; Y_0 <= 1 | Y_1 <= 2",
        "(assert (and (<= Y_0 1) (or (<= Y_1 2) (>= Y_1 3)))) "
            + "; Y_0 <= 1 and Y_1 <= 2 | Y_0 <= 1 and Y_1 >= 3",
        "(assert (or (<= Y_0 1) (>= Y_0 2))) (assert (or (<= Y_1 3) (>= Y_1 4))) "
            + "; Y_0 <= 1 and Y_1 <= 3 | Y_0 <= 1 and Y_1 >= 4"
            + " | Y_0 >= 2 and Y_1 <= 3 | Y_0 >= 2 and Y_1 >= 4",
        "(assert (or (and (or (and (<= Y_0 1)))) (and (or (<= Y_1 2) (<= Y_1 3))))) "
            + "; Y_0 <= 1 | Y_1 <= 2 | Y_1 <= 3",
        "(assert (or (<= 1 0) (<= Y_0 1))) ; Y_0 <= 1",
        "(assert (and (<= 0 1) (<= Y_0 1))) ; Y_0 <= 1",
        "(assert (<= (- Y_0 Y_0) 0)) ; true",
        "(assert true) ; true",
        "(assert (<= Y_0 1)) (assert (>= Y_1 2)) ; Y_0 <= 1 and Y_1 >= 2"
      })
  void bringsFormulasIntoNormalForm(String assertions, String expected) {
    assertThat(unsafe(assertions)).isEqualTo(expected);
  }

  @Test
  void alternativesOfInputsBecomeCases() {
    Property property =
        parse(
            DECLARED
                + """
                (assert (or
                  (and (>= X_0 0) (<= X_0 1) (>= X_1 0) (<= X_1 1) (<= Y_0 1))
                  (and (>= X_0 0) (<= X_0 1) (>= X_1 5) (<= X_1 6) (<= Y_0 2))
                  (and (>= X_0 0.0) (<= X_0 1.0) (>= X_1 0) (<= X_1 1) (<= Y_0 3))))
                (assert (<= X_0 0.5))
                """);
    assertThat(property.cases()).hasSize(2);
    assertThat(property.cases().get(0).unsafe()).hasToString("[Y_0 <= 1, Y_0 <= 3]");
    assertThat(property.cases().get(1).unsafe()).hasToString("[Y_0 <= 2]");
    for (Case part : property.cases()) {
      assertThat(part.inputs().upper()[0]).isEqualByComparingTo("0.5");
    }
  }

  @Test
  void strictInputBoundsCloseTheBoxAndStayAsInequalities() {
    Property property =
        parse(BOUNDED + "(assert (< X_0 0.5)) (assert (> X_1 0)) (assert (<= Y_0 0))");
    Case only = property.cases().get(0);
    assertThat(only.inputs().upper()[0]).isEqualByComparingTo("0.5");
    // X_1 > 0 says nothing that X_1 >= 0.25 does not say
    assertThat(only.unsafe()).hasToString("[X_0 < 0.5 and Y_0 <= 0]");
  }

  @Test
  void boundsThatAreNoDecimalsAreRoundedOutwardAndKept() {
    Case only = parse(BOUNDED + "(assert (<= (* 3 X_0) 1)) (assert (<= Y_0 0))").cases().get(0);
    BigDecimal third = only.inputs().upper()[0];
    assertThat(third.multiply(BigDecimal.valueOf(3))).isGreaterThan(BigDecimal.ONE);
    assertThat(third).isLessThan(new BigDecimal("0.3333333333333333334"));
    assertThat(only.unsafe()).hasToString("[3*X_0 <= 1 and Y_0 <= 0]");
    Case scaled = parse(BOUNDED + "(assert (<= (* -4 X_0) 1)) (assert (<= Y_0 0))").cases().get(0);
    assertThat(scaled.inputs().lower()[0]).isEqualByComparingTo("-0.25");
    assertThat(scaled.unsafe()).hasToString("[Y_0 <= 0]");
  }

  @ParameterizedTest
  @CsvSource({
    "(assert (>= X_0 2))",
    "(assert (and (<= X_0 0) (> X_0 0)))",
    "(assert (and (< X_0 0) (>= X_0 0)))",
    "(assert (or (>= X_0 2) (<= X_1 0)))",
    "(assert false)",
    "(assert (<= 1 0))"
  })
  void contradictoryAlternativesDrop(String assertion) {
    assertThat(parse(BOUNDED + assertion + "(assert (<= Y_0 0))").cases()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "(<= Y_0 1), (>= Y_0 2), 0",
    "(<= Y_0 1), (>= Y_0 1), 1",
    "(<= Y_0 1), (> Y_0 1), 0",
    "(< Y_0 1), (= Y_0 1), 0",
    "(<= (- Y_0 X_0) 0.1), (>= (- Y_0 X_0) 0.10000000000000000001), 0",
    "(<= (- Y_0 X_0) 0.1), (<= (- X_0 Y_0) -0.1), 1",
    "(<= Y_0 1), (>= X_0 0.5), 1",
    "(<= Y_0 1), (<= Y_0 0), 1",
    "(<= (+ Y_0 X_0) 1), (>= (- Y_0 X_0) 2), 1"
  })
  void alternativesThatExcludeThemselvesDrop(String one, String other, int cases) {
    String alternatives = "(assert (or (and " + one + " " + other + ") false))";
    assertThat(parse(BOUNDED + alternatives).cases()).hasSize(cases);
  }

  @Test
  void aPointIsNoContradiction() {
    assertThat(parse(BOUNDED + "(assert (= X_0 1)) (assert (<= Y_0 0))").cases()).hasSize(1);
  }

  @Test
  void toleratesDialects() throws IOException {
    String text =
        "\ufeff(set-option :produce-models true)(set-logic QF_LRA)\n(set-info :source |a ( or ) of | :x \"(\" ; (\n)(declare-fun X_0 () Real)\n(declare-const Y_0 Real)"
            + "(assert (<= X_0 1)); comment ( without end\n(assert (>= X_0 0)) (assert (<= Y_0 0))"
            + "(check-sat) (get-model) (exit) ; the end";
    Property plain = parse(text);
    assertThat(plain.cases()).hasSize(1);
    assertThat(parse(text.replace("\n", "\r\n"))).isEqualTo(plain);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(VnnLibParser.parse(new ByteArrayInputStream(zipped.toByteArray()), "no-gz-name"))
        .isEqualTo(plain);
  }

  @Test
  void declarationsMayFollowAssertions() {
    Property property =
        parse(
            """
            (declare-const X_1 Real) (assert (<= 0 X_1 1))
            (declare-const X_0 Real) (assert (<= 0 X_0 1))
            (declare-const Y_0 Real) (assert (<= Y_0 0))
            """);
    assertThat(property.inputs()).isEqualTo(2);
    assertThat(property.cases()).hasSize(1);
  }

  @Test
  void deepNestingNeedsNoStack() {
    int depth = ExpressionReader.MAX_DEPTH - 1;
    String sum = "(+ ".repeat(depth) + "Y_0" + " 1)".repeat(depth);
    assertThat(unsafe("(assert (<= " + sum + " 0))")).isEqualTo("Y_0 <= -" + depth);
    String formula = "(or (and ".repeat(depth / 2) + "(<= Y_0 1)" + "))".repeat(depth / 2);
    assertThat(unsafe("(assert " + formula + ")")).isEqualTo("Y_0 <= 1");
  }

  @Test
  void longSumsMerge() {
    List<String> terms = java.util.Collections.nCopies(50_000, "Y_0 (* -2 Y_1)");
    assertThat(unsafe("(assert (<= (+ " + String.join(" ", terms) + ") 1))"))
        .isEqualTo("50000*Y_0 - 100000*Y_1 <= 1");
  }

  /** Comments end where lines do, and these end in three ways. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void linesEndAsOnAnySystem(String end) {
    String text = BOUNDED + "; a comment\n(assert (<= Y_0 1)) ; (\n(assert (>= Y_1 2))\n";
    assertThat(parse(text.replace("\n", end))).isEqualTo(parse(text));
    assertThatThrownBy(() -> parse((text + ")").replace("\n", end)))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageStartingWith("test.vnnlib:11:1: ");
  }
}
