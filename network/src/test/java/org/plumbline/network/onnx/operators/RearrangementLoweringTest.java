package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class RearrangementLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void tile(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 1);
    String repeats = m.integers(m.between(1, 2), m.between(1, 3), m.between(1, 4));
    String tiled = m.node("Tile", m.weights(1, 3, 1), m.integers(2, 1, 1));
    String y = m.node("Tile", m.node("Add", ModelBuilder.INPUT, tiled), repeats);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void depthToSpace(int seed) throws Exception {
    int b = 1 + seed % 3;
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 2, 2 * b * b, 2, 3);
    String y = m.node("DepthToSpace", ModelBuilder.INPUT);
    m.with("blocksize", b);
    if (m.opset() >= 11 && seed % 4 != 0) {
      m.with("mode", m.oneOf(List.of("DCR", "CRD")));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void spaceToDepth(int seed) throws Exception {
    int b = 1 + seed % 3;
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1 + seed % 2, 2, 2 * b, 3 * b);
    String y = m.node("SpaceToDepth", ModelBuilder.INPUT);
    Runtime.assertAgrees(m.with("blocksize", b).output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void trilu(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 14 + seed % 8, 2, 3, 4);
    OnnxTensor k = OnnxTensor.integers("k", ElementType.INT64, new int[0], m.between(-4, 5));
    String y =
        seed % 3 == 0
            ? m.node("Trilu", ModelBuilder.INPUT)
            : m.node("Trilu", ModelBuilder.INPUT, m.tensor(k));
    if (seed % 2 == 0) {
      m.with("upper", m.between(0, 1));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  /** A block that is a whole channel keeps its order; no runtime of the tests has set 28. */
  @Test
  void spaceToDepthByColumns() {
    ModelBuilder m = new ModelBuilder(1, 28, 1, 2, 2, 2);
    String y = m.node("SpaceToDepth", ModelBuilder.INPUT);
    OnnxModel model = m.with("blocksize", 2).with("mode", "CRD").output(y);
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(new ForwardPass(new OnnxLowering(model).lower(), new JavaGemm()).outputs(1, x))
        .startsWith(x);
  }

  @Test
  void blocksThatDoNotFitAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 6, 2, 2);
    String y = m.node("DepthToSpace", ModelBuilder.INPUT);
    OnnxModel model = m.with("blocksize", 2).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("an axis of 6 in parts of 4");
  }

  @Test
  void repeatsOfAllMemoryAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 4, 4);
    OnnxModel model = m.output(m.node("Tile", ModelBuilder.INPUT, m.integers(1 << 14, 1 << 14)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("sizes do not fit");
  }
}
