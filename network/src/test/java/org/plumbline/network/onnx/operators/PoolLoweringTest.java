package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

class PoolLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void maxPool(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 3, 2, 7, 6);
    int[] taps = {m.between(2, 3), m.between(2, 3)};
    String y = m.node("MaxPool", ModelBuilder.INPUT);
    m.ints("kernel_shape", taps);
    if (seed % 5 != 0) {
      m.ints("strides", m.between(1, 3), m.between(1, 3));
    }
    padding(m, seed);
    if (m.opset() >= 10) {
      m.with("ceil_mode", m.between(0, 1));
      if (seed % 4 > 1) {
        m.ints("dilations", m.between(1, 2), m.between(1, 2));
      }
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  private static void padding(ModelBuilder m, int seed) {
    switch (seed % 4) {
      case 0 -> m.with("auto_pad", m.oneOf(List.of("SAME_UPPER", "SAME_LOWER")));
      case 1 -> m.with("auto_pad", "VALID");
      default -> m.ints("pads", m.between(0, 1), m.between(0, 1), m.between(0, 1), m.between(0, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void averagePool(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 3, 2, 7, 6);
    String y = m.node("AveragePool", ModelBuilder.INPUT);
    m.ints("kernel_shape", m.between(2, 3), m.between(2, 3));
    m.ints("strides", m.between(1, 3), m.between(1, 3));
    padding(m, seed);
    boolean includesPad = m.random.nextBoolean();
    m.with("count_include_pad", includesPad ? 1 : 0);
    if (m.opset() >= 10 && !includesPad) {
      m.with("ceil_mode", m.between(0, 1));
    }
    if (m.opset() >= 19 && seed % 4 > 1) {
      m.ints("dilations", m.between(1, 2), m.between(1, 2));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool"})
  void signals(String operator) throws Exception {
    ModelBuilder m = new ModelBuilder(5, 12, 1, 3, 8);
    String y = m.node(operator, ModelBuilder.INPUT);
    if (!operator.startsWith("Global")) {
      m.ints("kernel_shape", 3).ints("strides", 2).ints("pads", 1, 1);
    }
    Runtime.assertAgrees(m.output(y), 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GlobalMaxPool", "GlobalAveragePool"})
  void wholeImagesOfABatch(String operator) throws Exception {
    ModelBuilder m = new ModelBuilder(5, 12, 2, 3, 4, 5);
    Runtime.assertAgrees(m.output(m.node(operator, ModelBuilder.INPUT)), 5);
  }

  @Test
  void columnMajorIndicesAreRefused() {
    ModelBuilder m = new ModelBuilder(5, 12, 1, 1, 4, 4);
    String y = m.node("MaxPool", ModelBuilder.INPUT);
    OnnxModel model = m.ints("kernel_shape", 2, 2).with("storage_order", 1).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("attribute storage_order");
  }

  @Test
  void indicesThatAreReadAreRefused() {
    ModelBuilder m = new ModelBuilder(5, 12, 1, 1, 4, 4);
    List<String> outputs = m.node("MaxPool", 2, ModelBuilder.INPUT);
    m.ints("kernel_shape", 2, 2);
    String cast = m.node("Cast", outputs.get(1));
    OnnxModel model = m.with("to", 1).output(cast);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("its output 1 (v0_1) is read");
  }

  @Test
  void ceilModeThatCountsPaddingIsRefused() {
    ModelBuilder m = new ModelBuilder(5, 12, 1, 1, 4, 4);
    String y = m.node("AveragePool", ModelBuilder.INPUT);
    m.ints("kernel_shape", 2, 2).with("count_include_pad", 1).with("ceil_mode", 1);
    OnnxModel model = m.output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("count_include_pad together with ceil_mode");
  }

  /** The standard and ONNX Runtime pad such windows differently. */
  @ParameterizedTest
  @CsvSource({"AveragePool, SAME_UPPER", "MaxPool, SAME_LOWER"})
  void dilatedWindowsWithoutPadsOfTheirOwnAreRefused(String operator, String padding) {
    ModelBuilder m = new ModelBuilder(1, 19, 1, 1, 5);
    String y = m.node(operator, ModelBuilder.INPUT);
    m.ints("kernel_shape", 2).ints("dilations", 2).with("auto_pad", padding);
    assertThatThrownBy(() -> new OnnxLowering(m.output(y)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator " + operator + " (node v0)")
        .hasMessageContaining("dilations [2]");
  }
}
