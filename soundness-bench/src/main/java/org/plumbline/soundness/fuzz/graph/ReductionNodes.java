package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.List;

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
    Operand x = mayCount && s.draw.oneIn(5) ? s.whole() : s.real();
    boolean isGiven = x.rank() > 0 && !s.draw.oneIn(4);
    int[] axes = isGiven ? s.draw.some(1, x.rank()) : new int[0];
    boolean isNoop = s.opset >= since && s.draw.oneIn(5);
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
