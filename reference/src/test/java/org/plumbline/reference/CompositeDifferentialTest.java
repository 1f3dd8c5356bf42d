package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.plumbline.reference.ModelBuilder.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Operators that stand for many others at once, against ONNX Runtime. */
class CompositeDifferentialTest {
  private static final long SEED = 20261204;
  private static final double SUM = 512;

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  private ReferenceTensor sample(long... dims) {
    return Samples.of(random, ElementType.FLOAT32, dims);
  }

  private static ReferenceTensor longs(Shape shape, long... values) {
    return ReferenceTensor.integers(ElementType.INT64, shape, values);
  }

  private void check(String operator, int opset, Object[] inputs, AttributeProto... attributes) {
    ReferenceTensor[] tensors = new ReferenceTensor[inputs.length];
    System.arraycopy(inputs, 0, tensors, 0, inputs.length);
    differential.check(Question.of(operator, opset, tensors).with(attributes).units(SUM));
  }

  @Test
  void attention() {
    ReferenceTensor q = sample(2, 4, 3, 2);
    ReferenceTensor k = sample(2, 2, 5, 2);
    ReferenceTensor v = sample(2, 2, 5, 3);
    ReferenceTensor truths =
        ReferenceTensor.integers(
            ElementType.BOOL, Shape.of(3, 5), 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0);
    for (int opset = 23; opset <= 24; opset++) {
      for (int causal = 0; causal < 2; causal++) {
        AttributeProto isCausal = attribute("is_causal", causal);
        check("Attention", opset, new Object[] {q, k, v}, isCausal);
        check("Attention", opset, new Object[] {q, k, v, truths}, isCausal);
        check("Attention", opset, new Object[] {q, k, v, sample(4, 3, 5)}, isCausal);
        AttributeProto[] more = {isCausal, attribute("softcap", 0.5f), attribute("scale", 0.3f)};
        check("Attention", opset, new Object[] {q, k, v, sample(2, 1, 3, 5)}, more);
        AttributeProto[] heads = {
          isCausal, attribute("q_num_heads", 4), attribute("kv_num_heads", 2)
        };
        Object[] flat = {sample(2, 3, 8), sample(2, 5, 4), sample(2, 5, 6)};
        check("Attention", opset, flat, heads);
        ReferenceTensor[] past = {q, k, v, null, sample(2, 2, 4, 2), sample(2, 2, 4, 3)};
        differential.check(
            Question.of("Attention", opset, past).with(isCausal).outputs(3).units(SUM));
      }
    }
    ReferenceTensor lengths = longs(Shape.of(2), 4, 2);
    Object[] padded = {q, k, v, null, null, null, lengths};
    check("Attention", 24, padded, attribute("is_causal", 1));
    check("Attention", 24, padded);
    assertThat(differential.compared()).containsKey("Attention");
  }

  @Test
  void rotations() {
    for (int interleaved = 0; interleaved < 2; interleaved++) {
      AttributeProto how = attribute("interleaved", interleaved);
      ReferenceTensor places = longs(Shape.of(2, 3), 0, 4, 2, 1, 1, 3);
      Object[] chosen = {sample(2, 4, 3, 6), sample(5, 3), sample(5, 3), places};
      check("RotaryEmbedding", 23, chosen, how);
      Object[] given = {sample(2, 3, 24), sample(2, 3, 3), sample(2, 3, 3)};
      check("RotaryEmbedding", 24, given, how, attribute("num_heads", 4));
      Object[] part = {sample(2, 4, 3, 6), sample(2, 3, 2), sample(2, 3, 2)};
      check("RotaryEmbedding", 23, part, how, attribute("rotary_embedding_dim", 4));
    }
    assertThat(differential.compared()).containsKey("RotaryEmbedding");
  }

  @Test
  void losses() {
    List<String> operators = List.of("NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss");
    for (String operator : operators) {
      for (String reduction : List.of("none", "sum", "mean")) {
        AttributeProto how = attribute("reduction", reduction);
        for (int opset = 12; opset <= 22; opset += 5) {
          ReferenceTensor labels = longs(Shape.of(2, 4), 0, 1, 2, 2, 1, 0, 1, 1);
          check(operator, opset, new Object[] {sample(2, 3, 4), labels}, how);
          Object[] weighted = {sample(2, 3, 4), labels, Samples.floats(0.5, 2, 1.25)};
          check(operator, opset, weighted, how);
          check(operator, opset, weighted, how, attribute("ignore_index", 1));
          Object[] plain = {sample(2, 3, 4), labels};
          check(operator, opset, plain, how, attribute("ignore_index", 2));
        }
      }
    }
    assertThat(differential.compared().keySet()).containsAll(operators);
  }

  private static ModelBuilder masked(double... scores) {
    ReferenceTensor x =
        ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, scores.length / 2), scores);
    return new ModelBuilder(17)
        .constant("x", x)
        .node("Softmax", List.of("x"), List.of("s"))
        .node("Cast", List.of("s"), List.of("c"), attribute("to", 1));
  }

  /** As long as nothing but a choice of something else reads it. */
  @Test
  void aSoftmaxOfNothingIsHandedOn() {
    double none = Double.NEGATIVE_INFINITY;
    ReferenceTensor isNone = ReferenceTensor.integers(ElementType.BOOL, Shape.of(2, 1), 1, 0);
    ReferenceTensor y =
        masked(none, none, none, 3)
            .constant("n", isNone)
            .constant("zero", Samples.floats(0))
            .node("Where", List.of("n", "zero", "c"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .parse()
            .evaluate(Map.of(), Mode.REAL)
            .outputs()
            .get(0);
    assertThat(y.values()).containsExactly(0, 0, 0, 1);
    for (String operator : List.of("Neg", "Relu", "Transpose", "Sign")) {
      ReferenceModel model =
          masked(none, none, none, 3)
              .node(operator, List.of("c"), List.of("y"))
              .output("y", ElementType.FLOAT32)
              .parse();
      assertThatThrownBy(() -> model.evaluate(Map.of(), Mode.REAL))
          .isInstanceOf(ReferenceException.class);
    }
    ReferenceModel shown = masked(none, none, none, 3).output("c", ElementType.FLOAT32).parse();
    assertThatThrownBy(() -> shown.evaluate(Map.of(), Mode.REAL))
        .isInstanceOf(ReferenceException.class);
  }

  @Test
  void gatesThatMultiply() {
    ReferenceTensor y =
        new ModelBuilder(28)
            .constant("a", Samples.floats(0, 2))
            .constant("b", Samples.floats(5, 3))
            .node("SwiGLU", List.of("a", "b"), List.of("y"), attribute("alpha", 0.5f))
            .output("y", ElementType.FLOAT32)
            .parse()
            .evaluate(Map.of(), Mode.REAL)
            .outputs()
            .get(0);
    assertThat(y.value(0)).isEqualTo(0);
    assertThat(y.value(1)).isCloseTo(6 / (1 + Math.exp(-1)), within(1e-12));
  }
}
