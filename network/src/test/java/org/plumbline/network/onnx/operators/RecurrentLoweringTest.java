package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class RecurrentLoweringTest {
  private static final int TIME = 3;
  private static final int WIDTH = 2;
  private static final int HIDDEN = 3;

  private static int gates(String operator) {
    return operator.equals("RNN") ? 1 : operator.equals("GRU") ? 3 : 4;
  }

  /** A node over all that it may read; the output is one of its outputs. */
  private static OnnxModel model(String operator, int seed, int output) {
    int batch = 1 + seed % 2;
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, TIME, batch, WIDTH);
    String direction = List.of("forward", "reverse", "bidirectional").get(seed / 2 % 3);
    int directions = direction.equals("bidirectional") ? 2 : 1;
    int rows = gates(operator) * HIDDEN;
    List<String> inputs =
        new ArrayList<>(
            List.of(
                ModelBuilder.INPUT,
                m.weights(directions, rows, WIDTH),
                m.weights(directions, rows, HIDDEN)));
    inputs.add(seed % 4 == 0 ? "" : m.weights(directions, 2 * rows));
    long[] lengths = new long[batch];
    Arrays.fill(lengths, TIME);
    inputs.add(
        seed % 5 == 0
            ? m.tensor(
                OnnxTensor.integers("lengths", ElementType.INT32, new int[] {batch}, lengths))
            : "");
    inputs.add(seed % 3 == 0 ? "" : m.weights(directions, batch, HIDDEN));
    if (operator.equals("LSTM")) {
      inputs.add(seed % 3 == 1 ? m.weights(directions, batch, HIDDEN) : "");
      inputs.add(seed % 7 < 3 ? m.weights(directions, 3 * HIDDEN) : "");
    }
    int outputs = operator.equals("LSTM") ? 3 : 2;
    List<String> results = m.node(operator, outputs, inputs.toArray(String[]::new));
    m.with("hidden_size", HIDDEN);
    if (!direction.equals("forward")) {
      m.with("direction", direction);
    }
    return m.output(described(m, operator, seed, directions, results.get(output % outputs)));
  }

  private static String described(
      ModelBuilder m, String operator, int seed, int directions, String result) {
    if (operator.equals("GRU")) {
      m.with("linear_before_reset", seed % 2);
    }
    if (seed % 4 == 1) {
      List<String> names = new ArrayList<>();
      for (int d = 0; d < directions; d++) {
        names.addAll(
            switch (operator) {
              case "RNN" -> List.of(List.of("Tanh", "Relu", "Sigmoid").get((seed + d) % 3));
              case "GRU" -> List.of("Sigmoid", "Tanh");
              default -> List.of("Sigmoid", "Tanh", "Tanh");
            });
      }
      m.with("activations", new OnnxAttribute.Texts(names));
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void rnn(int seed) throws Exception {
    Runtime.assertAgrees(model("RNN", seed, seed / 3), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void gru(int seed) throws Exception {
    Runtime.assertAgrees(model("GRU", seed, seed / 3), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void lstm(int seed) throws Exception {
    Runtime.assertAgrees(model("LSTM", seed, seed / 3), seed);
  }

  @Test
  void shorterSequencesAreRefused() {
    ModelBuilder m = new ModelBuilder(0, 14, TIME, 1, WIDTH);
    String lengths =
        m.tensor(OnnxTensor.integers("lengths", ElementType.INT32, new int[] {1}, TIME - 1));
    String y =
        m.node(
            "RNN",
            ModelBuilder.INPUT,
            m.weights(1, HIDDEN, WIDTH),
            m.weights(1, HIDDEN, HIDDEN),
            "",
            lengths);
    OnnxModel model = m.with("hidden_size", HIDDEN).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("sequences of 2 of 3");
  }

  @Test
  void attributesThatChangeTheEquationsAreRefused() {
    for (String attribute : List.of("clip", "activation_alpha", "layout")) {
      ModelBuilder m = new ModelBuilder(0, 14, TIME, 1, WIDTH);
      String y =
          m.node(
              "RNN", ModelBuilder.INPUT, m.weights(1, HIDDEN, WIDTH), m.weights(1, HIDDEN, HIDDEN));
      m.with(
          attribute,
          attribute.equals("layout") ? new OnnxAttribute.Int(1) : new OnnxAttribute.Real(1));
      OnnxModel model = m.output(y);
      assertThatThrownBy(() -> new OnnxLowering(model).lower())
          .isInstanceOf(UnsupportedOperatorException.class)
          .hasMessageContaining(attribute);
    }
  }
}
