package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class JoinLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void concat(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 2);
    int axis = m.between(0, 2);
    int[] shape = {2, 3, 2};
    shape[axis] = m.between(1, 3);
    String other = m.node("Mul", ModelBuilder.INPUT, m.weights(3, 1));
    List<String> parts = List.of(ModelBuilder.INPUT, other, m.weights(shape), ModelBuilder.INPUT);
    int count = m.between(1, 4);
    String y = m.node("Concat", parts.subList(4 - count, 4).toArray(new String[0]));
    m.with("axis", m.opset() >= 11 && seed % 2 == 0 ? axis - 3 : axis);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void padWithAttributes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 4, 1, 3, 4);
    String y = m.node("Pad", ModelBuilder.INPUT);
    String mode = m.oneOf(List.of("constant", "edge", "reflect"));
    m.ints("pads", 0, m.between(0, 2), m.between(0, 2), 0, m.between(0, 2), m.between(0, 3));
    m.with("mode", mode);
    if (mode.equals("constant") && seed % 2 == 0) {
      m.with("value", m.random.nextFloat());
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void padWithInputs(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 1, 3, 4);
    String pads = m.integers(0, m.between(-1, 2), m.between(0, 2), 0, m.between(-1, 2), 3);
    String y =
        seed % 2 == 0
            ? m.node("Pad", ModelBuilder.INPUT, pads)
            : m.node("Pad", ModelBuilder.INPUT, pads, m.scalar(m.random.nextFloat()));
    Runtime.assertAgrees(m.output(y), seed);
  }

  @Test
  void padOfNamedAxes() throws Exception {
    ModelBuilder m = new ModelBuilder(3, 18, 1, 3, 4);
    String pads = m.integers(1, 0, 2, 1);
    String axes = m.integers(-1, 0);
    String y = m.node("Pad", ModelBuilder.INPUT, pads, m.scalar(0.5f), axes);
    Runtime.assertAgrees(m.output(y), 3);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void scatterOfSlices(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 4, 3);
    boolean isRows = seed % 2 == 0;
    OnnxTensor places =
        isRows ? OnnxTensor.int64("places", 2, -4) : OnnxTensor.int64("places", 0, 1, 3, -1);
    String indices =
        m.tensor(
            OnnxTensor.integers(
                places.name(), places.type(), new int[] {2, isRows ? 1 : 2}, places.integers()));
    String updates = isRows ? m.weights(2, 3) : m.weights(2);
    String data = seed % 3 == 0 ? m.weights(4, 3) : ModelBuilder.INPUT;
    String y = m.node("ScatterND", data, indices, updates);
    if (m.opset() >= 16) {
      m.with("reduction", "none");
    }
    Runtime.assertAgrees(m.output(m.node("Add", y, ModelBuilder.INPUT)), seed);
  }

  @Test
  void otherModesOfPaddingAreRefused() {
    ModelBuilder m = new ModelBuilder(3, 19, 3, 4);
    String y = m.node("Pad", ModelBuilder.INPUT, m.integers(1, 0, 2, 1));
    OnnxModel model = m.with("mode", "wrap").output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("mode wrap; supported are constant, edge and reflect");
  }

  @Test
  void joinsOfDifferentExtentsAreRefused() {
    ModelBuilder m = new ModelBuilder(3, 13, 3, 4);
    String y = m.node("Concat", ModelBuilder.INPUT, m.weights(3, 5));
    OnnxModel model = m.with("axis", 0).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("[3, 4] and [3, 5]");
  }
}
