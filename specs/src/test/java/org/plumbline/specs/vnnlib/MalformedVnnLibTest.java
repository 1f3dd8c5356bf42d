package org.plumbline.specs.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Property;

class MalformedVnnLibTest {
  private static final String DECLARED =
      "(declare-const X_0 Real)\n(declare-const Y_0 Real)\n(assert (<= 0 X_0 1))\n";

  private static Property parse(String text) {
    return VnnLibParser.parse(text, "bad.vnnlib");
  }

  /** Every fragment stands on line 4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "(assert (<= Y_0 1)            # 4:19: the file ends where ')' is expected",
        "(assert (<= Y_0 1             # 4:9: this parenthesis is never closed",
        "(assert (                     # 4:9: this parenthesis is never closed",
        "(assert                       # 4:8: the file ends inside an assertion",
        "(assert (<= Y_0 1)))          # 4:20: a command in parentheses is expected, not ')'",
        "(assert )                     # 4:9: a formula is expected here",
        "assert                        # 4:1: a command in parentheses",
        "(                             # 4:2: unknown command 'end of file'",
        "()                            # 4:2: unknown command ')'",
        "(push 1)                      # 4:2: unknown command 'push'",
        "(exit)(assert (<= Y_0 0))     # 4:7: '(' stands after (exit)",
        "(vnnlib-version <2.0>)        # VNN-LIB 2",
        "(assert (=> (<= Y_0 1) true)) # 4:10: '=>' is no operator",
        "(assert (not (<= Y_0 1)))     # 'not' is no operator",
        "(assert ((<= Y_0 1)))         # 4:10: '(' is no operator",
        "(assert (<= Y_1 1))           # 4:13: variable Y_1 is not declared",
        "(assert (<= X_2 1))           # variable X_2 is not declared",
        "(assert (<= Z_0 1))           # 'Z_0' is neither a decimal number nor a variable",
        "(assert (<= Y_0 NaN))         # 'NaN' is neither a decimal number",
        "(assert (<= Y_0 -inf))        # '-inf' is neither a decimal number",
        "(assert (<= Y_0 1e999999999)) # 4:17: number 1e999999999: an exponent lies within ±2000",
        "(assert (<= Y_0 1e-999999))   # an exponent lies within",
        "(assert (<= Y_0 1.2.3))       # number 1.2.3: not a decimal number",
        "(assert (<= Y_0 0x1p3))       # not a decimal number",
        "(assert (<= Y_0))             # 4:9: '<=' needs at least 2 operand(s)",
        "(assert (and))                # 'and' needs at least 1",
        "(assert (<= (* Y_0 X_0) 1))   # 4:13: a product of two variables is not linear",
        "(assert (<= (/ 1 Y_0) 1))     # division by a variable",
        "(assert (<= (/ Y_0 0) 1))     # division by zero",
        "(assert (and Y_0 Y_0))        # 'and' joins comparisons, not values",
        "(assert (<= (<= Y_0 1) 1))    # '<=' takes values, not comparisons",
        "(assert Y_0)                  # a value stands where a comparison is expected",
        "(declare-const Y_0 Real)      # 4:16: variable Y_0 is declared twice",
        "(declare-const Y_00 Real)     # variable Y_00 is declared twice",
        "(declare-const W Real)        # variables are named X_i (inputs) and Y_j",
        "(declare-const Y_1 Int)       # an output has type Real, not 'Int'",
        "(declare-fun Y_1 (Real) Real) # a variable has no parameters",
        "(declare-const Y_99999999999 Real) # indices end at 9999999",
        "(declare-const Y_2 Real)      # output Y_1 is not declared, but Y_2 is",
        "(declare-const X_1 Real)      # input X_1 has no lower bound"
      })
  void namesPlaceAndReason(String text, String expected) {
    assertThatThrownBy(() -> parse(DECLARED + text))
        .isInstanceOf(VnnLibParseException.class)
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("bad.vnnlib:")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "; only a comment", "(declare-const Y_0 Real)"})
  void aPropertyNeedsVariables(String text) {
    assertThatThrownBy(() -> parse(text)).hasMessageContaining("no input is declared");
  }

  @Test
  void aMissingBoundInOneAlternativeIsFound() {
    assertThatThrownBy(
            () ->
                parse(
                    "(declare-const X_0 Real)(declare-const Y_0 Real)"
                        + "(assert (or (and (>= X_0 0) (<= X_0 1)) (and (>= X_0 0) (<= Y_0 1))))"))
        .hasMessageContaining("input X_0 has no upper bound");
  }

  @Test
  void nestingHasALimit() {
    String deep = "(and ".repeat(1_000_000);
    assertThatThrownBy(() -> parse(DECLARED + "(assert " + deep))
        .hasMessageContaining("nested at most 10000 deep");
  }

  @Test
  void normalFormHasALimit() {
    String text = DECLARED + "(assert (or (<= Y_0 1) (>= Y_0 2)))".repeat(64);
    assertThatThrownBy(() -> parse(text)).hasMessageContaining("disjunctive normal form");
    String shared =
        DECLARED
            + "(assert (<= (+ Y_0 X_0) 1))".repeat(20)
            + "(assert (or (<= Y_0 1) (>= Y_0 2)))".repeat(19);
    assertThatThrownBy(() -> parse(shared)).isInstanceOf(VnnLibParseException.class);
  }

  @Test
  void constantsCannotGrowWithoutEnd() {
    String text = "(assert (<= (* Y_0" + " 1e2000".repeat(10) + ") 1))";
    assertThatThrownBy(() -> parse(DECLARED + text)).hasMessageContaining("grows beyond");
    String digits = "(assert (<= (* Y_0" + (" " + "7".repeat(1500)).repeat(10) + ") 1))";
    assertThatThrownBy(() -> parse(DECLARED + digits)).hasMessageContaining("grows beyond");
  }

  @Test
  void longWordsAreRefused() {
    assertThatThrownBy(() -> parse(DECLARED + "a".repeat(1_000_000)))
        .hasMessageContaining("longer than");
  }

  @Test
  void gzipBombsAreRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) ' ');
            return length;
          }
        };
    assertThatThrownBy(() -> VnnLibParser.parse(endless, "bomb"))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageContaining("1024 MiB");
  }

  @Test
  void damagedGzipIsNamed() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(DECLARED.getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = zipped.toByteArray();
    for (int length = 2; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> VnnLibParser.parse(new ByteArrayInputStream(cut), "cut.gz"))
          .as("cut at %d", length)
          .isInstanceOf(VnnLibParseException.class);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> VnnLibParser.parse(Path.of("no", "such.vnnlib")))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageContaining("such.vnnlib: there is no such file");
  }

  /** Whatever is done to a file: a property, or a parse error with a place. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutatedFilesNeverCrash(long seed) {
    Random random = new Random(seed);
    String good =
        DECLARED
            + "(declare-fun Y_1 () Real) (assert (or (and (< X_0 .5) (<= (+ Y_0 (* -2.5e0 Y_1)"
            + " (/ 3 7)) 1)) (>= Y_0 (- Y_1)) (= Y_1 2)))";
    String pieces = "()+-*/<=>.0159eEXY_; \n";
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
          default -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
        }
      }
      try {
        assertThat(parse(text.toString()).inputs()).isPositive();
      } catch (VnnLibParseException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", text:\n" + text, e);
      }
    }
    assertThat(refused).isBetween(1, 1_999);
  }
}
