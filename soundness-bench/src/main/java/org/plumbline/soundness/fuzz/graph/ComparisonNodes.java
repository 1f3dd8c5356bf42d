package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;

/** Comparisons, what truth values are joined by, and places of extremes. */
final class ComparisonNodes {
  private ComparisonNodes() {}

  /** Less, Greater and their like: of whole numbers from operator set 9 on. */
  static void order(Sketch s, String operator) {
    Operand x = s.opset >= 9 && s.draw.oneIn(3) ? s.whole() : s.real();
    compared(s, operator, x);
  }

  /** Of real numbers from operator set 11 on. */
  static void equal(Sketch s) {
    boolean isReal = s.opset >= 11 && s.draw.coin();
    compared(s, "Equal", isReal ? s.real() : s.draw.oneIn(4) ? s.truth() : s.whole());
  }

  private static void compared(Sketch s, String operator, Operand x) {
    Operand y = ElementwiseNodes.beside(s, x);
    int[] shape = Broadcast.of(x.shape(), y.shape());
    boolean isSwapped = s.draw.coin();
    s.node(operator, Signature.of(ElementType.BOOL, shape), isSwapped ? y : x, isSwapped ? x : y);
  }

  static void not(Sketch s) {
    Operand x = s.truth();
    s.node("Not", x.signature(), x);
  }

  static void logic(Sketch s, String operator) {
    Operand x = s.truth();
    ElementwiseNodes.binary(s, operator, x, ElementwiseNodes.beside(s, x));
  }

  static void extremePlace(Sketch s, String operator) {
    Operand x =
        s.find(v -> v.type() == s.realType() && v.rank() > 0)
            .orElseGet(() -> ReshapeNodes.withLast(s, 3));
    int axis = s.draw.axis(x.rank(), s.opset >= 11);
    boolean isKept = s.draw.coin();
    int positive = axis < 0 ? axis + x.rank() : axis;
    Signature result = x.signature().as(ElementType.INT64);
    s.node(operator, isKept ? result.with(positive, 1) : result.without(positive), x);
    if (axis != 0 || s.draw.coin()) {
      s.with("axis", axis);
    }
    if (!isKept || s.draw.coin()) {
      s.with("keepdims", isKept ? 1 : 0);
    }
    if (s.opset >= 12 && s.draw.oneIn(3)) {
      s.with("select_last_index", s.draw.between(0, 1));
    }
  }

  private static Operand indices(Sketch s, ElementType type) {
    Operand x = s.of(type);
    boolean isSmall = x.rank() < 5 && x.count() <= Sketch.MOST / 5;
    return isSmall ? x : CastNodes.to(s, ReshapeNodes.part(s, s.real()), type);
  }

  static void oneHot(Sketch s) {
    ElementType type = s.draw.oneIn(4) ? ElementType.INT32 : ElementType.INT64;
    Operand indices = s.draw.oneIn(8) ? s.constant(Signature.of(type, 3)) : indices(s, type);
    int depth = s.draw.between(1, 5);
    int axis = s.draw.oneIn(2) ? -1 : s.draw.axis(indices.rank() + 1, true);
    int place = axis < 0 ? axis + indices.rank() + 1 : axis;
    int[] shape = new int[indices.rank() + 1];
    System.arraycopy(indices.shape(), 0, shape, 0, place);
    System.arraycopy(indices.shape(), place, shape, place + 1, indices.rank() - place);
    shape[place] = depth;
    ElementType ends =
        type == ElementType.INT64 && s.draw.oneIn(4) ? ElementType.INT64 : ElementType.FLOAT;
    Operand depthInput =
        s.draw.coin()
            ? ConstantNodes.number(s, type, depth)
            : CastNodes.to(s, s.longs(depth), type);
    s.node(
        "OneHot",
        Signature.of(ends, shape),
        indices,
        depthInput,
        s.constant(Signature.of(ends, 2)));
    if (axis != -1) {
      s.with("axis", axis);
    }
  }
}
