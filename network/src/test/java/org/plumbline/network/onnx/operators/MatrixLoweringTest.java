package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

class MatrixLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void gemm(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 0, 0);
    int rows = m.between(1, 3);
    int inner = m.between(1, 4);
    int columns = m.between(1, 4);
    boolean transA = m.random.nextBoolean();
    boolean transB = m.random.nextBoolean();
    boolean isLeft = seed % 4 != 0;
    int[] a = transA ? new int[] {inner, rows} : new int[] {rows, inner};
    int[] b = transB ? new int[] {columns, inner} : new int[] {inner, columns};
    m = new ModelBuilder(seed, 7 + seed % 15, isLeft ? a : b);
    String x = ModelBuilder.INPUT;
    String constant = m.weights(isLeft ? b : a);
    String bias =
        m.weights(
            m.oneOf(
                List.of(
                    new int[] {columns},
                    new int[] {rows, 1},
                    new int[] {1},
                    new int[] {1, columns},
                    new int[] {rows, columns})));
    String left = isLeft ? x : constant;
    String right = isLeft ? constant : x;
    String product =
        m.opset() >= 11 && seed % 3 == 0
            ? m.node("Gemm", left, right)
            : m.node("Gemm", left, right, bias);
    m.with("transA", transA ? 1 : 0).with("transB", transB ? 1 : 0);
    if (seed % 2 == 0) {
      m.with("alpha", m.random.nextFloat()).with("beta", m.oneOf(List.of(0f, 1f, -0.3f)));
    }
    Runtime.assertAgrees(m.output(product), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void matMulWithBroadcasting(int seed) throws Exception {
    ModelBuilder shapes = new ModelBuilder(seed, 9, 1);
    int rows = shapes.between(1, 3);
    int inner = shapes.between(1, 3);
    int columns = shapes.between(1, 3);
    int[] a = stacked(shapes, inner == 2 && seed % 5 == 0, rows, inner);
    int[] b = seed % 5 == 1 ? new int[] {inner} : stacked(shapes, false, inner, columns);
    boolean isLeft = shapes.random.nextBoolean();
    ModelBuilder m = new ModelBuilder(seed, 9 + seed % 13, isLeft ? a : b);
    String x = ModelBuilder.INPUT;
    String product = isLeft ? m.node("MatMul", x, m.weights(b)) : m.node("MatMul", m.weights(a), x);
    Runtime.assertAgrees(m.output(product), seed);
  }

  private static int[] stacked(ModelBuilder random, boolean isVector, int rows, int columns) {
    if (isVector) {
      return new int[] {columns};
    }
    int[] stack = random.oneOf(List.of(new int[0], new int[] {2}, new int[] {3, 1}));
    int[] shape = Arrays.copyOf(stack, stack.length + 2);
    shape[stack.length] = rows;
    shape[stack.length + 1] = columns;
    return shape;
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void matMulOfComputedTensors(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 9 + seed % 13, 2, 3, 4);
    String left = m.node("Mul", ModelBuilder.INPUT, m.weights(3, 4));
    String right = m.node("Transpose", ModelBuilder.INPUT);
    m.ints("perm", 0, 2, 1);
    Runtime.assertAgrees(m.output(m.node("MatMul", left, right)), seed);
  }

  @Test
  void productOfConstantsIsFolded() throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 2, 3);
    String constant = m.node("MatMul", m.weights(2, 4), m.weights(4, 3));
    Runtime.assertAgrees(m.output(m.node("Mul", ModelBuilder.INPUT, constant)), 3);
  }

  @Test
  void innerExtentsThatDifferAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    OnnxModel model = m.output(m.node("MatMul", ModelBuilder.INPUT, m.weights(2, 3)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator MatMul (node v0)")
        .hasMessageContaining("[2, 3] and [2, 3]");
  }
}
