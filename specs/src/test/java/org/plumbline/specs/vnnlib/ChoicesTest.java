package org.plumbline.specs.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.specs.replay.Float32Checker;

/** Alternatives that multiply, and how many are read. */
class ChoicesTest {
  private static final int INPUTS = 20;

  private static String text(String outputs) {
    return IntStream.range(0, INPUTS)
            .mapToObj(
                i ->
                    "(declare-const X_I Real)(assert (<= 0 X_I 1))(assert (or (<= X_I 0.25) (> X_I 0.75)))"
                        .replace("I", "" + i))
            .collect(Collectors.joining("", "(declare-const Y_0 Real)", "\n"))
        + outputs;
  }

  private static Property read(String text) {
    return VnnLibParser.parseWithChoices(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "p.vnnlib");
  }

  @Test
  void manyAlternativesOverInputsStayChoices() {
    Property property = read(text("(assert (or (>= Y_0 9) (<= Y_0 -9)))"));
    assertThat(property.cases()).hasSize(1);
    assertThat(property.cases().get(0).unsafe()).hasSize(2);
    assertThat(property.choices()).hasSize(INPUTS);
    BigDecimal[] x = new BigDecimal[INPUTS];
    Arrays.fill(x, new BigDecimal("0.25"));
    assertThat(property.allows(x)).isTrue();
    x[7] = new BigDecimal("0.75");
    assertThat(property.allows(x)).isFalse();
    x[7] = new BigDecimal("0.7500001");
    assertThat(property.allows(x)).isTrue();
    assertThat(property.describe()).contains("20 choices over inputs");
  }

  /** What is written is read as the same question. */
  @Test
  void choicesAreWritten() {
    Property property = read(text("(assert (>= Y_0 9))"));
    assertThat(read(VnnLibWriter.write(property))).isEqualTo(property);
  }

  @Test
  void fewAlternativesAreListed() {
    String text =
        "(declare-const X_0 Real)(declare-const Y_0 Real)(assert (<= 0 X_0 1))"
            + "(assert (or (<= X_0 0.25) (> X_0 0.75)))(assert (or (<= X_0 0.1) (>= X_0 0.2)))"
            + "(assert (>= Y_0 9))";
    Property property = read(text);
    assertThat(property.choices()).isEmpty();
    assertThat(property.cases()).hasSize(3);
    assertThat(property).isEqualTo(VnnLibParser.parse(text, "p.vnnlib"));
  }

  /** Where an alternative alone bounds an input, all are listed. */
  @Test
  void choicesThatBoundAreListed() {
    String text =
        "(declare-const X_0 Real)(declare-const Y_0 Real)(assert (or (<= X_0 1) (<= X_0 2)))"
            + "(assert (or (>= X_0 0) (>= X_0 -1)))(assert (>= Y_0 9))"
            + "(assert (or (>= X_0 0) (>= X_0 -1)))".repeat(11);
    Property property = read(text);
    assertThat(property.choices()).isEmpty();
    assertThat(property.cases()).hasSize(4);
  }

  @Test
  void theLimitIsMemory() {
    assertThatThrownBy(() -> Room.ofJava().require(1L << 50, 1L << 55))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("1125899906842624 alternatives with 36028797018963968 comparisons")
        .hasMessageContaining("MiB")
        .hasMessageContaining("a third of Java's memory");
    assertThatThrownBy(() -> Room.ofJava().requireBoxes(1L << 40, 1000))
        .isInstanceOf(RefusedException.class);
  }

  /** Nothing that a choice forbids is a counterexample, and what all allow is one. */
  @Test
  void onlyWhatIsAllowedRefutes() {
    double[] ones = new double[INPUTS];
    Arrays.fill(ones, 1);
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    builder.add(new AffineLayer(0, new DenseMap(1, INPUTS, ones), new double[1]));
    Network network = builder.build();
    Query query = Query.of(network, read(text("(assert (>= Y_0 9))")));
    CounterexampleChecker checker = new CounterexampleChecker(query);
    Float32Checker float32 = new Float32Checker(query);
    Random random = new Random(5);
    int allowed = 0;
    for (int trial = 0; trial < 200; trial++) {
      double[] x = random.doubles(INPUTS, 0, 1).map(v -> (float) v).toArray();
      if (trial % 2 == 0) {
        Arrays.setAll(x, i -> x[i] > 0.5 ? 1 : 0);
      }
      boolean isAllowed = Arrays.stream(x).allMatch(v -> v <= 0.25 || v > 0.75);
      boolean isViolation = isAllowed && Arrays.stream(x).sum() >= 9;
      allowed += isViolation ? 1 : 0;
      assertThat(checker.check(x).filter(Counterexample::isViolation).isPresent())
          .isEqualTo(isViolation);
      assertThat(float32.check(0, x).isPresent()).isEqualTo(isViolation);
    }
    assertThat(allowed).isGreaterThan(20);
  }
}
