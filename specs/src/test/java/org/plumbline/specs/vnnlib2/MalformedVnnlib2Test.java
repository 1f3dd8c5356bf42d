package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.vnnlib.VnnLibParseException;
import org.plumbline.specs.vnnlib.VnnLibParser;

class MalformedVnnlib2Test {
  private static final String ONE = Vnnlib2ParserTest.ONE;

  private static Document parse(String text) {
    return Vnnlib2Parser.parse(text, "bad.vnnlib");
  }

  private static void refuses(String text, String expected) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(VnnLibParseException.class)
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("bad.vnnlib:")
        .hasMessageContaining(expected);
  }

  /** Every fragment stands on line 5, behind X float32 [2,3] and y float32 []. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "(assert (<= y 1.0)              # 5:19: the file ends where ')' is expected",
        "(assert (<= y 1.0               # 5:9: this parenthesis is never closed",
        "(assert (                       # 5:9: this parenthesis is never closed",
        "(assert                         # 5:8: the file ends where a formula",
        "(assert (<= y 1.0)))            # 5:20: a command in parentheses is expected, not ')'",
        "(assert )                       # 5:9: a formula in parentheses is expected",
        "(assert true)                   # a formula in parentheses is expected, not 'true'",
        "assert                          # 5:1: a command in parentheses is expected",
        "()                              # 5:2: a command is expected, not ')'",
        "(push 1)                        # 5:2: unknown command 'push'",
        "(declare-const y Real)          # 5:2: unknown command 'declare-const'",
        "(vnnlib-version <2.0>)          # 5:2: unknown command 'vnnlib-version'",
        "(assert (=> (<= y 1.0)))        # 5:10: '=>' is no operator of VNN-LIB 2.0",
        "(assert (= y 1.0))              # 5:10: '=' is no operator",
        "(assert (not (<= y 1.0)))       # 'not' is no operator",
        "(assert (<= (/ y 2.0) 1.0))     # '/' is no operator",
        "(assert (ite (<= y 1.0)))       # 'ite' is no operator",
        "(assert ((<= y 1.0)))           # 5:10: '(' is no operator",
        "(assert (and))                  # 5:9: 'and' takes an operand or more, not 0",
        "(assert (<= y))                 # 5:9: '<=' takes 2 operands, not 1",
        "(assert (<= 0.0 y 1.0))         # 5:9: '<=' takes 2 operands, not 3",
        "(assert (<= (+) y))             # 5:13: '+' takes an operand or more",
        "(assert (and y y))              # 5:9: 'and' joins comparisons, not values",
        "(assert (<= (<= y 1.0) 1.0))    # 5:9: '<=' takes values, not comparisons",
        "(assert (+ y 1.0))              # 5:9: a value of '+' stands where a comparison",
        "(assert y)                      # 5:9: a formula in parentheses",
        "(assert (<= Z 1.0))             # 5:13: variable 'Z' is not declared",
        "(assert (<= Y 1.0))             # 5:13: variable 'Y' is not declared",
        "(assert (<= X 1.0))             # 5:15: an index for each of the 2 dimensions of X",
        "(assert (<= X[1] 1.0))          # 5:16: an index for each of the 2 dimensions of X",
        "(assert (<= X[0,0,0] 1.0))      # 5:18: ']' behind 2 indices of X[2,3]",
        "(assert (<= X[0 0] 1.0))        # 5:17: an index for each",
        "(assert (<= X[0,3] 1.0))        # 5:17: index 3 of a dimension of 3",
        "(assert (<= X[2,0] 1.0))        # 5:15: index 2 of a dimension of 2",
        "(assert (<= X[-1,0] 1.0))       # 5:15: an index of X is a whole number, not '-1'",
        "(assert (<= X[1.0,0] 1.0))      # 5:15: an index of X is a whole number, not '1.0'",
        "(assert (<= X[99999999999999999999,0] 1.0)) # an index of X is a whole number",
        "(assert (<= y[0] 1.0))          # 5:14: '[' is no formula and no value",
        "(assert (<= y 1e3))             # 5:15: '1e3' is no number: VNN-LIB 2.0 writes digits",
        "(assert (<= y 1.0e-3))          # no exponent",
        "(assert (<= y 1e999999999))     # 5:15: '1e999999999' is no number",
        "(assert (<= y 1.))              # 5:15: '1.' is no number",
        "(assert (<= y .5))              # 5:15: '.5' is no number",
        "(assert (<= y -.5))             # '-.5' is no number",
        "(assert (<= y 1.2.3))           # '1.2.3' is no number",
        "(assert (<= y +1.0))            # 5:15: variable '+' is not declared",
        "(assert (<= y nan))             # variable 'nan' is not declared",
        "(assert (<= y ` + `\"a\"))     # is no formula and no value",
        "(assert (<= y \"a))             # 5:15: this string does not end on its line",
        "(declare-network n)             # 5:1: network n declares no inputs",
        "(declare-network net)           # 5:18: network net is declared twice, first at 2:1",
        "(declare-network a-b)           # 5:18: 'a-b' is no name",
        "(declare-network _a)            # '_a' is no name",
        "(declare-network and)           # 'and' is a reserved word",
        "(declare-network 1a)            # '1a' is no number",
        "(declare-network n (declare-input z)) # an element type such as float32",
        "(declare-network n (declare-input z Float32 [])) # 'Float32' is no element type",
        "(declare-network n (declare-input z string [])) # 'string' is no element type",
        "(declare-network n (declare-input z float32)) # a shape such as [1,3]",
        "(declare-network n (declare-input z float32 [0])) # an extent is a whole number from 1",
        "(declare-network n (declare-input z float32 [-1])) # an extent is a whole number",
        "(declare-network n (declare-input z float32 [2147483648])) # an extent",
        "(declare-network n (declare-input z float32 [a])) # an axis that the model leaves open",
        "(declare-network n (declare-input z float32 [1 2])) # ',' or ']' is expected, not '2'",
        "(declare-network n (declare-input z float32 [1,])) # an extent is a whole number",
        "(declare-network n (declare-input z float32 [,1])) # an extent is a whole number",
        "(declare-network n (declare-input X float32 [])) # 5:35: variable X is declared twice",
        "(declare-network n (declare-input z real [])) # 5:35: where one tensor is real, all are",
        "(declare-network n (declare-input z float32 [] initialized)) # 2.1, is not read",
        "(declare-network n (declare-input z float32 []) (declare-input w float32 [])) # 5:1: network n declares no outputs",
        "(declare-network n (declare-output z float32 []) (declare-input w float32 [])) "
            + "# 5:51: inputs come before outputs",
        "(declare-network n (declare-input z float32 []) (declare-output w float32 []) "
            + "(declare-hidden h float32 [] `\"`h`\"`)) # hidden tensors come before outputs",
        "(declare-network n (declare-input z float32 []) (declare-hidden h float32 [])) "
            + "# the name of the tensor in the graph",
        "(declare-network n (declare-input z float32 []) (declare-foo h float32 [])) "
            + "# 'declare-foo' is no declaration",
        "(declare-network n (declare-input z float32 []) (equal-to net)) "
            + "# an equivalence stands before the network's tensors",
        "(declare-network n (equal-to net) (isomorphic-to net)) # at most one equivalence",
        "(declare-network n (equal-to m)) # 5:30: network m is not declared before",
        "(declare-network n (equal-to n)) # network n is not declared before",
        "(declare-network n # ')' or another declaration is expected, not 'end of file'"
      })
  void namesPlaceAndReason(String text, String expected) {
    refuses(ONE + text.replace("` + `", "").replace("`", ""), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "(vnnlib-version <3.0>)  # 1:17: version 3.0 is not read",
        "(vnnlib-version <1.0>)  # version 1.0 is not read",
        "(vnnlib-version <20.0>) # version 20.0 is not read",
        "(vnnlib-version 3.0)    # version 3.0 is not read",
        "(vnnlib-version <2>)    # 1:17: a version such as <2.0> is expected, not '<2>'",
        "(vnnlib-version < 2.0>) # a version such as <2.0> is expected",
        "(vnnlib-version )       # a version such as <2.0> is expected",
        "(vnnlib-version <2.0>   # ')' is expected",
        "''                      # 2:2: a file of VNN-LIB 2 begins with (vnnlib-version <2.0>)",
        "(set-logic QF_LRA)      # a file of VNN-LIB 2 begins with (vnnlib-version <2.0>)"
      })
  void theVersionDecides(String line, String expected) {
    refuses(ONE.replace("(vnnlib-version <2.0>)", line), expected);
  }

  @Test
  void aFileNeedsANetwork() {
    refuses("(vnnlib-version <2.0>)", "no network is declared");
    refuses("(vnnlib-version <2.0>)(assert (<= 0.0 1.0))", "networks come before assertions");
    refuses(
        ONE + "(assert (<= y 1.0)) (declare-network n)", "5:22: networks come before assertions");
    refuses("", "the file ends where (vnnlib-version <2.0>) is expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "float32 ; float64 ; (<= a b)          ; float32 and float64 stand together",
        "float32 ; float64 ; (<= (+ a b) 1.0)  ; float32 and float64 stand together",
        "int8    ; int8    ; (<= (+ a 1.5) b)  ; a constant with a fraction stands beside",
        "int8    ; int8    ; (<= (* 2 (- 1.5)) b) ; a constant with a fraction stands beside",
        "uint8   ; uint8   ; (<= a -1)         ; a negative constant stands beside"
      })
  void typesDoNotMix(String first, String second, String formula, String expected) {
    String text =
        "(vnnlib-version <2.0>)(declare-network n (declare-input a "
            + first
            + " [])(declare-output b "
            + second
            + " []))\n(assert "
            + formula
            + ")";
    refuses(text, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "(declare-input a real []) # network g has 1 inputs, the other one has 2",
        "(declare-input a real [2,1]) (declare-input b real []) "
            + "# a is real [2,1], but A is real [1,2]",
        "(declare-input a real [1,2]) (declare-input b real []) "
            + "# network g has 1 outputs, the other one has 2"
      })
  void equalNetworksHaveEqualTensors(String inputs, String expected) {
    String text =
        Vnnlib2ParserTest.TWO.substring(0, Vnnlib2ParserTest.TWO.indexOf("(declare-network g"))
            + "(declare-network g (equal-to f) "
            + inputs
            + " (declare-output c real [1,2]))";
    refuses(text, expected);
  }

  @Test
  void equalNetworksAgreeOnHiddenTensorsOfOneName() {
    String net =
        "(vnnlib-version <2.0>)(declare-network f (declare-input a float32 [])"
            + "(declare-hidden h float32 [3] \"relu\") (declare-output c float32 []))"
            + "(declare-network g (KIND f) (declare-input A float32 [])"
            + "(declare-hidden H TYPE SHAPE \"NAME\") (declare-output C float32 []))";
    String equal = net.replace("KIND", "equal-to");
    String other = equal.replace("SHAPE", "[4]").replace("TYPE", "float32");
    assertThat(parse(other.replace("NAME", "tanh")).networks()).hasSize(2);
    refuses(other.replace("NAME", "relu"), "H is float32 [4], but h is float32 [3]");
    String types = net.replace("SHAPE", "[3]").replace("TYPE", "float16").replace("NAME", "relu");
    refuses(types.replace("KIND", "equal-to"), "H is float16 [3]");
    assertThat(parse(types.replace("KIND", "isomorphic-to")).networks()).hasSize(2);
  }

  @Test
  void equivalencesDoNotChain() {
    String third =
        Vnnlib2ParserTest.TWO
            + "(declare-network h (equal-to g) (declare-input z real []) (declare-output w real []))";
    refuses(third, "network g has an equivalence of its own; name f here");
  }

  @Test
  void sizesHaveLimits() {
    refuses(ONE.replace("[2,3]", "[2147483647,2147483647,2147483647]"), "less than 2^63 elements");
    refuses(ONE.replace("[2,3]", "[1" + ",1".repeat(64) + "]"), "at most 64 dimensions");
    refuses(ONE + "(assert " + "(and ".repeat(1_000_000), "nested at most 1000 deep");
    refuses(ONE + "(assert (<= " + "(+ ".repeat(1_000_000), "nested at most 1000 deep");
    refuses(ONE + "a".repeat(100_000), "is longer than 4096 bytes");
    refuses(ONE + "(assert (<= y " + "1".repeat(1_999) + "))", "is too long");
    refuses(ONE + "(assert (<= y 0." + "1".repeat(1_999) + "))", "at most 2000 characters");
  }

  @Test
  void polynomialsHaveLimits() {
    refuses(ONE + "(assert (<= (*" + " y".repeat(33) + ") 1.0))", "more than 32 variables");
    assertThat(parse(ONE + "(assert (<= (*" + " y".repeat(32) + ") 1.0))").assertions()).hasSize(1);
    String wide =
        ONE.replace("[2,3]", "[400]")
            + "(assert (<= (* SUM SUM) 1.0))"
                .replace(
                    "SUM",
                    java.util.stream.IntStream.range(0, 400)
                        .mapToObj(i -> " X[" + i + "]")
                        .collect(java.util.stream.Collectors.joining("", "(+", ")")));
    refuses(wide, "at most 100000 terms");
    String powers = "(* " + "(+ X[0,0] X[0,1] X[0,2] X[1,0] X[1,1] X[1,2])".repeat(32) + ")";
    refuses(ONE + "(assert (<= " + powers + " 1.0))", "terms");
    String digits = "(*" + (" " + "7".repeat(1500)).repeat(10) + " y)";
    refuses(ONE + "(assert (<= " + digits + " 1.0))", "grows beyond 5000 digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreNamed(String name) {
    Charset charset = Charset.forName(name);
    String spoken = name.substring(0, 6) + " (" + (name.endsWith("LE") ? "little" : "big");
    for (String mark : new String[] {"", "\ufeff"}) {
      byte[] bytes = (mark + ONE).getBytes(charset);
      assertThatThrownBy(() -> Vnnlib2Parser.parse(new ByteArrayInputStream(bytes), "wide"))
          .isInstanceOf(VnnLibParseException.class)
          .hasMessageContaining("wide: the text is in " + spoken + "-endian)");
      assertThatThrownBy(() -> VnnLibParser.parse(new ByteArrayInputStream(bytes), "wide"))
          .hasMessageContaining(spoken);
    }
  }

  @Test
  void namesInGraphsAreUtf8() {
    String text = Vnnlib2ParserTest.TWO.replace("a \\\"name", "\u00e9 \\\"name");
    assertThat(parse(text).variables().get(2).onnxName().orElseThrow()).startsWith("\u00e9 ");
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Vnnlib2Parser.parse(new ByteArrayInputStream(latin), "latin"))
        .hasMessageContaining("this string is not in UTF-8");
    refuses(text.replace("\\\"name", "\\name\\q"), "a backslash stands before");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Vnnlib2Parser.parse(Path.of("no", "such.vnnlib")))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageContaining("such.vnnlib: there is no such file");
  }

  /** Whatever is done to a file: a document, which prints and joins, or a parse error. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutatedFilesNeverCrash(long seed) {
    Random random = new Random(seed);
    String good =
        Vnnlib2ParserTest.TWO
            + "(assert (and (>= A[0,0] -1.5) (<= A[0,0] 1) (== A[0,0] A2[0,0]) (< B 0.25)))\n"
            + "(assert (and (>= B A[0,0]) (== B2 0.5) (== A[0,1] B2) (<= 1 A2[0,1] ) (<= A2[0,1] B)))"
            + "(assert (or (<= (* 2.0 H[3] D[0]) (- (+ B 1.0) 3.0)) (!= C[0,1] (- D2[2]))))";
    String pieces = "()[],+-*<=>!.0159eEXAB\"\\_; \n";
    int refused = 0;
    int joined = 0;
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(20));
        switch (random.nextInt(5)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
          case 2 -> text.delete(at, end);
          case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
          default -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
        }
      }
      try {
        Document document = parse(text.toString());
        assertThat(parse(Vnnlib2Printer.print(document)).assertions())
            .isEqualTo(document.assertions());
        JoinedProperty.of(document, "mutant");
        joined++;
      } catch (VnnLibParseException e) {
        refused += e.getMessage().startsWith("bad.vnnlib:") ? 1 : 0;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", text:\n" + text, e);
      }
    }
    assertThat(refused).isPositive();
    assertThat(joined).isPositive();
  }
}
