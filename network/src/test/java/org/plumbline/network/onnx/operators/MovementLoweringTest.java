package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class MovementLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void transpose(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 1, 4);
    String y = m.node("Transpose", ModelBuilder.INPUT);
    if (seed % 4 != 0) {
      List<Integer> axes = new ArrayList<>(List.of(0, 1, 2, 3));
      Collections.shuffle(axes, m.random);
      m.ints("perm", axes.stream().mapToInt(Integer::intValue).toArray());
    }
    Runtime.assertAgrees(m.output(m.node("Mul", y, m.scalar(2))), seed);
  }

  /** ONNX Runtime 1.29 makes Gemm with transA of it and a product, and so computes xᵀ · W + c. */
  @Test
  void aTransposeThatMovesNothingIsNotKnownInFloat32() {
    ModelBuilder m = new ModelBuilder(1, 13, 3, 3);
    String y = m.node("Transpose", ModelBuilder.INPUT);
    m.ints("perm", 0, 1);
    Network network = new OnnxLowering(m.output(y)).lower();
    assertThat(network.reading().unknownInFloat32())
        .singleElement()
        .asString()
        .contains("(Transpose)", "moves nothing");
  }

  @Test
  void aTransposeThatMovesIsKnownInFloat32() {
    ModelBuilder m = new ModelBuilder(1, 13, 3, 3);
    String y = m.node("Transpose", ModelBuilder.INPUT);
    m.ints("perm", 1, 0);
    assertThat(new OnnxLowering(m.output(y)).lower().reading().unknownInFloat32()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void sliceWithAttributes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 3, 3, 4, 5);
    String y = m.node("Slice", ModelBuilder.INPUT);
    m.ints("starts", m.between(-5, 1), m.between(0, 1));
    m.ints("ends", m.oneOf(List.of(3, -1, Integer.MAX_VALUE)), m.between(3, 9));
    if (seed % 2 == 0) {
      m.ints("axes", 1, 2);
    }
    String padded = m.node("Pad", y);
    m.ints("pads", 1, 0, 1, 0, 1, 0);
    Runtime.assertAgrees(m.output(padded), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void sliceWithInputs(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 10 + seed % 12, 3, 4, 5);
    boolean isBackward = m.random.nextBoolean();
    String starts = isBackward ? m.integers(m.between(2, 9), 1L) : m.integers(-5L, 0);
    String ends =
        isBackward
            ? m.integers(m.oneOf(List.of(-9L, Long.MIN_VALUE, 0L)), 3)
            : m.integers(m.oneOf(List.of(4L, Long.MAX_VALUE)), 3L);
    String axes = m.integers(m.oneOf(List.of(2, -1)), 1);
    String steps = m.integers(isBackward ? -m.between(1, 2) : m.between(1, 3), 1);
    String y =
        !isBackward && seed % 3 == 0
            ? m.node("Slice", ModelBuilder.INPUT, starts, ends, axes)
            : m.node("Slice", ModelBuilder.INPUT, starts, ends, axes, steps);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void split(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 6, 2);
    int first = m.between(1, 5);
    boolean isEven = seed % 3 == 0;
    boolean isInput = !isEven && m.opset() >= 13;
    List<String> parts =
        isInput
            ? m.node("Split", 2, ModelBuilder.INPUT, m.integers(first, 6 - first))
            : m.node("Split", 2, ModelBuilder.INPUT);
    m.with("axis", seed % 2 == 0 ? 1 : m.opset() < 11 ? 1 : -2);
    if (!isEven && !isInput) {
      m.ints("split", first, 6 - first);
    }
    if (isEven && m.opset() >= 18) {
      m.with("num_outputs", 2);
    }
    String joined = m.node("Concat", parts.get(1), parts.get(0));
    m.with("axis", 1);
    Runtime.assertAgrees(m.output(seed % 5 == 0 ? parts.get(1) : joined), seed);
  }

  @Test
  void unevenSplit() throws Exception {
    ModelBuilder m = new ModelBuilder(4, 18, 1, 7);
    List<String> parts = m.node("Split", 3, ModelBuilder.INPUT);
    m.with("axis", 1).with("num_outputs", 3);
    Runtime.assertAgrees(m.output(parts.get(2)), 4);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void gather(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 3, 4, 2);
    int axis = m.between(0, 2);
    int extent = new int[] {3, 4, 2}[axis];
    int lowest = m.opset() < 11 ? 0 : -extent;
    long[] chosen = new long[4];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = m.between(lowest, extent - 1);
    }
    int[] shape = m.oneOf(List.of(new int[] {4}, new int[] {2, 2}, new int[] {4, 1}));
    String indices = m.tensor(reshaped(OnnxTensor.int64("indices", chosen), shape));
    String y = m.node("Gather", ModelBuilder.INPUT, indices);
    Runtime.assertAgrees(m.with("axis", axis).output(y), seed);
  }

  private static OnnxTensor reshaped(OnnxTensor tensor, int... shape) {
    return OnnxTensor.integers(tensor.name(), tensor.type(), shape, tensor.integers());
  }

  @Test
  void gatherOfOneElement() throws Exception {
    ModelBuilder m = new ModelBuilder(4, 13, 3, 4);
    String index = m.tensor(reshaped(OnnxTensor.int64("index", 2)));
    Runtime.assertAgrees(m.output(m.node("Gather", ModelBuilder.INPUT, index)), 4);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void expand(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 14, 1, 3, 1);
    String shape =
        m.oneOf(
            List.of(m.integers(2, 1, 3, 4), m.integers(3, 1), m.integers(1L), m.integers(1, 1, 5)));
    Runtime.assertAgrees(m.output(m.node("Expand", ModelBuilder.INPUT, shape)), seed);
  }

  @Test
  void permutationsThatRepeatAnAxisAreRefused() {
    ModelBuilder m = new ModelBuilder(4, 13, 3, 4);
    String y = m.node("Transpose", ModelBuilder.INPUT);
    OnnxModel model = m.ints("perm", 0, 0).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("axis 0 is named twice");
  }

  @Test
  void indicesOutsideTheAxisAreRefused() {
    ModelBuilder m = new ModelBuilder(4, 13, 3, 4);
    OnnxModel model = m.output(m.node("Gather", ModelBuilder.INPUT, m.integers(3L)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("index 3 of an axis of 3");
  }
}
