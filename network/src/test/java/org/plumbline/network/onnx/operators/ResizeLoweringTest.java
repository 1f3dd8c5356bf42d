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
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class ResizeLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void upsample(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 3, 1, 2, 3, 4);
    float h = m.between(1, 3);
    float w = m.between(1, 4);
    String y =
        m.opset() < 9
            ? m.node("Upsample", ModelBuilder.INPUT)
            : m.node("Upsample", ModelBuilder.INPUT, scales(m, h, w));
    if (m.opset() < 9) {
      m.with("scales", new OnnxAttribute.Reals(1, 1, h, w));
    }
    if (seed % 2 == 0) {
      m.with("mode", "nearest");
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  private static String scales(ModelBuilder m, float h, float w) {
    return m.tensor(OnnxTensor.float32("scales", new int[] {4}, 1, 1, h, w));
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void resize(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 10 + seed % 12, 1, 2, 3, 4);
    int h = m.between(1, 3);
    int w = m.between(1, 4);
    if (m.opset() == 10) {
      String y = m.node("Resize", ModelBuilder.INPUT, scales(m, h, w));
      Runtime.assertAgrees(m.output(y), seed);
      return;
    }
    String roi = m.tensor(OnnxTensor.float32("roi", new int[] {0}));
    String y =
        seed % 2 == 0
            ? m.node("Resize", ModelBuilder.INPUT, roi, scales(m, h, w))
            : m.node(
                "Resize",
                ModelBuilder.INPUT,
                roi,
                m.opset() < 13 ? m.tensor(OnnxTensor.float32("none", new int[] {0})) : "",
                m.integers(1, 2, 3 * h, 4 * w));
    if (seed % 3 == 0) {
      m.with("coordinate_transformation_mode", "asymmetric").with("nearest_mode", "floor");
    } else if (seed % 3 == 1) {
      m.with("coordinate_transformation_mode", "half_pixel");
      m.with("nearest_mode", m.oneOf(List.of("round_prefer_floor", "round_prefer_ceil")));
    }
    if (seed % 4 == 0) {
      m.with("cubic_coeff_a", -0.5f).with("exclude_outside", 0).with("extrapolation_value", 1f);
    }
    if (m.opset() >= 18 && seed % 2 == 1) {
      m.with("keep_aspect_ratio_policy", "stretch");
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @Test
  void interpolationIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 9, 1, 2, 3, 4);
    String y = m.node("Upsample", ModelBuilder.INPUT, scales(m, 2, 2));
    OnnxModel model = m.with("mode", "linear").output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("attribute mode is linear; supported is nearest");
  }

  @Test
  void fractionsAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 9, 1, 2, 3, 4);
    OnnxModel model = m.output(m.node("Upsample", ModelBuilder.INPUT, scales(m, 1.5f, 2)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("scale 1.5");
  }
}
