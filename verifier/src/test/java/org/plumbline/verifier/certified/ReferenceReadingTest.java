package org.plumbline.verifier.certified;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** A second reading agrees with the first where the files are the same, and else says where not. */
class ReferenceReadingTest {
  private static final String PROPERTY =
      """
      (declare-const X_0 Real)
      (declare-const X_1 Real)
      (declare-const Y_0 Real)
      (assert (and (<= -1 X_0) (<= X_0 1)))
      (assert (and (<= -1 X_1) (<= X_1 1)))
      (assert (or (<= Y_0 -20) (>= Y_0 20)))
      """;

  /** {@code relu(x·w) + b}. */
  private static OnnxModel model(float w, float b) {
    return model(
        List.of(
            OnnxTensor.float32("w", new int[] {2, 1}, w, 3),
            OnnxTensor.float32("b", new int[] {1}, b)),
        OnnxNode.of("MatMul", List.of("x", "w"), "product"),
        OnnxNode.of("Relu", List.of("product"), "positive"),
        OnnxNode.of("Add", List.of("positive", "b"), "y"));
  }

  private static OnnxModel model(List<OnnxTensor> constants, OnnxNode... nodes) {
    return OnnxModel.of(
        "m.onnx",
        13,
        new OnnxGraph(
            "g",
            List.of(nodes),
            constants,
            List.of(OnnxValueInfo.float32("x", 1, 2)),
            List.of(OnnxValueInfo.float32("y", 1, 1))));
  }

  private static Comparison compare(
      OnnxModel first, OnnxModel second, String property, String other, Semantics semantics) {
    Query query =
        Query.of(new OnnxLowering(first).lower(), VnnLibParser.parse(property, "p.vnnlib"));
    return ReferenceReading.of("m.onnx", OnnxWriter.toBytes(second))
        .with("p.vnnlib", other.getBytes(StandardCharsets.UTF_8))
        .begin(query, semantics)
        .finish(0, Budget.ofMillis(60_000));
  }

  @ParameterizedTest
  @EnumSource(Semantics.class)
  void agrees(Semantics semantics) {
    assertThat(compare(model(2, 1), model(2, 1), PROPERTY, PROPERTY, semantics))
        .isInstanceOfSatisfying(
            Comparison.Agrees.class, agreed -> assertThat(agreed.points()).isPositive());
  }

  @Test
  void theFirstNodeThatDiffersIsNamed() {
    assertThat(compare(model(2, 1), model(2.0000002f, 1), PROPERTY, PROPERTY, Semantics.REAL))
        .isInstanceOfSatisfying(
            Comparison.Differs.class,
            difference -> assertThat(difference.where()).contains("MatMul").contains("element 0"));
    assertThat(compare(model(2, 1), model(2, 1.0000001f), PROPERTY, PROPERTY, Semantics.REAL))
        .isInstanceOfSatisfying(
            Comparison.Differs.class, difference -> assertThat(difference.where()).contains("Add"));
  }

  @Test
  void otherPropertiesAreSeen() {
    for (String other :
        List.of(
            PROPERTY.replace("(>= Y_0 20)", "(>= Y_0 20.5)"),
            PROPERTY.replace("(<= Y_0 -20)", "(< Y_0 -20)"),
            PROPERTY.replace("(<= X_1 1)", "(<= X_1 1.002)"),
            PROPERTY.replace("(or ", "(and "),
            PROPERTY.replace("(assert (or (<= Y_0 -20) (>= Y_0 20)))", "(assert (>= Y_0 20))"))) {
      assertThat(compare(model(2, 1), model(2, 1), PROPERTY, other, Semantics.REAL))
          .as(other)
          .isInstanceOfSatisfying(
              Comparison.Differs.class,
              difference -> assertThat(difference.where()).contains("the property"));
    }
  }

  @Test
  void whatIsNotDefinedIsSaidToBeSo() {
    OnnxModel cast =
        model(
            List.of(OnnxTensor.float32("w", new int[] {2, 1}, 3e9f, 3e9f)),
            OnnxNode.of("MatMul", List.of("x", "w"), "wide"),
            OnnxNode.of("Cast", List.of("wide"), "whole").with("to", new OnnxAttribute.Int(6)),
            OnnxNode.of("Cast", List.of("whole"), "y").with("to", new OnnxAttribute.Int(1)));
    assertThat(compare(cast, cast, PROPERTY, PROPERTY, Semantics.REAL))
        .isInstanceOfSatisfying(
            Comparison.Undefined.class,
            undefined -> assertThat(undefined.why()).contains("Cast").contains("not defined"));
  }

  @Test
  void whatCannotBeReadIsNotCompared() {
    OnnxModel unknown = model(List.of(), OnnxNode.of("NoSuchOperator", List.of("x"), "y"));
    assertThat(compare(model(2, 1), unknown, PROPERTY, PROPERTY, Semantics.REAL))
        .isInstanceOfSatisfying(
            Comparison.Unknown.class, why -> assertThat(why.why()).contains("NoSuchOperator"));
    assertThat(compare(model(2, 1), model(2, 1), PROPERTY, "(assert", Semantics.REAL))
        .isInstanceOf(Comparison.Unknown.class);
  }
}
