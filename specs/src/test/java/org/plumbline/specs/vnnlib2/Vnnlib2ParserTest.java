package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Vnnlib2ParserTest {
  /** One network with a matrix and a scalar. */
  static final String ONE =
      """
      (vnnlib-version <2.0>)
      (declare-network net
        (declare-input X float32 [2,3])
        (declare-output y float32 []))
      """;

  /** Two copies of a network with hidden tensors, several inputs and outputs. */
  static final String TWO =
      """
      (vnnlib-version <2.0>) ; a comment ( with a parenthesis
      (declare-network f
        (declare-input A real [ 1 , 2 ])
        (declare-input B real [])
        (declare-hidden H real [4] "a \\"name\\" \\\\ of\\tthe graph")
        (declare-output C real [1,2])
        (declare-output D real [3]))
      (declare-network g (equal-to f)
        (declare-input A2 Real [1,2]) (declare-input B2 Real [])
        (declare-output C2 real [1,2]) (declare-output D2 real [3]))
      """;

  static Document parse(String text) {
    return Vnnlib2Parser.parse(text, "test.vnnlib");
  }

  /** The only comparison of a text's only assertion. */
  private static Formula.Comparison comparison(String assertion) {
    return (Formula.Comparison) parse(ONE + assertion).assertions().get(0);
  }

  private static Function<Element, BigDecimal> always(String value) {
    return element -> new BigDecimal(value);
  }

  @Test
  void readsNetworksInOrder() {
    Document document = parse(TWO);
    assertThat(document.version()).isEqualTo("2.0");
    assertThat(document.warnings()).isEmpty();
    assertThat(document.assertions()).isEmpty();
    assertThat(document.networks()).extracting(NetworkDeclaration::name).containsExactly("f", "g");
    assertThat(document.variables())
        .extracting(VariableDeclaration::name)
        .containsExactly("A", "B", "H", "C", "D", "A2", "B2", "C2", "D2");
    NetworkDeclaration f = document.networks().get(0);
    assertThat(f.equivalence()).isEmpty();
    assertThat(f.inputs().get(0).shape()).containsExactly(1, 2);
    assertThat(f.inputs().get(1).shape()).isEmpty();
    assertThat(f.inputs().get(1).size()).isEqualTo(1);
    VariableDeclaration hidden = f.hidden().get(0);
    assertThat(hidden.role()).isEqualTo(Role.HIDDEN);
    assertThat(hidden.onnxName()).hasValue("a \"name\" \\ of\tthe graph");
    assertThat(hidden.position()).hasToString("5:3");
    assertThat(document.networks().get(1).equivalence())
        .isEqualTo(Optional.of(new Equivalence(Equivalence.Kind.EQUAL, "f")));
    assertThat(document.networks().get(1).inputs().get(0).type()).isEqualTo(ElementType.REAL);
  }

  @Test
  void elementsAreRowMajor() {
    Formula.Comparison comparison = comparison("(assert (<= X[1,0] y))");
    assertThat(comparison.left()).isEqualTo(new Expression.Variable(new Element(0, 3)));
    assertThat(comparison.right()).isEqualTo(new Expression.Variable(new Element(1, 0)));
    assertThat(comparison.position()).hasToString("5:9");
    List<VariableDeclaration> variables = parse(ONE).variables();
    assertThat(variables.get(0).elementText(3)).isEqualTo("X[1,0]");
    assertThat(variables.get(1).elementText(0)).isEqualTo("y");
  }

  @ParameterizedTest
  @CsvSource({
    "<, true, false, false",
    "<=, true, true, false",
    "==, false, true, false",
    "!=, true, false, true",
    ">=, false, true, true",
    ">, false, false, true"
  })
  void comparisonsMeanWhatTheySay(String symbol, boolean below, boolean at, boolean above) {
    Formula formula = comparison("(assert (" + symbol + " y 0.5))");
    assertThat(formula.holds(always("0.4999"))).isEqualTo(below);
    assertThat(formula.holds(always("0.5"))).isEqualTo(at);
    assertThat(formula.holds(always("0.5001"))).isEqualTo(above);
  }

  /** At y = 3 and all X = 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(- y) ; -3",
        "(- 10.0 y 1.0) ; 6",
        "(+ y) ; 3",
        "(+ y y 0.5) ; 6.5",
        "(* y) ; 3",
        "(* 2.0 y X[0,0]) ; 18",
        "(* (+ y 1.0) (- y 1.0)) ; 8",
        "(- (* y y) (- 2.0)) ; 11",
        "(+ -1.5 y) ; 1.5",
        "(+ 1 y) ; 4",
        "(*2.0 y) ; 6",
        "(+ (* 0.1 3.0) 0.2) ; 0.5"
      })
  void arithmeticIsExact(String expression, String value) {
    Formula.Comparison comparison = comparison("(assert (<= " + expression + " 0.0))");
    assertThat(comparison.left().value(always("3"))).isEqualByComparingTo(value);
    assertThat(comparison.difference().value(always("3"))).isEqualByComparingTo(value);
  }

  @Test
  void productsMultiplyOut() {
    Polynomial difference =
        comparison("(assert (<= (* (+ y X[0,0]) (- y X[0,0])) (* 2.0 (* y y))))").difference();
    Element x = new Element(0, 0);
    Element y = new Element(1, 0);
    assertThat(difference.terms())
        .containsOnlyKeys(new Monomial(List.of(y, y)), new Monomial(List.of(x, x)));
    assertThat(difference.terms().values())
        .allMatch(c -> c.compareTo(BigDecimal.ONE.negate()) == 0);
    assertThat(difference.degree()).isEqualTo(2);
    assertThat(difference.constant()).isZero();
  }

  @Test
  void formulasNestFreely() {
    Formula formula =
        parse(ONE + "(assert (and (or (< y 0.0) (and (> y 1.0) (< y 2.0))) (or (!= y 1.5))))")
            .assertions()
            .get(0);
    assertThat(formula.holds(always("-1"))).isTrue();
    assertThat(formula.holds(always("0.5"))).isFalse();
    assertThat(formula.holds(always("1.25"))).isTrue();
    assertThat(formula.holds(always("1.5"))).isFalse();
    assertThat(formula.holds(always("2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(assert (<= X [ 0 , 2 ] 1.0))",
        "( assert(<=X[0,2]1.0) )",
        "(assert\t(<=\r\nX[0,2] ; (\n1.0))",
        "(assert (<= X[00,02] 01.00))",
        "(assert (<= X[0,2] 1))"
      })
  void blanksAndZerosDoNotMatter(String assertion) {
    assertThat(comparison(assertion)).isEqualTo(comparison("(assert (<= X[0,2] 1.0))"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(vnnlib-version 2.0) ; 1:17: the version is written <2.0>",
        "(vnnlib-version <2.1>) ; 1:17: version 2.1 is read as version 2.0",
        "(vnnlib-version <2.0>) (set-logic QF_LRA) ; set-logic is no command",
        "(vnnlib-version <2.0>) (set-info :source |a ( b|) ; set-info is no command"
      })
  void toleratesWithAWarning(String start, String warning) {
    Document document = parse(ONE.replace("(vnnlib-version <2.0>)", start));
    assertThat(document.networks()).hasSize(1);
    assertThat(document.warnings()).singleElement().asString().contains(warning);
  }

  @Test
  void packedAndMarkedFilesAreRead() throws IOException {
    Document plain = parse(ONE);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(("\ufeff" + ONE).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Vnnlib2Parser.parse(new ByteArrayInputStream(zipped.toByteArray()), "no-gz-name"))
        .isEqualTo(plain);
    Document marked = parse("\ufeff" + ONE);
    assertThat(marked).isEqualTo(plain);
    assertThat(parse(ONE.replace("\n", "\r")).networks().get(0).position()).hasToString("2:1");
  }

  @Test
  void typesNameWholeNumbersWithoutAPoint() {
    String whole = ONE.replace("float32", "int8");
    assertThat(parse(whole + "(assert (<= (+ y -1) 2.0))").assertions()).hasSize(1);
    assertThat(parse(ONE.replace("float32", "uint8") + "(assert (<= y 2))").assertions())
        .hasSize(1);
  }

  @Test
  void aVariableMayHaveTheNameOfANetwork() {
    assertThat(parse(ONE.replace("X", "net")).networks()).hasSize(1);
  }

  @Test
  void hugeTensorsCostNothing() {
    Document document = parse(ONE.replace("[2,3]", "[2147483647,2147483647]"));
    assertThat(document.variables().get(0).size()).isEqualTo(2147483647L * 2147483647L);
    Document used =
        parse(
            ONE.replace("[2,3]", "[2147483647,2147483647]")
                + "(assert (<= X[2147483646,2147483646] 1.0))");
    Formula.Comparison comparison = (Formula.Comparison) used.assertions().get(0);
    assertThat(comparison.left())
        .isEqualTo(new Expression.Variable(new Element(0, 2147483647L * 2147483647L - 1)));
  }

  @Test
  void deepNestingNeedsLittleStack() {
    int depth = AssertionReader.MAX_DEPTH - 1;
    String sum = "(+ ".repeat(depth) + "y" + " 1.0)".repeat(depth);
    Formula.Comparison comparison = comparison("(assert (<= " + sum + " 0.0))");
    assertThat(comparison.left().value(always("0"))).isEqualByComparingTo("" + depth);
    assertThat(comparison.difference().constant()).isEqualByComparingTo("" + depth);
    String formula = "(or ".repeat(depth) + "(<= y 1.0)" + ")".repeat(depth);
    assertThat(parse(ONE + "(assert " + formula + ")").assertions().get(0).holds(always("2")))
        .isFalse();
  }

  /** All who walk through a formula do so on the stack of a small thread. */
  @Test
  void theDeepestFormulaFitsASmallStack() throws Exception {
    int half = AssertionReader.MAX_DEPTH / 2 - 1;
    String sum = "(* 1.0 (+ ".repeat(half / 2) + "y" + " 1.0))".repeat(half / 2);
    String text =
        Vnnlib2Printer.print(parse(ONE.replace("[2,3]", "[]")))
            + "(assert (== X 1.0))\n(assert "
            + "(and (or ".repeat(half / 2)
            + "(<= "
            + sum
            + " 0.0)"
            + " (> y 1.0)) (< y 3.0))".repeat(half / 2)
            + ")\n";
    AtomicReference<Object> result = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                Document document = parse(text);
                Function<Element, BigDecimal> one = always("1");
                result.set(
                    document.holds(one)
                        + " "
                        + Float32Evaluation.holds(document, element -> 1 + element.variable())
                        + " "
                        + Vnnlib2Printer.print(Float32Constants.rounded(document)).equals(text)
                        + " "
                        + JoinedProperty.of(document, "deep").property().cases().size());
              } catch (Throwable e) {
                result.set(e + " at " + List.of(e.getStackTrace()).subList(0, 12));
              }
            },
            "small",
            768 * 1024);
    thread.start();
    thread.join();
    assertThat(result.get()).hasToString("false true true 1");
  }

  @Test
  void isomorphicNetworksMayDifferInTypes() {
    String text =
        ONE
            + "(declare-network other (isomorphic-to net)"
            + " (declare-input Z float16 [2,3]) (declare-output w float64 []))";
    assertThat(parse(text).networks().get(1).equivalence().orElseThrow().kind())
        .isEqualTo(Equivalence.Kind.ISOMORPHIC);
  }
}
