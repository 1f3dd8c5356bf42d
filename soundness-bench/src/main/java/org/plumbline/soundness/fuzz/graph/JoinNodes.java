package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that put tensors side by side or around each other, and that repeat elements. */
final class JoinNodes {
  private JoinNodes() {}

  static void concat(Sketch s) {
    Operand any = s.any();
    Operand x = any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count());
    int axis = s.draw.between(0, x.rank() - 1);
    List<Operand> parts = new ArrayList<>(List.of(x));
    int total = x.extent(axis);
    int more = s.draw.between(0, 2);
    for (int k = 0; k < more; k++) {
      Operand part = beside(s, x, axis);
      parts.add(s.draw.between(0, parts.size()), part);
      total += part.extent(axis);
    }
    Signature result = x.signature().with(axis, total);
    if (result.count() <= Sketch.MOST) {
      s.node("Concat", List.of(result), parts);
      s.with("axis", s.opset >= 11 && s.draw.oneIn(3) ? axis - x.rank() : axis);
    }
  }

  private static Operand beside(Sketch s, Operand x, int axis) {
    if (s.draw.coin()) {
      return s.find(
              v ->
                  v.type() == x.type()
                      && v.rank() == x.rank()
                      && v.with(axis, 1).equals(x.signature().with(axis, 1)))
          .orElse(x);
    }
    return s.constant(x.signature().with(axis, s.draw.between(1, 2)));
  }

  static void pad(Sketch s) {
    Operand x = s.draw.oneIn(8) ? s.any() : s.find(v -> v.rank() > 0).orElseThrow();
    int rank = x.rank();
    String mode = rank == 0 ? "constant" : s.draw.oneOf("constant", "constant", "edge", "reflect");
    boolean hasAxes = s.opset >= 18 && rank > 0 && s.draw.oneIn(3);
    int[] axes = hasAxes ? s.draw.some(1, rank) : null;
    int padded = hasAxes ? axes.length : rank;
    int[] pads = new int[2 * padded];
    int[] shape = x.shape().clone();
    for (int k = 0; k < padded; k++) {
      int d = hasAxes ? axes[k] : k;
      int most = mode.equals("reflect") ? Math.min(2, x.extent(d) - 1) : 2;
      pads[k] = s.draw.between(0, most);
      pads[padded + k] = s.draw.between(0, most);
      boolean mayCut = mode.equals("constant") && x.extent(d) > 1 && s.draw.oneIn(6);
      pads[k] = mayCut ? -1 : pads[k];
      shape[d] += pads[k] + pads[padded + k];
    }
    Signature result = x.signature().shaped(shape);
    if (result.count() > Sketch.MOST) {
      return;
    }
    boolean hasFill = mode.equals("constant") && s.draw.coin();
    if (s.opset < 11) {
      s.node("Pad", result, x);
      s.with("pads", pads);
      if (hasFill) {
        s.with("value", s.numbers.real(s.realType()));
      }
    } else {
      Operand fill =
          hasFill ? s.parameter(s.numbers.tensor(s.nextConstant(), x.signature().shaped())) : null;
      Operand named = hasAxes ? s.longs(MovementNodes.signs(s, axes, rank, true)) : null;
      s.node("Pad", result, x, s.longs(pads), fill, named);
    }
    if (!mode.equals("constant") || s.draw.coin()) {
      s.with("mode", mode);
    }
  }

  static void scatter(Sketch s) {
    Operand any = s.any();
    Operand x = any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count());
    int depth = s.draw.between(1, x.rank());
    int places = 1;
    for (int d = 0; d < depth; d++) {
      places *= x.extent(d);
    }
    int[] chosen =
        Arrays.copyOf(s.draw.permutation(places), s.draw.between(1, Math.min(3, places)));
    long[] indices = new long[chosen.length * depth];
    for (int p = 0; p < chosen.length; p++) {
      int rest = chosen[p];
      for (int d = depth - 1; d >= 0; d--) {
        int at = rest % x.extent(d);
        indices[p * depth + d] = s.draw.oneIn(4) ? at - x.extent(d) : at;
        rest /= x.extent(d);
      }
    }
    int[] shape = new int[1 + x.rank() - depth];
    shape[0] = chosen.length;
    System.arraycopy(x.shape(), depth, shape, 1, x.rank() - depth);
    Signature updates = x.signature().shaped(shape);
    Operand written =
        s.find(updates::equals).filter(v -> s.draw.coin()).orElseGet(() -> s.constant(updates));
    Operand where =
        s.parameter(
            OnnxTensor.integers(
                s.nextConstant(),
                org.plumbline.network.onnx.file.ElementType.INT64,
                new int[] {chosen.length, depth},
                indices));
    boolean isSwapped = s.draw.oneIn(6);
    s.node("ScatterND", x.signature(), isSwapped ? s.constant(x.signature()) : x, where, written);
    boolean isReduced = s.opset >= 16 && x.signature().isReal() && s.draw.oneIn(3);
    if (isReduced || s.opset >= 16 && s.draw.oneIn(5)) {
      s.with("reduction", isReduced ? IndexedNodes.reduction(s) : "none");
    }
  }
}
