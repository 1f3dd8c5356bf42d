package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Vnnlib2PrinterTest {
  @Test
  void writesOneLineForEachDeclarationAndAssertion() {
    String text =
        """
        (vnnlib-version <2.0>)
        (declare-network f
          (declare-input A real [1,2])
          (declare-hidden H real [4] "a \\"b\\" \\\\ \\t\\n")
          (declare-output C real []))
        (declare-network g
          (equal-to f)
          (declare-input A2 real [1,2])
          (declare-output C2 real []))
        (assert (and (<= A[0,1] 1.0) (or (!= C C2) (> (- H[3] 2.0 A[0,0]) (- C)))))
        (assert (== (* -0.25 A2[0,0] (+ C)) 0.0))
        """;
    assertThat(Vnnlib2Printer.print(Vnnlib2ParserTest.parse(text))).isEqualTo(text);
  }

  /** The reference parser wants a point beside floats, none beside whole numbers, no exponent. */
  @Test
  void numbersFitTheirType() {
    String one = Vnnlib2ParserTest.ONE;
    String tiny = "0." + "0".repeat(1_200) + "1";
    String huge = "1" + "0".repeat(1_300);
    String floats = one + "(assert (<= (* 2 y " + tiny + ") " + huge + "))";
    assertThat(Vnnlib2Printer.print(Vnnlib2ParserTest.parse(floats)))
        .endsWith("(assert (<= (* 2.0 y " + tiny + ") " + huge + ".0))\n");
    String whole = one.replace("float32", "int32") + "(assert (<= (+ 2.0 -1) (* 100 y)))";
    assertThat(Vnnlib2Printer.print(Vnnlib2ParserTest.parse(whole)))
        .endsWith("(assert (<= (+ 2 -1) (* 100 y)))\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(assert (<= y 12345678901234567890.5))",
        "(assert (<= 0.0 -1.0))",
        "(assert (and (<= X[1,2] 1.0)))"
      })
  void readsBackAsItIs(String assertion) {
    Document document = Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE + assertion);
    assertThat(Vnnlib2ParserTest.parse(Vnnlib2Printer.print(document))).isEqualTo(document);
  }

  /** Whole numbers leave room for the point that a writer gives them. */
  @Test
  void theLongestNumberReadsBack() {
    Document document =
        Vnnlib2ParserTest.parse(
            Vnnlib2ParserTest.ONE + "(assert (<= y " + "9".repeat(1_998) + "))");
    assertThat(Vnnlib2ParserTest.parse(Vnnlib2Printer.print(document))).isEqualTo(document);
  }
}
