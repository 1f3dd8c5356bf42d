package org.plumbline.reference.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ReferenceException;

class ReferencePropertyTest {
  private static final String DECLARATIONS =
      "(declare-const X_0 Real)\n(declare-const X_1 Real)\n(declare-const Y_0 Real)\n";

  private static ReferenceProperty of(String... assertions) {
    StringBuilder text = new StringBuilder(DECLARATIONS);
    for (String assertion : assertions) {
      text.append("(assert ").append(assertion).append(")\n");
    }
    return ReferenceProperty.parse("p.vnnlib", text.toString());
  }

  private static boolean holds(ReferenceProperty property, String x0, String x1, String y0) {
    return property.holds(
        new BigDecimal[] {new BigDecimal(x0), new BigDecimal(x1)},
        new BigDecimal[] {new BigDecimal(y0)});
  }

  private static void assertRefused(String text, String... words) {
    assertThatThrownBy(() -> ReferenceProperty.parse("p.vnnlib", text))
        .isInstanceOf(ReferenceException.class)
        .hasMessageStartingWith("p.vnnlib: ")
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void allAssertionsCount() {
    ReferenceProperty property = of("(<= X_0 0.5)", "(>= X_0 -0.5)", "(>= Y_0 3)");
    assertThat(property.inputs()).isEqualTo(2);
    assertThat(property.outputs()).isEqualTo(1);
    assertThat(holds(property, "0.5", "9", "3")).isTrue();
    assertThat(holds(property, "0.50000000000000000000001", "9", "3")).isFalse();
    assertThat(holds(property, "-0.5", "9", "2.9999999999999999999")).isFalse();
    assertThat(property.constants())
        .containsExactly(new BigDecimal("-0.5"), new BigDecimal("0.5"), new BigDecimal("3"));
  }

  @Test
  void strictComparisons() {
    assertThat(holds(of("(< X_0 1)"), "1", "0", "0")).isFalse();
    assertThat(holds(of("(<= X_0 1)"), "1.000", "0", "0")).isTrue();
    assertThat(holds(of("(> 1 X_0)"), "1", "0", "0")).isFalse();
    assertThat(holds(of("(= X_0 1e0)"), "1.0", "0", "0")).isTrue();
    assertThat(holds(of("(not (= X_0 1))"), "1.0", "0", "0")).isFalse();
  }

  @Test
  void comparisonsChain() {
    assertThat(holds(of("(<= X_0 Y_0 X_1)"), "1", "3", "2")).isTrue();
    assertThat(holds(of("(<= X_0 Y_0 X_1)"), "1", "3", "4")).isFalse();
    assertThat(holds(of("(<= X_0 Y_0 X_1)"), "1", "3", "0")).isFalse();
  }

  @Test
  void junctors() {
    ReferenceProperty property =
        of("(or (and (<= X_0 0) (>= Y_0 1)) (and (>= X_0 0) (not (>= Y_0 1)) ) (= X_1 7))");
    assertThat(holds(property, "-1", "0", "1")).isTrue();
    assertThat(holds(property, "-1", "0", "0")).isFalse();
    assertThat(holds(property, "1", "0", "0")).isTrue();
    assertThat(holds(property, "1", "0", "1")).isFalse();
    assertThat(holds(property, "1", "7", "1")).isTrue();
  }

  @Test
  void termsAreExact() {
    assertThat(holds(of("(= (+ 0.1 0.2) 0.3)"), "0", "0", "0")).isTrue();
    assertThat(holds(of("(= (- X_0 X_1 1) Y_0)"), "5", "3", "1")).isTrue();
    assertThat(holds(of("(= (- X_0) Y_0)"), "5", "3", "-5")).isTrue();
    assertThat(holds(of("(= (* 2 X_0 (+ X_1 0.5)) Y_0)"), "3", "1", "9")).isTrue();
    assertThat(holds(of("(<= Y_0 1e-400)"), "0", "0", "1e-399")).isFalse();
  }

  @Test
  void commentsEndWithTheirLine() {
    for (String end : List.of("\n", "\r", "\r\n")) {
      String text =
          String.join(
              end,
              "; a (comment",
              "(declare-const X_0 Real) ; (assert (>= X_0 100))",
              "(declare-const Y_0 Real)(assert (>= Y_0 -5)); second",
              "(assert (>= Y_0 5))");
      ReferenceProperty property = ReferenceProperty.parse("p.vnnlib", text);
      BigDecimal[] x = {BigDecimal.ZERO};
      assertThat(property.holds(x, new BigDecimal[] {new BigDecimal(2)})).isFalse();
      assertThat(property.holds(x, new BigDecimal[] {new BigDecimal(5)})).isTrue();
    }
    assertRefused("; a\u2028(declare-const X_0 Real)", "U+2028");
    assertRefused("; a\f(declare-const X_0 Real)", "U+000C");
  }

  @Test
  void otherCommandsMeanNothing() {
    String text =
        "\ufeff(set-info :status (unsat sat))(set-option :produce-models true)(set-logic QF_LRA)"
            + "(declare-fun X_0 () Real)(declare-const Y_0 Real)(assert (>= Y_0 X_0))"
            + "(check-sat)(get-model)(exit) ; the end";
    ReferenceProperty property = ReferenceProperty.parse("p.vnnlib", text);
    assertThat(property.inputs()).isEqualTo(1);
    assertRefused("(exit)(assert (<= 0 1))", "exit");
  }

  @Test
  void packedFiles() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(DECLARATIONS.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ReferenceProperty.parse("p.vnnlib.gz", packed.toByteArray()).inputs()).isEqualTo(2);
    byte[] wide = DECLARATIONS.getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> ReferenceProperty.parse("p.vnnlib", wide))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("UTF-16");
  }

  @Test
  void errorsNameThePlace() {
    assertRefused("(declare-const X_0 Real)\n (assert (<= X_0 Z_1))", "line 2, column 18", "Z_1");
    assertRefused("(declare-const X_0 Real)\r\n(assert (<= X_1 1))", "line 2, column 13", "X_1");
    assertRefused("(assert (<= 1 2)", "the file ends");
    assertRefused("(declare-const X_0 Real)(declare-const X_0 Real)", "twice");
    assertRefused("(declare-const X_1 Real)", "X_0 is not declared");
    assertRefused("(declare-const Y_01 Real)", "Y_01");
    assertRefused("(declare-const X_0 Int)", "Real");
    assertRefused("(vnnlib-version <2.0>)", "VNN-LIB 2");
    assertRefused("(assert (<= 1))", "1 operands");
    assertRefused("(assert (xor (<= 1 2) (<= 1 2)))", "xor");
    assertRefused("(assert (<= 1 (/ 1 3)))", "\"/\"");
    assertRefused("(assert (<= 1 0x10))", "0x10");
    assertRefused("(assert (<= 1 1e99999))", "1e99999");
    assertRefused("(assert (and))", "0 operands");
    assertRefused("assert", "parentheses");
    assertRefused("(assert (<= 1 2)))", "parentheses");
    assertRefused("(assert (<= 1 \u00b2))", "U+00B2");
  }

  @Test
  void depthAndProductsAreBounded() {
    assertRefused("(assert " + "(not ".repeat(100_000), "parentheses are open");
    assertRefused("(assert (<= 1 " + "(+ ".repeat(100_000), "parentheses are open");
    String square = "(* 12345 12345)";
    for (int i = 0; i < 8; i++) {
      square = "(* " + square + " " + square + ")";
    }
    assertRefused("(assert (<= 1 " + square + "))", "factors");
  }

  @Test
  void changedFiles() {
    Random random = new Random(20261212);
    byte[] text =
        (DECLARATIONS
                + "(assert (or (<= (+ X_0 (* 2 X_1)) 1.5e-3) (and (> Y_0 -1) (not (= X_0 0)))))")
            .getBytes(StandardCharsets.US_ASCII);
    int refused = 0;
    for (int round = 0; round < 5000; round++) {
      byte[] changed = text.clone();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        changed[random.nextInt(changed.length)] =
            (byte)
                (random.nextBoolean()
                    ? "()XY_01 -;\n".charAt(random.nextInt(11))
                    : random.nextInt(256));
      }
      try {
        ReferenceProperty property =
            ReferenceProperty.parse(
                "p",
                round % 2 == 0 ? changed : Arrays.copyOf(changed, random.nextInt(text.length)));
        BigDecimal[] x = new BigDecimal[property.inputs()];
        BigDecimal[] y = new BigDecimal[property.outputs()];
        Arrays.fill(x, BigDecimal.ONE);
        Arrays.fill(y, BigDecimal.ONE);
        assertThat(property.holds(x, y)).isIn(true, false);
      } catch (ReferenceException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(2000, 4999);
  }

  @Test
  void filesOfTheCompetition() throws IOException {
    Path root = Path.of("../../shared/benchmarks/vnncomp");
    assumeTrue(Files.isDirectory(root), root + " is absent");
    int files = 0;
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(f -> f.toString().matches(".*[.]vnnlib([.]gz)?")).toList()) {
        ReferenceProperty property =
            ReferenceProperty.parse(file.toString(), Files.readAllBytes(file));
        assertThat(property.inputs()).isPositive();
        assertThat(property.outputs()).isPositive();
        files++;
      }
    }
    assertThat(files).isGreaterThan(100);
  }
}
