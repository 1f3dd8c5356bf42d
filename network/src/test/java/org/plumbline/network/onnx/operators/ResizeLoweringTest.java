package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
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

  private static final List<String> TRANSFORMATIONS =
      List.of(
          "half_pixel",
          "pytorch_half_pixel",
          "align_corners",
          "asymmetric",
          "half_pixel_symmetric",
          "tf_crop_and_resize");

  /** What rounding decides is refused. */
  private static void agreesOrIsRefused(OnnxModel model, int seed) throws Exception {
    try {
      new OnnxLowering(model).lower();
    } catch (UnsupportedOperatorException e) {
      assertThat(e.getMessage()).containsAnyOf("rounding decides", "runtimes copy", "not whole");
      return;
    }
    Runtime.assertAgrees(model, seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#hundred")
  void interpolation(int seed) throws Exception {
    String transformation = TRANSFORMATIONS.get(seed % TRANSFORMATIONS.size());
    boolean isNew = transformation.equals("half_pixel_symmetric");
    ModelBuilder m = new ModelBuilder(seed, isNew ? 19 + seed % 3 : 11 + seed % 11, 1, 2, 3, 4);
    String mode = m.oneOf(List.of("nearest", "linear", "cubic"));
    String y = resize(m, seed, transformation);
    m.with("mode", mode).with("coordinate_transformation_mode", transformation);
    if (mode.equals("nearest")) {
      List<String> modes = List.of("floor", "ceil", "round_prefer_floor", "round_prefer_ceil");
      m.with("nearest_mode", m.oneOf(modes));
    } else if (mode.equals("cubic")) {
      m.with("cubic_coeff_a", m.oneOf(List.of(-0.75f, -0.5f)));
      m.with("exclude_outside", m.between(0, 1));
    }
    if (transformation.equals("tf_crop_and_resize")) {
      m.with("extrapolation_value", m.oneOf(List.of(0f, 1.5f)));
    }
    agreesOrIsRefused(m.output(y), seed);
  }

  private static String resize(ModelBuilder m, int seed, String transformation) {
    boolean isCropped = transformation.equals("tf_crop_and_resize");
    String roi =
        isCropped
            ? m.tensor(
                OnnxTensor.float32("roi", new int[] {8}, 0, 0, 0.25f, -0.125f, 1, 1, 1, 1.25f))
            : m.tensor(OnnxTensor.float32("roi", new int[] {0}));
    int h = m.between(1, 7);
    int w = m.between(1, 7);
    if (seed % 2 == 0) {
      List<Float> factors = List.of(0.5f, 1f, 1.5f, 2f, 3f, 2.5f);
      float tall = m.oneOf(factors);
      return m.node("Resize", ModelBuilder.INPUT, roi, scales(m, tall, m.oneOf(factors)));
    }
    String none = m.opset() < 13 ? m.tensor(OnnxTensor.float32("none", new int[] {0})) : "";
    return m.node("Resize", ModelBuilder.INPUT, roi, none, m.integers(1, 2, h, w));
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void someAxes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 18 + seed % 4, 1, 2, 3, 4);
    String sizes = m.integers(m.between(4, 6), m.between(4, 7));
    String y = m.node("Resize", ModelBuilder.INPUT, "", "", sizes);
    m.ints("axes", seed % 2 == 0 ? new int[] {-1, 2} : new int[] {2, 3});
    m.with("mode", seed % 3 == 0 ? "nearest" : "linear").with("antialias", seed % 3 == 0 ? 0 : 1);
    agreesOrIsRefused(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void linearBeforeOperatorSet11(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 9 + seed % 2, 1, 2, 3, 4);
    float h = m.oneOf(List.of(1f, 1.5f, 2f));
    String scales = scales(m, h, m.oneOf(List.of(2f, 3f)));
    String y = m.node(m.opset() == 9 ? "Upsample" : "Resize", ModelBuilder.INPUT, scales);
    Runtime.assertAgrees(m.with("mode", "linear").output(y), seed);
  }

  @Test
  void aKeptAspectRatioIsNotInterpolated() {
    ModelBuilder m = new ModelBuilder(1, 18, 1, 2, 3, 4);
    String y = m.node("Resize", ModelBuilder.INPUT, "", "", m.integers(1, 2, 6, 6));
    m.with("mode", "linear");
    OnnxModel model = m.with("keep_aspect_ratio_policy", "not_larger").output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("keep_aspect_ratio_policy with interpolation");
  }

  /** It does not count where scales are given. */
  @Test
  void aPolicyBesideScalesChangesNothing() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 18, 1, 2, 3, 4);
    String y = m.node("Resize", ModelBuilder.INPUT, "", scales(m, 2, 2));
    m.with("keep_aspect_ratio_policy", "stretch");
    Runtime.assertAgrees(m.output(y), 1);
  }

  /** 5 · 0.6 in binary32 is above 3, and below it is what is meant. */
  @Test
  void extentsThatRoundingDecidesAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 5, 5);
    String y = m.node("Resize", ModelBuilder.INPUT, "", scales(m, 0.6f, 0.6f));
    OnnxModel model = m.with("mode", "linear").output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("give sizes instead");
  }

  /** Found by the standard's own tests: its reference divides by 1.5 − 1. */
  @Test
  void alignedCornersOfARoundedExtentAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 2, 4);
    String y = m.node("Resize", ModelBuilder.INPUT, "", scales(m, 0.75f, 0.625f));
    m.with("mode", "linear").with("coordinate_transformation_mode", "align_corners");
    assertThatThrownBy(() -> new OnnxLowering(m.output(y)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("an extent of 3/2, which is not whole; give sizes instead");
  }
}
