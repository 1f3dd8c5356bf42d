package org.plumbline.verifier.certified;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;

/** A joined question is what its files say, and each kind of wrong reading is found. */
class JointReadingTest {
  private static final OnnxModel F = JointQuestion.model(1, -2, 0.5f, 1, 1, 2, -1, 0.5f);
  private static final OnnxModel G = JointQuestion.model(2, 1, -1, 0.25f, 1, -1, 1, 3);
  private static final String DECLARED =
      """
      (vnnlib-version <2.0>)
      (declare-network f (declare-input fx float32 [1,2]) (declare-input fs float32 [1])
        (declare-hidden fh float32 [1,2] "positive") (declare-output fy float32 [1,2]))
      (declare-network g (declare-input gx float32 [1,2]) (declare-input gs float32 [1])
        (declare-output gy float32 [1,2]))
      (assert (and (>= fx[0,0] -1.0) (<= fx[0,0] 1.0) (>= fx[0,1] -1.0) (<= fx[0,1] 1.0)))
      (assert (and (>= fs[0] -0.5) (<= fs[0] 0.5) (>= gs[0] -0.5) (<= gs[0] 0.5)))
      (assert (and (>= gx[0,0] -1.0) (<= gx[0,0] 1.0)))
      (assert (== gx[0,1] fx[0,1]))
      """;
  private static final String ASSERTED =
      """
      (assert (> fy[0,0] (+ gy[0,1] 0.25)))
      (assert (<= fh[0,1] 3.0))
      """;
  private static final String TEXT = DECLARED + ASSERTED;
  private static final String PRODUCTS =
      TEXT + "(assert (>= (* fx[0,0] gy[0,0]) (* 2.0 fy[0,1] fy[0,1])))\n";

  private static JointQuestion question(String text) {
    return JointQuestion.of(text, F, G);
  }

  private static void assertDiffers(Comparison comparison, String where) {
    assertThat(comparison)
        .isInstanceOfSatisfying(
            Comparison.Differs.class, difference -> assertThat(difference.where()).contains(where));
  }

  @ParameterizedTest
  @EnumSource(Semantics.class)
  void agrees(Semantics semantics) {
    assertThat(question(TEXT).begin(TEXT, semantics).finish(0, Budget.ofMillis(60_000)))
        .isInstanceOfSatisfying(
            Comparison.Agrees.class, agreed -> assertThat(agreed.points()).isGreaterThan(1));
  }

  @Test
  void agreesOnProducts() {
    assertThat(question(PRODUCTS).compare(PRODUCTS)).isInstanceOf(Comparison.Agrees.class);
    assertThat(
            question(PRODUCTS)
                .begin(PRODUCTS, Semantics.FLOAT32)
                .finish(0, Budget.ofMillis(60_000)))
        .isInstanceOf(Comparison.Agrees.class);
  }

  @Test
  void agreesOnRandomDocuments() {
    Random random = new Random(20261130);
    int products = 0;
    int merged = 0;
    int agreed = 0;
    for (int k = 0; k < 40; k++) {
      String text = JointText.of(random);
      JointQuestion question = JointQuestion.of(text, model(random), model(random));
      if (question.query().property().cases().isEmpty()) {
        continue;
      }
      products += question.products().size();
      merged += 6 - question.query().network().inputSize();
      Comparison compared = question.compare(text);
      agreed += compared instanceof Comparison.Agrees ? 1 : 0;
      boolean isEmpty =
          compared instanceof Comparison.Unknown unknown
              && unknown.why().contains("inputs have to be equal");
      assertThat(compared instanceof Comparison.Agrees || isEmpty)
          .as("%s:%n%s", compared, text)
          .isTrue();
    }
    assertThat(products).isGreaterThan(10);
    assertThat(merged).isGreaterThan(10);
    assertThat(agreed).isGreaterThan(30);
  }

  private static OnnxModel model(Random random) {
    float[] weights = new float[8];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (random.nextInt(17) - 8) / 4f;
    }
    return JointQuestion.model(weights);
  }

  /** The text that the first reading took for the other one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(== gx[0,1] fx[0,1]) | (and (>= gx[0,1] fx[0,1]) (<= gx[0,1] 1.0))",
        "(== gx[0,1] fx[0,1]) | (and (<= gx[0,1] fx[0,1]) (>= gx[0,1] -1.0))",
        "(== gx[0,1] fx[0,1]) | (== gx[0,1] fx[0,0])",
        "(== gx[0,1] fx[0,1]) | (or (== gx[0,1] fx[0,1]) (== gx[0,1] fx[0,0]))",
        "(== gx[0,1] fx[0,1]) | (== gx[0,1] (* 2.0 fx[0,1]))",
        "(== gx[0,1] fx[0,1]) | (and (>= gx[0,1] -1.0) (<= gx[0,1] 1.0))",
        "(assert (<= fh[0,1] 3.0)) | ''",
        "(assert (> fy[0,0] (+ gy[0,1] 0.25))) | ''",
        "(<= fx[0,1] 1.0) | (<= fx[0,1] 1.001)",
        "(> fy[0,0] (+ | (>= fy[0,0] (+",
        "(> fy[0,0] (+ | (> fy[0,1] (+",
        "(<= fh[0,1] 3.0) | (<= fh[0,0] 3.0)",
        "(<= fh[0,1] 3.0) | (<= fh[0,1] 3.000000001)"
      })
  void otherFormulasAreFound(String one, String other) {
    String changed = TEXT.replace(one, other);
    assertThat(changed).isNotEqualTo(TEXT);
    assertDiffers(question(TEXT).compare(changed), "the property");
    assertDiffers(question(changed).compare(TEXT), "");
  }

  @Test
  void aWrongMergeIsFoundWhereOneInputIsMovedAlone() {
    String changed =
        TEXT.replace("(== gx[0,1] fx[0,1])", "(and (>= gx[0,1] fx[0,1]) (<= gx[0,1] 1.0))");
    assertDiffers(question(TEXT).compare(changed), "is by itself");
  }

  @Test
  void whatHasNoViolationSaysNothingOfMerges() {
    String text = TEXT + "(assert (> fy[0,0] 1.0)) (assert (< (* 2.0 fy[0,0]) 0.0))";
    assertThat(question(text).compare(text))
        .isInstanceOfSatisfying(
            Comparison.Unknown.class,
            unknown -> assertThat(unknown.why()).contains("inputs have to be equal"));
  }

  @Test
  void otherHiddenTensorsAreFound() {
    assertDiffers(
        question(TEXT).compare(TEXT.replace("\"positive\"", "\"sum\"")),
        "network f: the hidden tensors");
    assertDiffers(
        question(TEXT.replace("\"positive\"", "\"sum\"")).compare(TEXT),
        "network f: the hidden tensors");
  }

  @Test
  void otherShapesAndTypesAreFound() {
    String changed = TEXT.replace("fs float32 [1]", "fs float32 []").replace("fs[0]", "fs");
    assertDiffers(question(TEXT).compare(changed), "network f: the inputs");
    changed = TEXT.replace("gs float32 [1]", "gs float64 [1]");
    assertDiffers(question(TEXT).compare(changed), "network g: the inputs");
    changed = TEXT.replace("gy float32 [1,2]", "gy float32 [2,1]").replace("gy[0,1]", "gy[1,0]");
    assertDiffers(question(TEXT).compare(changed), "network g: the outputs");
  }

  @Test
  void productsOfOtherFactorsAreFound() {
    JointQuestion question = question(PRODUCTS);
    for (int k = 0; k < question.products().size(); k++) {
      List<int[]> others = new ArrayList<>(question.products());
      int[] factors = others.get(k).clone();
      factors[1]++;
      others.set(k, factors);
      assertDiffers(
          question.joinedAs(question.parts(), others).compare(PRODUCTS), "the joined network");
      assertDiffers(question.withProducts(others).compare(PRODUCTS), "");
      assertDiffers(
          question.joinedAs(question.parts(), others).withProducts(others).compare(PRODUCTS),
          "the property");
    }
  }

  @Test
  void swappedNetworksAreFound() {
    String plain = TEXT.replace("(declare-hidden fh float32 [1,2] \"positive\")", "");
    String text = plain.replace("(assert (<= fh[0,1] 3.0))", "");
    JointQuestion question = question(text);
    List<JointReading.Part> parts = question.parts();
    List<JointReading.Part> swapped = List.of(parts.get(1), parts.get(0));
    assertThat(question.compare(text)).isInstanceOf(Comparison.Agrees.class);
    assertDiffers(question.withParts(swapped).compare(text), "the networks");
    assertDiffers(question.joinedAs(swapped, List.of()).compare(text), "the joined network");
    List<JointReading.Part> crossed =
        List.of(reading(parts.get(0), parts.get(1).reads()), parts.get(1));
    assertDiffers(question.withParts(crossed).compare(text), "the inputs of network f");
    assertDiffers(question.joinedAs(crossed, List.of()).compare(text), "the joined network");
    JointReading.Part other = JointQuestion.part("f", G, List.of(), parts.get(0).reads());
    JointReading.Part wrong =
        new JointReading.Part("f", parts.get(0).network(), parts.get(0).reads(), other.reading());
    assertDiffers(question.withParts(List.of(wrong, parts.get(1))).compare(text), "network f: ");
  }

  private static JointReading.Part reading(JointReading.Part part, int[] reads) {
    return new JointReading.Part(part.name(), part.network(), reads, part.reading());
  }

  @Test
  void counterexamplesAreConfirmed() {
    String text = TEXT.replace("(> fy[0,0] (+ gy[0,1] 0.25))", "(<= fy[0,0] 100.0)");
    JointQuestion question = question(text);
    double[] x = new double[question.query().network().inputSize()];
    Counterexample found =
        new Counterexample(
            IntStream.range(0, x.length).mapToObj(i -> BigDecimal.ZERO).toArray(BigDecimal[]::new),
            x,
            new double[6],
            new float[6],
            Counterexample.Classification.STRICT,
            1,
            question.query().property().cases().get(0).unsafe().get(0),
            true);
    assertThat(question.begin(text, Semantics.REAL).confirm(found))
        .isEqualTo(new Comparison.Agrees(1));
    String narrower = text.replace("(<= fy[0,0] 100.0)", "(<= fy[0,0] -100.0)");
    assertDiffers(question.begin(narrower, Semantics.REAL).confirm(found), "the property");
  }

  @Test
  void whatCannotBeReadIsNotCompared() {
    assertThat(
            question(TEXT)
                .begin(TEXT + "(assert", Semantics.REAL)
                .finish(0, Budget.ofMillis(60_000)))
        .isInstanceOfSatisfying(
            Comparison.Unknown.class, unknown -> assertThat(unknown.why()).contains("p.vnnlib"));
  }
}
