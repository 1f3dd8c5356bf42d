package org.plumbline.reference.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.reference.tensor.ReferenceException;

class ReferenceQueryTest {
  private static final String VERSION = "(vnnlib-version <2.0>)\n";
  private static final String ONE =
      VERSION
          + "(declare-network n (declare-input X float32 [1,2])\n"
          + " (declare-output Y float32 [2,2]))\n";
  private static final String TWO =
      VERSION
          + "(declare-network f\n"
          + "  (declare-input A real [2]) ; the first\n"
          + "  (declare-input B real [])\n"
          + "  (declare-hidden H real [3] \"a \\\"b\\\" \\\\ (;c\")\n"
          + "  (declare-output C real [2]))\n"
          + "(declare-network g (equal-to f)\n"
          + "  (declare-input A2 Real [ 2 ]) (declare-input B2 Real [ ])\n"
          + "  (declare-output C2 Real [2]))\n";

  private static ReferenceQuery parse(String text) {
    return ReferenceQuery.parse("p.vnnlib", text.getBytes(StandardCharsets.UTF_8));
  }

  private static BigDecimal[] numbers(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  private static boolean holds(String assertion, String x, String y) {
    return parse(ONE + "(assert " + assertion + ")")
        .holds(numbers(x.split(" ")), numbers(y.split(" ")));
  }

  @Test
  void declarationsAreInTheOrderOfTheFile() {
    ReferenceQuery query = parse(TWO);
    assertThat(query.networks()).extracting(DeclaredNetwork::name).containsExactly("f", "g");
    assertThat(query.networks().get(0).equalTo()).isEmpty();
    assertThat(query.networks().get(1).equalTo()).isEqualTo(Optional.of("f"));
    assertThat(query.networks().get(0).inputs())
        .containsExactly(
            new DeclaredTensor("A", "real", List.of(2), ""),
            new DeclaredTensor("B", "real", List.of(), ""));
    assertThat(query.networks().get(0).hiddenNames()).containsExactly("a \"b\" \\ (;c");
    assertThat(query.networks().get(1).inputs().get(0).isReal()).isTrue();
    assertThat(query.inputs()).isEqualTo(6);
    assertThat(query.outputs()).isEqualTo(7);
  }

  /** All inputs are i, all outputs 10 + i: outputs of f, its hidden tensor, outputs of g. */
  @ParameterizedTest
  @CsvSource({
    "A[1], 1",
    "B, 2",
    "A2[0], 3",
    "B2, 5",
    "C[0], 10",
    "H[0], 12",
    "H[2], 14",
    "C2[1], 16"
  })
  void elementsStandWhereTheyAreDeclared(String element, String value) {
    ReferenceQuery query = parse(TWO + "(assert (== " + element + " " + value + "))");
    assertThat(
            query.holds(
                numbers("0", "1", "2", "3", "4", "5"),
                numbers("10", "11", "12", "13", "14", "15", "16")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "(<= X[0;0] 0.5), true",
    "(< X[0;0] 0.5), false",
    "(>= X [ 0 ; 1 ] -2), true",
    "(> X[0;1] -2.0), false",
    "(== X[0;0] 0.500), true",
    "(!= X[0;0] 0.5), false",
    "(!= X[0;0] 0.50000000000000000001), true",
    "(== (- Y[0;0] Y[0;1] Y[1;0]) -4.0), true",
    "(== (- X[0;0]) -0.5), true",
    "(== (* X[0;0] X[0;1] Y[1;1]) -4.0), true",
    "(== (+ X[0;0] (* 2.0 (+ X[0;1] 1.0))) -1.5), true",
    "(== (+ X[0;0]) (* 0.5)), true",
    "(and (<= X[0;0] 1.0)), true",
    "(or (> X[0;0] 1.0) (> Y[1;1] 3.0)), true",
    "(or (> X[0;0] 1.0) (and (> Y[1;1] 3.0) (< Y[1;1] 4.0))), false"
  })
  void formulasMeanWhatIsWritten(String assertion, boolean expected) {
    assertThat(holds(assertion.replace(';', ','), "0.5 -2", "1 2 3 4")).isEqualTo(expected);
  }

  @Test
  void allAssertionsCount() {
    ReferenceQuery query = parse(ONE + "(assert (<= X[0,0] 1.0)) ( assert (>= Y[0,0] 2.5))");
    assertThat(query.holds(numbers("1", "0"), numbers("2.5", "0", "0", "0"))).isTrue();
    assertThat(query.holds(numbers("1", "0"), numbers("2.4", "0", "0", "0"))).isFalse();
    assertThat(query.holds(numbers("1.1", "0"), numbers("2.5", "0", "0", "0"))).isFalse();
    assertThat(query.constants()).containsExactly(new BigDecimal("1.0"), new BigDecimal("2.5"));
    assertThat(parse(ONE).holds(numbers("9", "9"), numbers("0", "0", "0", "0"))).isTrue();
    assertThatThrownBy(() -> query.holds(numbers("1"), numbers("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void minorVersionsAreRead() {
    assertThat(parse(ONE.replace("<2.0>", "<2.1>")).inputs()).isEqualTo(2);
    assertThat(parse(ONE.replace("<2.0>", "2.0")).inputs()).isEqualTo(2);
    assertThat(parse("\ufeff; first\r\n" + ONE).inputs()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "<2.0>, <1.0>, version",
    "<2.0>, <3.0>, version",
    "vnnlib-version, vnnlib, expected is vnnlib-version",
    "'[1,2]', '[1,0]', extent",
    "'[1,2]', '[1 2]', expected is ]",
    "'[1,2]', '[1,-2]', extent",
    "'[1,2]', '[99999,99999]', elements",
    "'[1,2]', '[1,2] initialized', initialized",
    "X float32, X Float32, element type",
    "X float32, X_- float32, name",
    "X float32, and float32, name",
    "Y float32, X float32, twice",
    "declare-output, declare-input, an output",
    "declare-input, declare-output, an output",
    "declare-output, declare-hidden, string",
    "declare-network n, declare-network n (equal-to n), declared before"
  })
  void badDeclarationsAreRefused(String from, String to, String word) {
    assertRefused(ONE.replace(from, to), word);
  }

  @Test
  void badDocumentsAreRefused() {
    assertRefused("", "the file ends");
    assertRefused(VERSION, "declare-network");
    assertRefused(VERSION + "(assert (<= 1.0 2.0))", "declare-network");
    assertRefused(ONE + "(", "assert");
    assertRefused(ONE + ")", "the end");
    assertRefused(ONE + "(check-sat)", "check-sat");
    assertRefused(ONE + "(assert (<= X[0,0] 1.0)) (declare-network m", "assert");
    assertRefused(ONE + ONE.substring(VERSION.length()), "twice");
    assertRefused(TWO + "(declare-network h (equal-to g) (declare-input Z real [2])", "copy");
    assertRefused(TWO.replace("C2 Real [2]", "C2 Real [3]"), "other inputs or outputs");
    assertRefused(TWO.replace("C2 Real [2]", "C2 float32 [2]"), "other inputs or outputs");
    assertRefused(TWO.replace("; the first", "; the\rfirst"), "carriage return");
    assertRefused(TWO.replace("(;c\"", "(;c"), "string");
    assertRefused(TWO.replace("a \\\"b", "a \\b"), "backslash");
    String isomorphic = TWO.replace("equal-to", "isomorphic-to");
    assertThat(parse(isomorphic.replace("C2 Real [2]", "C2 float32 [2]")).inputs()).isEqualTo(6);
    assertRefused(isomorphic.replace("C2 Real [2]", "C2 Real [3]"), "other inputs or outputs");
  }

  @ParameterizedTest
  @CsvSource({
    "(<= X[0;2] 1.0), index",
    "(<= X[0] 1.0), expected is",
    "(<= X[0;0;0] 1.0), expected is ]",
    "(<= X[0;-1] 1.0), index",
    "(<= X[0;1.0] 1.0), index",
    "(<= X 1.0), expected is [",
    "(<= Z[0] 1.0), Z",
    "(<= X[0;0] 1e3), 1e3",
    "(<= X[0;0] +1), +1",
    "(<= X[0;0] .5), .5",
    "(<= X[0;0] 1.), 1.",
    "(<= X[0;0]), expected is",
    "(<= X[0;0] 1.0 2.0), expected is )",
    "(= X[0;0] 1.0), expected is one of",
    "(not (<= X[0;0] 1.0)), not",
    "(<= (/ X[0;0] 2.0) 1.0), /",
    "(<= (+) 1.0), expected is",
    "(and), expected is (",
    "<=, expected is ("
  })
  void badAssertionsAreRefused(String assertion, String word) {
    assertRefused(ONE + "(assert " + assertion.replace(';', ',') + ")", word);
  }

  @Test
  void typesStandApart() {
    String mixed = ONE.replace("Y float32", "Y float64");
    assertRefused(mixed + "(assert (<= X[0,0] Y[0,0]))", "float64");
    assertThat(parse(mixed + "(assert (or (<= X[0,0] 0.0) (<= Y[0,0] 0.0)))").inputs())
        .isEqualTo(2);
  }

  @Test
  void depthAndProductsAreBounded() {
    assertRefused(ONE + "(assert " + "(and ".repeat(100_000), "parentheses are open");
    assertRefused(ONE + "(assert (<= 1 " + "(+ ".repeat(100_000), "parentheses are open");
    String square = "(* X[0,0] X[0,0])";
    for (int i = 0; i < 8; i++) {
      square = "(* " + square + " " + square + ")";
    }
    assertRefused(ONE + "(assert (<= 1 " + square + "))", "factors");
  }

  @Test
  void changedFiles() {
    Random random = new Random(20261130);
    byte[] text =
        (TWO + "(assert (or (<= (+ A[0] (* 2.0 A2[1])) 1.5) (and (> H[2] -1.0) (!= B B2))))")
            .getBytes(StandardCharsets.US_ASCII);
    int refused = 0;
    for (int round = 0; round < 5000; round++) {
      byte[] changed = text.clone();
      for (int i = 0; i < 1 + random.nextInt(2); i++) {
        changed[random.nextInt(changed.length)] =
            (byte)
                (random.nextBoolean()
                    ? "()[],\"AB12 -;\n".charAt(random.nextInt(14))
                    : random.nextInt(256));
      }
      byte[] tried = round % 4 > 0 ? changed : Arrays.copyOf(changed, random.nextInt(text.length));
      try {
        ReferenceQuery query = ReferenceQuery.parse("p", tried);
        BigDecimal[] x = new BigDecimal[query.inputs()];
        BigDecimal[] y = new BigDecimal[query.outputs()];
        Arrays.fill(x, BigDecimal.ONE);
        Arrays.fill(y, BigDecimal.ONE);
        assertThat(query.holds(x, y)).isIn(true, false);
      } catch (ReferenceException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(2000, 4999);
  }

  private static void assertRefused(String text, String word) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ReferenceException.class)
        .hasMessageStartingWith("p.vnnlib: ")
        .hasMessageContaining(word);
  }
}
