package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class IndexedLoweringTest {

  private static String indices(ModelBuilder m, int low, int high, int... shape) {
    int count = 1;
    for (int extent : shape) {
      count *= extent;
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = m.between(low, high);
    }
    return m.tensor(OnnxTensor.integers("indices", ElementType.INT64, shape, values));
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void gatherElements(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 3, 3, 3);
    int axis = m.between(-3, 2);
    int[] shape = {3, 2, 3};
    shape[Math.floorMod(axis, 3)] = m.between(1, 5);
    String y = m.node("GatherElements", ModelBuilder.INPUT, indices(m, -3, 2, shape));
    if (axis != 0) {
      m.with("axis", axis);
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void gatherNd(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 2, 2, 3);
    int batch = m.opset() < 12 ? 0 : m.between(0, 1);
    int depth = m.between(1, 3 - batch);
    String indices = batch == 1 ? indices(m, -2, 1, 2, 3, depth) : indices(m, -2, 1, 4, depth);
    String y = m.node("GatherND", ModelBuilder.INPUT, indices);
    if (batch == 1) {
      m.with("batch_dims", 1);
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void scatterElements(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 3, 4);
    boolean isSum = m.opset() >= 16 && seed % 2 == 0;
    List<Long> places = new ArrayList<>(List.of(0L, 1L, -2L, -1L));
    Collections.shuffle(places, m.random);
    long[] chosen = new long[6];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = isSum ? m.between(-4, 3) : places.get(i % 3);
    }
    String indices =
        m.tensor(OnnxTensor.integers("places", ElementType.INT64, new int[] {2, 3}, chosen));
    String updates = m.node("Slice", ModelBuilder.INPUT, m.integers(0, 0), m.integers(2, 3));
    String y =
        switch (seed % 3) {
          case 0 -> m.node("ScatterElements", ModelBuilder.INPUT, indices, m.weights(2, 3));
          case 1 -> m.node("ScatterElements", m.weights(3, 4), indices, updates);
          default -> m.node("ScatterElements", ModelBuilder.INPUT, indices, updates);
        };
    m.with("axis", seed % 4 == 0 ? -1 : 1);
    if (isSum || m.opset() >= 16 && seed % 3 == 0) {
      m.with("reduction", isSum ? "add" : "none");
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @Test
  void twoWritesToOnePlaceAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 4);
    String y = m.node("ScatterElements", ModelBuilder.INPUT, m.integers(1, -3), m.weights(2));
    OnnxModel model = m.output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("writes twice to one place");
  }

  @Test
  void indicesOutsideTheAxisAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 4);
    OnnxModel model = m.output(m.node("GatherElements", ModelBuilder.INPUT, m.integers(1, 4)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("index 4 of an axis of 4");
  }
}
