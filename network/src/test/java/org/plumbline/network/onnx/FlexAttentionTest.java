package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** FlexAttention, which no runtime has, compared with the nodes that it stands for. */
class FlexAttentionTest {
  private static final String DOMAIN = "ai.onnx.preview";
  private static final String X = ModelBuilder.INPUT;

  private static OnnxAttribute graph(List<OnnxTensor> constants, OnnxNode... nodes) {
    OnnxValueInfo in = new OnnxValueInfo("s", ElementType.FLOAT, List.of());
    OnnxValueInfo out = new OnnxValueInfo("t", ElementType.FLOAT, List.of());
    return new OnnxAttribute.Graph(
        new OnnxGraph("m", List.of(nodes), constants, List.of(in), List.of(out)));
  }

  private static double[] run(OnnxModel model) {
    Network network = new OnnxLowering(model).lower();
    double[] x = new Random(7).doubles(network.inputSize(), -1, 1).toArray();
    return new ForwardPass(network, new JavaGemm()).outputs(1, x);
  }

  /** Four heads of queries share two of keys. */
  @Test
  void scoresAndProbabilitiesGoThroughGraphs() {
    ModelBuilder m = new ModelBuilder(1, 26, 1, 4, 3, 2);
    String k = m.weights(1, 2, 5, 2);
    String v = m.weights(1, 2, 5, 3);
    OnnxTensor half = OnnxTensor.float32("half", new int[0], 0.5f);
    OnnxNode plus = OnnxNode.of("Add", List.of("s", "half"), "u");
    OnnxNode tanh = OnnxNode.of("Tanh", List.of("u"), "t");
    OnnxNode twice = OnnxNode.of("Add", List.of("s", "s"), "t");
    String y = m.foreign(DOMAIN, "FlexAttention", X, k, v);
    m.with("scale", 0.7f).with("score_mod", graph(List.of(half), plus, tanh));
    double[] actual = run(m.with("prob_mod", graph(List.of(), twice)).output(y));

    String heads = m.integers(0, 0, 1, 1);
    String keys = m.node("Gather", k, heads);
    m.with("axis", 1);
    String values = m.node("Gather", v, heads);
    m.with("axis", 1);
    String turned = m.node("Transpose", keys);
    m.ints("perm", 0, 1, 3, 2);
    String scores = m.node("Mul", m.node("MatMul", X, turned), m.scalar(0.7f));
    String bent = m.node("Tanh", m.node("Add", scores, m.scalar(0.5f)));
    String probabilities = m.node("Softmax", bent);
    String doubled = m.node("Add", probabilities, probabilities);
    double[] expected = run(m.output(m.node("MatMul", doubled, values)));
    assertThat(actual).containsExactly(expected, within(1e-9));
  }

  @Test
  void anotherScaleIsOneOverTheRoot() {
    ModelBuilder m = new ModelBuilder(1, 26, 1, 1, 2, 4);
    String k = m.weights(1, 1, 3, 4);
    double[] usual = run(m.output(m.foreign(DOMAIN, "FlexAttention", X, k, k)));
    String given = m.foreign(DOMAIN, "FlexAttention", X, k, k);
    assertThat(usual).containsExactly(run(m.with("scale", 0.5f).output(given)), within(1e-9));
    OnnxModel model = m.output(given);
    assertThat(new OnnxLowering(model).lower().reading().unknownInFloat32()).isNotEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 26, 1, 3, 2, 4);
    String k = m.weights(1, 2, 3, 4);
    String heads = m.foreign(DOMAIN, "FlexAttention", X, k, k);
    assertRefuses(m.output(heads), "for queries of [1, 3, 2, 4]");
    String unknown = m.foreign(DOMAIN, "FlexAttention", X, X, X);
    assertRefuses(m.with("is_causal", 1).output(unknown), "attribute is_causal");
    String two = m.foreign(DOMAIN, "FlexAttention", X, X, X);
    OnnxAttribute none =
        new OnnxAttribute.Graph(new OnnxGraph("m", List.of(), List.of(), List.of(), List.of()));
    assertRefuses(m.with("score_mod", none).output(two), "one input and one output");
  }

  private static void assertRefuses(OnnxModel model, String words) {
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(words);
  }
}
