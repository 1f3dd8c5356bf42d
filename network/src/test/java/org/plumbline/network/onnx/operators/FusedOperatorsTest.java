package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxWriter;

class FusedOperatorsTest {
  private static final String DOMAIN = "com.microsoft";
  private static final String X = ModelBuilder.INPUT;

  private static void assertAgrees(OnnxModel model, int seed) throws Exception {
    Runtime.assertAgrees("seed " + seed, model, OnnxWriter.toBytes(model), seed, -1, 1, 1e-4);
  }

  @ParameterizedTest
  @CsvSource({
    "Relu, ''",
    "Tanh, ''",
    "Sigmoid, ''",
    "LeakyRelu, 0.3",
    "Clip, -0.5 0.75",
    "HardSigmoid, 0.3 0.4",
    "'', ''"
  })
  void convolutions(String activation, String parameters) throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      ModelBuilder m = new ModelBuilder(seed, 11 + 2 * seed, 1, 2, 5, 6);
      String z = m.node("Conv", X, m.weights(3, 2, 3, 2));
      String y =
          switch (seed % 3) {
            case 0 -> m.foreign(DOMAIN, "FusedConv", X, m.weights(3, 2, 3, 2));
            case 1 -> m.foreign(DOMAIN, "FusedConv", X, m.weights(3, 2, 3, 2), m.weights(3));
            default -> m.foreign(DOMAIN, "FusedConv", X, m.weights(3, 2, 3, 2), m.weights(3), z);
          };
      if (!activation.isEmpty()) {
        m.with("activation", activation);
      }
      if (!parameters.isEmpty()) {
        String[] parts = parameters.split(" ");
        float[] values = new float[parts.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(parts[i]);
        }
        m.with("activation_params", new OnnxAttribute.Reals(values));
      }
      assertAgrees(m.output(y), seed);
    }
  }

  @ParameterizedTest
  @CsvSource({"Relu, 0", "Tanh, 0", "Sigmoid, 0", "LeakyRelu, 0.3"})
  void gemms(String activation, float alpha) throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      ModelBuilder m = new ModelBuilder(seed, 11 + seed, 3, 4);
      boolean isTransposed = seed % 2 == 0;
      String b = isTransposed ? m.weights(5, 4) : m.weights(4, 5);
      String y = m.foreign(DOMAIN, "FusedGemm", X, b, m.weights(5));
      m.with("transB", isTransposed ? 1 : 0).with("alpha", 0.75f).with("activation", activation);
      if (alpha != 0) {
        m.with("activation_alpha", alpha);
      }
      assertAgrees(m.output(y), seed);
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void matrixProducts(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 12, 2, 3, 4);
    boolean isLeft = seed % 2 == 0;
    boolean isRight = seed % 4 < 2;
    int inner = isLeft ? 3 : 4;
    String other = seed % 3 == 0 ? X : isRight ? m.weights(5, inner) : m.weights(2, inner, 5);
    boolean turns = seed % 3 == 0 ? !isLeft : isRight;
    String y = m.foreign(DOMAIN, "FusedMatMul", X, other);
    m.with("transA", isLeft ? 1 : 0).with("transB", turns ? 1 : 0).with("alpha", 0.5f);
    assertAgrees(m.output(y), seed);
  }

  @Test
  void sigmoidsTimesTheirInputs() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 17, 2, 3);
    String y = m.foreign(DOMAIN, "QuickGelu", m.foreign(DOMAIN, "QuickGelu", X));
    m.with("alpha", 1.0f);
    assertAgrees(m.output(y), 1);
  }

  @ParameterizedTest
  @CsvSource({"FusedConv, Elu", "FusedGemm, Clip"})
  void otherActivationsAreRefused(String operator, String activation) {
    ModelBuilder m =
        new ModelBuilder(
            1, 17, operator.equals("FusedConv") ? new int[] {1, 1, 3, 3} : new int[] {3, 4});
    String w = operator.equals("FusedConv") ? m.weights(1, 1, 2, 2) : m.weights(4, 2);
    String y = m.foreign(DOMAIN, operator, X, w);
    OnnxModel model = m.with("activation", activation).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("activation");
  }
}
