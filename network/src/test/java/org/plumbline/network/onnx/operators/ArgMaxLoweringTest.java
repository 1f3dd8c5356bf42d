package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;

class ArgMaxLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void overEveryAxis(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 4);
    String y = m.node(seed % 3 == 0 ? "ArgMin" : "ArgMax", ModelBuilder.INPUT);
    if (seed % 4 != 0) {
      m.with("axis", m.opset() < 11 ? m.between(0, 2) : m.between(-3, 2));
    }
    if (seed % 5 != 0) {
      m.with("keepdims", m.between(0, 1));
    }
    Runtime.assertAgrees(m.output(y, ElementType.INT64), seed);
  }

  /** Numbers rounded to −2 … 2, so that several are the greatest. */
  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void ofEqualElements(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 10, 3, 6);
    String few = m.node("Floor", m.node("Mul", ModelBuilder.INPUT, m.scalar(1.9f)));
    String y = m.node(seed % 2 == 0 ? "ArgMin" : "ArgMax", few);
    m.with("axis", seed % 3 == 0 ? 0 : 1);
    if (seed % 4 > 1) {
      m.with("select_last_index", 1);
    }
    Runtime.assertAgrees(m.output(y, ElementType.INT64), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void ofSoftmaxReadsItsInputWhereTheRowsAgree(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 2, 3, 4);
    String softmax = m.node("Softmax", m.node("Mul", ModelBuilder.INPUT, m.weights(3, 4)));
    int axis = m.between(0, 2);
    m.with("axis", axis);
    String moved = m.node("Transpose", softmax);
    m.ints("perm", 1, 2, 0);
    String y = m.node("ArgMax", moved);
    int sameAxis = (axis + 2) % 3;
    boolean isSame = seed % 2 == 0;
    m.with("axis", isSame ? sameAxis : (sameAxis + 1) % 3);
    OnnxModel model = m.output(y, ElementType.INT64);
    Runtime.assertAgrees(model, seed);
    Network network = new OnnxLowering(model).lower();
    assertThat(network.isPiecewiseLinear()).as("seed %d", seed).isEqualTo(isSame);
  }

  @Test
  void ofOneElementIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 4);
    OnnxModel model = m.output(m.node("ArgMax", ModelBuilder.INPUT), ElementType.INT64);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("an axis of 1");
  }
}
