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

class GridSampleLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void constantGrids(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 16 + seed % 6, 1 + seed % 2, 2, 3, 4);
    String y = m.node("GridSample", ModelBuilder.INPUT, m.weights(1 + seed % 2, 2, 3, 2));
    if (seed % 3 != 0) {
      boolean isNearest = seed % 3 == 1;
      m.with("mode", isNearest ? "nearest" : m.opset() < 20 ? "bilinear" : "linear");
      m.with("align_corners", m.between(0, 1));
      m.with("padding_mode", m.oneOf(List.of("zeros", "border")));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @Test
  void placesBetweenTwoPixelsAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 16, 1, 1, 2, 2);
    String middle = m.tensor(OnnxTensor.float32("g", new int[] {1, 1, 1, 2}, 0, 0.5f));
    String y = m.node("GridSample", ModelBuilder.INPUT, middle);
    OnnxModel model = m.with("mode", "nearest").output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("a place lies at 1/2 of an axis");
  }

  @Test
  void computedGridsAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 16, 1, 2, 2, 2);
    String y = m.node("GridSample", m.weights(1, 1, 2, 2), ModelBuilder.INPUT);
    OnnxModel model = m.output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("must not be a constant");
  }
}
