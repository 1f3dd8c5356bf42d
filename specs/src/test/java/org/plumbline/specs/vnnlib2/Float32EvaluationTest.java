package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are those that NumPy 2.4 gives. */
class Float32EvaluationTest {
  private static boolean holds(String comparison, float y) {
    Document document =
        Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE + "(assert " + comparison + ")");
    return Float32Evaluation.holds(document, element -> y);
  }

  private static boolean exactly(String comparison, float y) {
    Document document =
        Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE + "(assert " + comparison + ")");
    return document.holds(element -> new BigDecimal(y));
  }

  /** Where both readings differ. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // constants become binary32 numbers beside an element
        "(== y 0.1) ; 0.1 ; true ; false",
        "(<= y 0.1) ; 0.1 ; true ; false",
        "(> y 0.1) ; 0.1 ; false ; true",
        "(!= y 0.1) ; 0.1 ; false ; true",
        "(== y 0.100000001490116119384765625) ; 0.1 ; true ; true",
        // but are binary64 numbers among themselves: 16777216 + 1 = 16777217
        "(< (+ 16777216.0 1.0) (+ 16777216.0 2.0)) ; 0 ; true ; true",
        "(== (+ y 1.0) 16777216.0) ; 16777216 ; true ; false",
        "(== (+ y 1.0 1.0) 16777216.0) ; 16777216 ; true ; false",
        "(== (+ (+ 1.0 1.0) y) 16777218.0) ; 16777216 ; true ; true",
        // a - (b + c): (- y 1 1) is y - 2
        "(== (- y 1.0 1.0) 16777214.0) ; 16777216 ; true ; true",
        "(== (- (- y 0.5) 0.5) 16777216.0) ; 16777216 ; true ; false",
        "(== (- y 0.5 0.5) 16777215.0) ; 16777216 ; true ; true",
        "(> (* y y) 0.0) ; 1e-30 ; false ; true",
        "(== (* y 0.1) 0.01) ; 0.1 ; false ; false",
        "(<= (- y) -0.1) ; 0.1 ; true ; true"
      })
  void readsAsTheValidatorDoes(String comparison, float y, boolean expected, boolean exact) {
    assertThat(holds(comparison, y)).isEqualTo(expected);
    assertThat(exactly(comparison, y)).isEqualTo(exact);
  }

  /** 1e-4, which is 0x1.a36e2ep-14 in binary32. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(<= y 1.0) ; 1.00005 ; true",
        "(< y 1.0) ; 1.00005 ; true",
        "(<= y 1.0) ; 1.001 ; false",
        "(>= y 1.0) ; 0.99995 ; true",
        "(> y 1.0) ; 0.99995 ; true",
        "(>= y 1.0) ; 0.999 ; false",
        "(== y 1.0) ; 0.99995 ; true",
        "(== y 1.0) ; 0.999 ; false",
        "(!= y 1.0) ; 1.00005 ; false",
        "(!= y 1.0) ; 1.001 ; true",
        "(and (<= y 1.0) (>= y 1.0)) ; 1.00005 ; true",
        "(or (<= y 0.0) (>= y 2.0)) ; 1.0 ; false",
      })
  void eachComparisonMayMissByTheTolerance(String assertion, float y, boolean expected) {
    Document document =
        Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE + "(assert " + assertion + ")");
    Formula formula = document.assertions().get(0);
    assertThat(Float32Evaluation.holds(formula, element -> y, 1e-4)).isEqualTo(expected);
    assertThat(Float32Evaluation.holds(formula, element -> Float.NaN, 1e-4)).isFalse();
  }

  @Test
  void nothingHoldsOfWhatIsNoNumber() {
    for (Relation relation : Relation.values()) {
      assertThat(holds("(" + relation.symbol() + " y 0.0)", Float.NaN)).isFalse();
      assertThat(holds("(" + relation.symbol() + " (- y y) 0.0)", Float.POSITIVE_INFINITY))
          .isFalse();
    }
    assertThat(holds("(> (* y y) 1.0)", 1e30f)).isTrue();
    assertThat(holds("(!= y y)", Float.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void formulasJoinAsTheySay() {
    assertThat(holds("(and (<= y 1.0) (or (< y 0.0) (> y 0.5)))", 0.75f)).isTrue();
    assertThat(holds("(and (<= y 1.0) (or (< y 0.0) (> y 0.5)))", 0.25f)).isFalse();
  }

  /** Where only constants are rounded, both readings agree. */
  @Test
  void constantsMayBeRoundedInTheDocument() {
    Document document =
        Vnnlib2ParserTest.parse(
            Vnnlib2ParserTest.ONE + "(assert (or (== y 0.1) (< (- y) -0.3) (< (* 2.0 y) -0.7)))");
    Document rounded = Float32Constants.rounded(document);
    for (float y : new float[] {0.1f, 0.3f, -0.35f, Math.nextDown(0.1f), Math.nextUp(0.3f), -1}) {
      BigDecimal exact = new BigDecimal(y);
      assertThat(rounded.holds(element -> exact))
          .isEqualTo(Float32Evaluation.holds(document, element -> y));
    }
    assertThat(document.holds(element -> new BigDecimal(0.1f))).isFalse();
    assertThat(rounded.holds(element -> new BigDecimal(0.1f))).isTrue();
    assertThatThrownBy(
            () ->
                Float32Constants.rounded(
                    Vnnlib2ParserTest.parse(
                        Vnnlib2ParserTest.ONE + "(assert (<= y 1" + "0".repeat(39) + ".0))")))
        .hasMessageContaining("beyond the numbers of float32");
    assertThatThrownBy(
            () -> Float32Constants.rounded(Vnnlib2ParserTest.parse(Vnnlib2ParserTest.TWO)))
        .hasMessageContaining("A is real");
  }
}
