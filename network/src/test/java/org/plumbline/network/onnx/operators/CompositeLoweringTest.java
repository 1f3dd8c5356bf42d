package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;

class CompositeLoweringTest {
  private static final String X = ModelBuilder.INPUT;
  private static final String SEEDS = "org.plumbline.network.onnx.Seeds#thirty";

  private static void assertAgrees(OnnxModel model, int seed) throws Exception {
    String name = model.graph().nodes() + " seed " + seed;
    Runtime.assertAgrees(name, model, OnnxWriter.toBytes(model), seed, -1, 1, 1e-4);
  }

  private static void assertRefuses(OnnxModel model, String words) {
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(words);
  }

  private static String truths(ModelBuilder m, int[] shape, long... values) {
    return m.tensor(OnnxTensor.integers("mask", ElementType.BOOL, shape, values));
  }

  /** Two batches, four heads of three features that share two of keys, three queries, five keys. */
  @ParameterizedTest
  @MethodSource(SEEDS)
  void attentionOfConstantKeys(int seed) throws Exception {
    boolean isFlat = seed % 2 == 0;
    int[] shape = isFlat ? new int[] {2, 3, 12} : new int[] {2, 4, 3, 3};
    ModelBuilder m = new ModelBuilder(seed, 24, shape);
    boolean hasPast = seed % 3 == 0;
    int fresh = hasPast ? 3 : 5;
    List<String> inputs = new ArrayList<>();
    inputs.add(X);
    inputs.add(isFlat ? m.weights(2, fresh, 6) : m.weights(2, 2, fresh, 3));
    inputs.add(isFlat ? m.weights(2, fresh, 4) : m.weights(2, 2, fresh, 2));
    inputs.add(
        switch (seed % 4) {
          case 0 -> "";
          case 1 -> m.weights(3, 5);
          case 2 -> m.weights(2, 1, 3, 5);
          default -> truths(m, new int[] {3, 5}, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        });
    inputs.add(hasPast ? m.weights(2, 2, 2, 3) : "");
    inputs.add(hasPast ? m.weights(2, 2, 2, 2) : "");
    inputs.add(!hasPast && seed % 5 < 2 ? m.integers(2, 4) : "");
    String y = m.node("Attention", hasPast ? 3 : 1, inputs.toArray(String[]::new)).get(0);
    if (isFlat) {
      m.with("q_num_heads", 4).with("kv_num_heads", 2);
    }
    m.with("is_causal", seed % 7 < 3 ? 1 : 0);
    if (seed % 6 == 1) {
      m.with("scale", 0.7f).with("softcap", 1.5f);
    }
    assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @CsvSource({"23, 0", "24, 1"})
  void attentionOfAnInputToItself(int opset, int isCausal) throws Exception {
    ModelBuilder m = new ModelBuilder(opset, opset, 1, 3, 4);
    String y = m.node("Attention", X, X, X);
    m.with("q_num_heads", 2).with("kv_num_heads", 2).with("is_causal", isCausal);
    assertAgrees(m.output(y), opset);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 1", "3, 0"})
  void attentionShowsItsScores(int mode, int isCausal) throws Exception {
    ModelBuilder m = new ModelBuilder(mode, 23, 1, 2, 3, 4);
    String[] inputs = {X, m.weights(1, 2, 3, 4), m.weights(1, 2, 3, 4)};
    List<String> outputs = m.node("Attention", 4, inputs);
    m.with("qk_matmul_output_mode", mode).with("is_causal", isCausal);
    Network network = new OnnxLowering(m.output(outputs.get(3))).lower();
    assertThat(network.outputSize()).isEqualTo(2 * 3 * 3);
    if (mode == 3) {
      double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, new double[24]);
      double least = isCausal == 1 ? 1 : 1.0 / 3;
      assertThat(y[0]).isEqualTo(least);
    }
  }

  /** Query i sees keys i − 1 to i + 1 alone, of which the weights are the same. */
  @Test
  void windowsOfAttention() {
    ModelBuilder m = new ModelBuilder(1, 25, 1, 1, 3, 1);
    String v = m.tensor(OnnxTensor.float32("v", new int[] {1, 1, 3, 1}, 1, 2, 4));
    String y = m.node("Attention", X, m.weights(1, 1, 3, 1), v);
    m.with("left_window_size", 1).with("right_window_size", 0);
    Network network = new OnnxLowering(m.output(y)).lower();
    double[] means = new ForwardPass(network, new JavaGemm()).outputs(1, new double[3]);
    assertThat(Arrays.copyOf(means, 3)).containsExactly(1, 1.5, 3);
  }

  @Test
  void attentionWithWhatIsNotKnown() {
    ModelBuilder m = new ModelBuilder(1, 24, 1, 1, 3, 1);
    String k = m.weights(1, 1, 3, 1);
    assertRefuses(m.output(m.node("Attention", k, k, X)), "queries and keys are constants");
    assertRefuses(
        m.output(m.node("Attention", X, m.weights(1, 1, 2, 1), k)), "keys of [1, 1, 2, 1]");
    String y = m.node("Attention", X, k, k);
    assertRefuses(m.with("left_window_size", 1).output(y), "attribute left_window_size");
    String none = truths(m, new int[] {1, 3}, 0, 0, 0);
    assertRefuses(m.output(m.node("Attention", X, k, k, none)), "every query is masked");
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void rotaryEmbeddings(int seed) throws Exception {
    boolean isFlat = seed % 2 == 0;
    int[] shape = isFlat ? new int[] {2, 3, 24} : new int[] {2, 4, 3, 6};
    ModelBuilder m = new ModelBuilder(seed, 23 + seed % 2, shape);
    int half = seed % 3 == 0 ? 2 : 3;
    boolean isChosen = seed % 5 < 3;
    int[] cache = isChosen ? new int[] {7, half} : new int[] {2, 3, half};
    List<String> inputs = new ArrayList<>(List.of(X, m.weights(cache), m.weights(cache)));
    if (isChosen) {
      long[] places = {0, 6, 2, 3, 3, 1};
      inputs.add(m.tensor(OnnxTensor.integers("p", ElementType.INT64, new int[] {2, 3}, places)));
    }
    String y = m.node("RotaryEmbedding", inputs.toArray(String[]::new));
    if (isFlat) {
      m.with("num_heads", 4);
    }
    if (half == 2) {
      m.with("rotary_embedding_dim", 4);
    }
    assertAgrees(m.with("interleaved", seed % 4 < 2 ? 1 : 0).output(y), seed);
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void losses(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 13, 2, 3, 4);
    long[] labels = {0, 1, 2, 1, 2, 0, 1, 1};
    String target =
        m.tensor(OnnxTensor.integers("labels", ElementType.INT64, new int[] {2, 4}, labels));
    String operator = seed % 2 == 0 ? "NegativeLogLikelihoodLoss" : "SoftmaxCrossEntropyLoss";
    String y =
        seed % 4 < 2 ? m.node(operator, X, target) : m.node(operator, X, target, m.positive(3));
    m.with("reduction", m.oneOf(List.of("none", "sum", "mean")));
    if (seed % 3 == 0) {
      m.with("ignore_index", seed % 5 == 0 ? 7 : 1);
    }
    assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @CsvSource({"3, label 3 of 3 classes", "-1, label -1 of 3 classes"})
  void labelsOutOfRange(long label, String words) {
    ModelBuilder m = new ModelBuilder(1, 22, 2, 3);
    String target = m.integers(0L, label);
    assertRefuses(m.output(m.node("NegativeLogLikelihoodLoss", X, target)), words);
  }

  @Test
  void lossesOfNothing() {
    ModelBuilder m = new ModelBuilder(1, 22, 2, 3);
    String y = m.node("NegativeLogLikelihoodLoss", X, m.integers(1L, 1L));
    assertRefuses(m.with("ignore_index", 1).output(y), "divides by 0");
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void normsOfWindows(int seed) throws Exception {
    int[] shape = seed % 3 == 0 ? new int[] {2, 2, 7} : new int[] {1, 2, 6, 5};
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 15, shape);
    String y = m.node("LpPool", X);
    int[] taps = seed % 3 == 0 ? new int[] {3} : new int[] {2, 3};
    m.ints("kernel_shape", taps).with("p", m.oneOf(List.of(1, 2, 4)));
    m.ints("strides", seed % 3 == 0 ? new int[] {2} : new int[] {1, 2});
    if (seed % 4 == 0) {
      m.ints("pads", seed % 3 == 0 ? new int[] {1, 2} : new int[] {1, 0, 1, 2});
    } else if (seed % 4 == 1) {
      m.with("auto_pad", "SAME_LOWER");
    }
    assertAgrees(m.output(y), seed);
  }

  @Test
  void otherNormsOfWindows() {
    ModelBuilder m = new ModelBuilder(1, 22, 1, 1, 4);
    String y = m.node("LpPool", X);
    assertRefuses(m.ints("kernel_shape", 2).with("p", 3).output(y), "attribute p is 3");
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void placesOfMaxima(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 16, 2, 3, 4);
    String rounded = seed % 4 == 0 && m.opset() >= 11 ? m.node("Round", X) : X;
    String y = m.node("Hardmax", rounded);
    if (seed % 3 > 0) {
      m.with("axis", seed % 3);
    }
    assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @CsvSource({"1", "0.5", "0"})
  void gatesThatMultiply(float alpha) {
    ModelBuilder m = new ModelBuilder(1, 28, 3);
    String b = m.tensor(OnnxTensor.float32("b", new int[] {3}, 2, -3, 5));
    String y = m.node("SwiGLU", X, b);
    Network network = new OnnxLowering(m.with("alpha", alpha).output(y)).lower();
    double[] x = {-1, 0.5, 2};
    double[] gates = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    double[] factors = {2, -3, 5};
    for (int i = 0; i < x.length; i++) {
      double gate = x[i] / (1 + Math.exp(-alpha * x[i]));
      assertThat(gates[i]).isCloseTo(gate * factors[i], within(1e-9));
    }
    assertRefuses(m.output(m.node("SwiGLU", X, m.weights(1))), "a second input");
  }
}
