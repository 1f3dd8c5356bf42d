package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that repeat, move or drop elements by their place alone. */
final class RearrangementNodes {
  private RearrangementNodes() {}

  static void tile(Sketch s) {
    Operand x = s.any();
    int[] repeats = new int[x.rank()];
    Signature result = x.signature();
    for (int d = 0; d < repeats.length; d++) {
      repeats[d] = result.count() * 3 > Sketch.MOST ? 1 : s.draw.between(1, 3);
      result = result.with(d, x.extent(d) * repeats[d]);
    }
    if (x.rank() > 0) {
      s.node("Tile", result, x, s.longs(repeats));
    }
  }

  static void depthToSpace(Sketch s) {
    Operand x = s.real();
    int b = x.count() % 4 == 0 ? 2 : 1;
    int[] shape = ReshapeNodes.factors(s.draw, x.count() / (b * b), 4);
    int[] result = {shape[0], shape[1], shape[2] * b, shape[3] * b};
    shape[1] *= b * b;
    Operand image = ReshapeNodes.to(s, x, shape);
    s.node("DepthToSpace", x.signature().shaped(result), image);
    s.with("blocksize", b);
    if (s.opset >= 11 && s.draw.coin()) {
      s.with("mode", s.draw.oneOf("DCR", "CRD"));
    }
  }

  static void spaceToDepth(Sketch s) {
    Operand x = s.real();
    int b = x.count() % 4 == 0 ? 2 : 1;
    int[] result = ReshapeNodes.factors(s.draw, x.count() / (b * b), 4);
    int[] shape = {result[0], result[1], result[2] * b, result[3] * b};
    result[1] *= b * b;
    Operand image = ReshapeNodes.to(s, x, shape);
    s.node("SpaceToDepth", x.signature().shaped(result), image);
    s.with("blocksize", b);
  }

  static void trilu(Sketch s) {
    Operand any = s.draw.oneIn(5) ? s.of(ElementType.INT64) : s.real();
    Operand x = any.rank() >= 2 ? any : matrix(s, any);
    OnnxTensor k =
        OnnxTensor.integers(s.nextConstant(), ElementType.INT64, new int[0], s.draw.between(-3, 3));
    s.node("Trilu", x.signature(), x, s.draw.coin() ? s.parameter(k) : null);
    if (s.draw.coin()) {
      s.with("upper", s.draw.between(0, 1));
    }
  }

  private static Operand matrix(Sketch s, Operand x) {
    return ReshapeNodes.to(s, x, ReshapeNodes.factors(s.draw, x.count(), 2));
  }
}
