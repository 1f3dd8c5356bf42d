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

class ConvolutionLoweringTest {
  private static final List<String> SAME = List.of("SAME_UPPER", "SAME_LOWER");

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void convolutionOfImages(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 2, 4, 7, 6);
    int groups = m.oneOf(List.of(1, 2, 4));
    int[] taps = {m.between(1, 3), m.between(1, 3)};
    String kernel = m.weights(4, 4 / groups, taps[0], taps[1]);
    String y =
        seed % 3 == 0
            ? m.node("Conv", ModelBuilder.INPUT, kernel)
            : m.node("Conv", ModelBuilder.INPUT, kernel, m.weights(4));
    m.with("group", groups).ints("strides", m.between(1, 3), m.between(1, 3));
    switch (seed % 4) {
      case 0 -> m.with("auto_pad", m.oneOf(SAME));
      case 1 -> m.with("auto_pad", "VALID").ints("dilations", m.between(1, 2), m.between(1, 3));
      default ->
          m.ints("pads", m.between(0, 2), m.between(0, 2), m.between(0, 2), m.between(0, 2))
              .ints("dilations", m.between(1, 2), m.between(1, 2))
              .ints("kernel_shape", taps);
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void convolutionOfSignals(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 3, 2, 9);
    String y = m.node("Conv", ModelBuilder.INPUT, m.weights(3, 2, m.between(1, 4)), m.weights(3));
    m.ints("strides", m.between(1, 3)).ints("pads", m.between(0, 2), m.between(0, 2));
    m.ints("dilations", m.between(1, 2));
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void transposedConvolution(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 2, 4, 3, 4);
    int groups = m.oneOf(List.of(1, 2));
    int[] strides = {m.between(1, 3), m.between(1, 3)};
    String kernel = m.weights(4, 2, seed % 4 < 2 ? 3 : m.between(2, 3), 3);
    String y = m.node("ConvTranspose", ModelBuilder.INPUT, kernel, m.weights(2 * groups));
    m.with("group", groups).ints("strides", strides);
    switch (seed % 4) {
      case 0 -> m.with("auto_pad", m.oneOf(SAME));
      case 1 -> m.ints("output_shape", 3 * strides[0], 4 * strides[1]);
      default ->
          m.ints("pads", m.between(0, 1), m.between(0, 1), m.between(0, 1), m.between(0, 1))
              .ints("output_padding", m.between(0, strides[0] - 1), m.between(0, strides[1] - 1))
              .ints("dilations", m.between(1, 2), m.between(1, 2));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void transposedConvolutionOfSignals(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11, 1, 2, 5);
    String y = m.node("ConvTranspose", ModelBuilder.INPUT, m.weights(2, 3, m.between(1, 4)));
    m.ints("strides", m.between(1, 3)).ints("dilations", m.between(1, 2));
    Runtime.assertAgrees(m.output(y), seed);
  }

  @Test
  void fourAxesAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 4, 4, 4, 4);
    OnnxModel model = m.output(m.node("Conv", ModelBuilder.INPUT, m.weights(1, 1, 2, 2, 2, 2)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("one to three spatial axes");
  }

  @Test
  void aBiasOfTheWrongSizeIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 4, 4);
    String y = m.node("Conv", ModelBuilder.INPUT, m.weights(2, 1, 2, 2), m.weights(3));
    OnnxModel model = m.output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("a bias of shape [3] for 2 channels");
  }

  @Test
  void aStrideOfZeroIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 4, 4);
    String y = m.node("Conv", ModelBuilder.INPUT, m.weights(2, 1, 2, 2));
    OnnxModel model = m.ints("strides", 0, 1).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("strides [0, 1]");
  }
}
