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

class ReshapeLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void flatten(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 4);
    String y = m.node("Flatten", ModelBuilder.INPUT);
    if (seed % 4 != 0) {
      m.with("axis", m.opset() < 11 ? m.between(0, 3) : m.between(-3, 3));
    }
    Runtime.assertAgrees(m.output(row(m, y)), seed);
  }

  /** A sum with a matrix, so that a wrong shape shows as wrong values. */
  private static String row(ModelBuilder m, String value) {
    return m.node("Softmax", value);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void reshape(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 2, 3, 4);
    List<int[]> shapes =
        List.of(
            new int[] {-1},
            new int[] {0, -1},
            new int[] {4, 0, 2},
            new int[] {0, 0, 2, -1},
            new int[] {6, 4},
            new int[] {1, -1, 1, 4});
    String y = m.node("Reshape", ModelBuilder.INPUT, m.integers(m.oneOf(shapes)));
    Runtime.assertAgrees(m.output(row(m, y)), seed);
  }

  @Test
  void reshapeThatAllowsZeroes() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 14, 2, 3, 4);
    String y = m.node("Reshape", ModelBuilder.INPUT, m.integers(4, -1));
    m.with("allowzero", 1);
    Runtime.assertAgrees(m.output(row(m, y)), 1);
  }

  @Test
  void reshapeToZeroesIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 14, 2, 3, 4);
    String y = m.node("Reshape", ModelBuilder.INPUT, m.integers(0, 12));
    OnnxModel model = m.with("allowzero", 1).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("shape [0, 12] for a tensor of shape [2, 3, 4]");
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void squeezeAndUnsqueeze(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 3, 1, 2);
    int[] gone = m.oneOf(List.of(new int[] {0}, new int[] {2}, new int[] {2, 0}));
    int[] added = m.oneOf(List.of(new int[] {0}, new int[] {2, 1}, new int[] {3, 0}));
    boolean isInput = m.opset() >= 13;
    String squeezed;
    if (seed % 4 == 0) {
      squeezed = m.node("Squeeze", ModelBuilder.INPUT);
    } else if (isInput) {
      squeezed = m.node("Squeeze", ModelBuilder.INPUT, m.integers(gone));
    } else {
      squeezed = m.node("Squeeze", ModelBuilder.INPUT);
      m.ints("axes", gone);
    }
    String y =
        isInput ? m.node("Unsqueeze", squeezed, m.integers(added)) : m.node("Unsqueeze", squeezed);
    if (!isInput) {
      m.ints("axes", added);
    }
    Runtime.assertAgrees(m.output(row(m, y)), seed);
  }

  @Test
  void squeezeOfAWideAxisIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 3);
    OnnxModel model = m.output(m.node("Squeeze", ModelBuilder.INPUT, m.integers(1L)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("axis 1 of shape [1, 3] is not 1");
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void whatChangesNothing(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3);
    String identity = m.node("Identity", ModelBuilder.INPUT);
    String dropout = m.node("Dropout", identity);
    if (m.opset() < 12) {
      m.with("ratio", 0.3f);
    }
    String cast = m.node("Cast", dropout);
    m.with("to", 1);
    Runtime.assertAgrees(m.output(m.node("Add", cast, m.weights(3))), seed);
  }
}
