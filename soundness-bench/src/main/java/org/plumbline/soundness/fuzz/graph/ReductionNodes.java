package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;

/** Sums, means and extrema over axes. */
final class ReductionNodes {
  private ReductionNodes() {}

  /**
   * A reduction.
   *
   * @param since the first operator set in which its axes are an input
   */
  static void reduce(Sketch s, String operator, int since) {
    boolean mayCount = !operator.equals("ReduceMean");
    reduce(s, operator, since, mayCount && s.draw.oneIn(5) ? s.whole() : s.real(), true);
  }

  /** Where its axes are empty, runtimes and the standard may differ. */
  static void norm(Sketch s, String operator) {
    boolean isSmall = operator.equals("ReduceProd");
    Operand x = isSmall && s.real().count() > 12 ? ReshapeNodes.part(s, s.real()) : s.real();
    if (operator.equals("ReduceLogSum") && !s.draw.oneIn(6)) {
      Operand size = s.node("Abs", x.signature(), x);
      Operand above = s.initialiser(PositiveNumbers.positive(s, x.type()));
      x = s.node("Add", x.signature(), size, above);
    }
    reduce(s, operator, 18, x, false);
  }

  private static void reduce(
      Sketch s, String operator, int since, Operand x, boolean mayDoNothing) {
    boolean isGiven = x.rank() > 0 && !s.draw.oneIn(4);
    int[] axes = isGiven ? s.draw.some(1, x.rank()) : new int[0];
    boolean isNoop = (mayDoNothing || isGiven) && s.opset >= since && s.draw.oneIn(5);
    boolean isKept = s.draw.coin();
    Signature result = isGiven || !isNoop ? reduced(x, axes, isKept) : x.signature();
    int[] signed =
        Arrays.stream(axes).map(a -> s.opset >= 11 && s.draw.oneIn(3) ? a - x.rank() : a).toArray();
    boolean isInput = s.opset >= since;
    boolean isEmptyInput = isInput && !isGiven && s.draw.coin();
    s.node(
        operator,
        List.of(result),
        isInput && (isGiven || isEmptyInput) ? Arrays.asList(x, s.longs(signed)) : List.of(x));
    if (!isInput && isGiven) {
      s.with("axes", signed);
    }
    if (!isKept || s.draw.coin()) {
      s.with("keepdims", isKept ? 1 : 0);
    }
    if (isNoop || isInput && s.draw.oneIn(8)) {
      s.with("noop_with_empty_axes", isNoop ? 1 : 0);
    }
  }

  static void cumSum(Sketch s) {
    Operand any =
        s.draw.oneIn(5) ? s.of(s.draw.oneOf(ElementType.INT64, ElementType.INT32)) : s.real();
    Operand x = any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count());
    s.node("CumSum", x.signature(), x, s.longs(s.draw.axis(x.rank(), true)));
    if (s.draw.coin()) {
      s.with("exclusive", s.draw.between(0, 1));
    }
    if (s.draw.coin()) {
      s.with("reverse", s.draw.between(0, 1));
    }
  }

  private static Signature reduced(Operand x, int[] axes, boolean isKept) {
    boolean[] isReduced = new boolean[x.rank()];
    Arrays.fill(isReduced, axes.length == 0);
    for (int axis : axes) {
      isReduced[axis] = true;
    }
    Signature result = x.signature();
    for (int d = x.rank() - 1; d >= 0; d--) {
      if (isReduced[d]) {
        result = isKept ? result.with(d, 1) : result.without(d);
      }
    }
    return result;
  }
}
