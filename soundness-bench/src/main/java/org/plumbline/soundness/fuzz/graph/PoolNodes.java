package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;

/** Pools. */
final class PoolNodes {
  private PoolNodes() {}

  static void averagePool(Sketch s) {
    boolean isCeiling = s.opset >= 10 && s.draw.oneIn(3);
    pool(s, "AveragePool", isCeiling, s.opset >= 19);
    boolean isRare = isCeiling && !s.draw.oneIn(8);
    if (!isRare && s.draw.coin()) {
      s.with("count_include_pad", 1);
    }
  }

  static void maxPool(Sketch s) {
    boolean isCeiling = s.opset >= 10 && s.draw.oneIn(3);
    pool(s, "MaxPool", isCeiling, s.opset >= 10);
    if (s.opset >= 8 && s.draw.oneIn(5)) {
      s.with("storage_order", 0);
    }
  }

  static void normPool(Sketch s) {
    boolean isCeiling = s.opset >= 18 && s.draw.oneIn(6);
    pool(s, "LpPool", isCeiling, s.opset >= 18);
    if (s.draw.coin()) {
      s.with("p", s.draw.oneOf(1, 2, 4, 3));
    }
  }

  private static void pool(Sketch s, String operator, boolean isCeiling, boolean hasDilations) {
    Operand x = ConvolutionNodes.image(s);
    SlidingWindow window = SlidingWindow.draw(s.draw, x, hasDilations);
    int[] shape = window.result(x, x.extent(1), isCeiling);
    s.node(operator, x.signature().shaped(shape), x);
    s.with("kernel_shape", window.taps());
    window.describe(s, hasDilations);
    boolean mayBeCeiling = s.opset >= (operator.equals("LpPool") ? 18 : 10);
    if (isCeiling || mayBeCeiling && s.draw.oneIn(6)) {
      s.with("ceil_mode", isCeiling ? 1 : 0);
    }
  }

  static void global(Sketch s, String operator) {
    Operand x =
        s.find(v -> v.type() == ElementType.FLOAT && v.rank() >= 3)
            .orElseGet(() -> ConvolutionNodes.image(s));
    int[] shape = x.shape().clone();
    Arrays.fill(shape, 2, shape.length, 1);
    s.node(operator, x.signature().shaped(shape), x);
  }
}
