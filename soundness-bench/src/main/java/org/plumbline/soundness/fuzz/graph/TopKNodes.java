package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;

/** The first few elements of rows in order, and their places. */
final class TopKNodes {
  private TopKNodes() {}

  static void topK(Sketch s) {
    Operand x =
        s.find(v -> v.type() == s.realType() && v.rank() > 0 && v.count() <= 60)
            .orElseGet(() -> ReshapeNodes.part(s, s.real()));
    int axis = s.draw.between(0, x.rank() - 1);
    int k = s.draw.between(1, Math.min(4, x.extent(axis)));
    Signature values = x.signature().with(axis, k);
    List<Operand> inputs = new ArrayList<>(List.of(x));
    if (s.opset >= 10) {
      inputs.add(s.longs(k));
    }
    s.node("TopK", List.of(values, values.as(ElementType.INT64)), inputs);
    if (s.opset < 10) {
      s.with("k", k);
    }
    if (axis != x.rank() - 1 || s.draw.coin()) {
      s.with("axis", s.opset >= 11 && s.draw.oneIn(3) ? axis - x.rank() : axis);
    }
    if (s.opset >= 11 && s.draw.coin()) {
      s.with("largest", s.draw.between(0, 1));
    }
    if (s.opset >= 11 && s.draw.oneIn(4)) {
      s.with("sorted", 1);
    }
  }
}
