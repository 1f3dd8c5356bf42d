package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that keep every element in its place. */
final class ReshapeNodes {
  private ReshapeNodes() {}

  /** The same elements in another shape. */
  static Operand to(Sketch s, Operand x, int... shape) {
    return s.node("Reshape", x.signature().shaped(shape), x, s.longs(shape));
  }

  /** A value whose last axis has an extent, or 1. */
  static Operand withLast(Sketch s, int extent) {
    return s.find(v -> v.type() == s.realType() && v.rank() > 0 && isLast(v, extent))
        .orElseGet(
            () -> {
              Operand x = s.real();
              return ElementwiseNodes.join(
                  s, to(s, x, x.count(), 1), s.constant(new int[] {extent}));
            });
  }

  private static boolean isLast(Signature value, int extent) {
    int last = value.extent(value.rank() - 1);
    return last == extent || last == 1;
  }

  /** The first few elements of a value, as one axis. */
  static Operand part(Sketch s, Operand x) {
    int n = s.draw.between(1, Math.min(x.count(), 6));
    int[] places = IntStream.range(0, n).toArray();
    Operand flat = to(s, x, x.count());
    return s.node("Gather", x.signature().shaped(n), flat, s.longs(places));
  }

  /** Extents, so many of them, of a number of elements. */
  static int[] factors(Draw draw, int count, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    int left = count;
    for (int p = 2; rank > 0 && left > 1; p++) {
      while (left % p == 0) {
        shape[draw.between(0, rank - 1)] *= p;
        left /= p;
      }
    }
    return shape;
  }

  static void identity(Sketch s) {
    Operand x = s.any();
    s.node("Identity", x.signature(), x);
  }

  static void dropout(Sketch s) {
    Operand x = s.real();
    if (s.opset < 12) {
      s.node("Dropout", x.signature(), x);
      if (s.draw.coin()) {
        s.with("ratio", 0.25);
      }
      return;
    }
    boolean isTold = s.draw.coin();
    Operand training =
        s.parameter(OnnxTensor.integers(s.nextConstant(), ElementType.BOOL, new int[0], 0));
    Operand ratio =
        s.parameter(OnnxTensor.float32(s.nextConstant(), new int[0], s.draw.coin() ? 0.5f : 0));
    s.node("Dropout", x.signature(), x, s.draw.coin() ? ratio : null, isTold ? training : null);
    if (s.draw.oneIn(4)) {
      s.with("seed", 7);
    }
  }

  static void flatten(Sketch s) {
    Operand x = s.any();
    int axis = s.draw.between(s.opset >= 11 ? -x.rank() : 0, x.rank());
    boolean isDefault = x.rank() > 0 && s.draw.coin();
    int split = isDefault ? 1 : axis < 0 ? axis + x.rank() : axis;
    int rows = 1;
    for (int d = 0; d < split; d++) {
      rows *= x.extent(d);
    }
    s.node("Flatten", x.signature().shaped(rows, rows == 0 ? 0 : x.count() / rows), x);
    if (!isDefault) {
      s.with("axis", axis);
    }
  }

  static void reshape(Sketch s) {
    Operand x = s.any();
    int[] shape = factors(s.draw, x.count(), s.draw.between(x.count() == 1 ? 0 : 1, 5));
    int[] asked = shape.clone();
    boolean keepsZero = s.opset >= 14 && s.draw.oneIn(4);
    for (int d = 0; d < asked.length; d++) {
      boolean mayCopy = !keepsZero && d < x.rank() && shape[d] == x.extent(d);
      asked[d] = mayCopy && s.draw.coin() ? 0 : asked[d];
    }
    if (asked.length > 0 && s.draw.coin()) {
      asked[s.draw.between(0, asked.length - 1)] = -1;
    }
    s.node("Reshape", x.signature().shaped(shape), x, s.longs(asked));
    if (keepsZero) {
      s.with("allowzero", 1);
    }
  }

  static void squeeze(Sketch s) {
    Operand x = s.any();
    int[] ones = IntStream.range(0, x.rank()).filter(d -> x.extent(d) == 1).toArray();
    int[] chosen = Arrays.stream(s.draw.some(0, ones.length)).map(i -> ones[i]).toArray();
    boolean isAll = ones.length > 0 && s.draw.oneIn(4) || chosen.length == 0;
    List<Integer> gone = Arrays.stream(isAll ? ones : chosen).boxed().toList();
    int[] rest =
        IntStream.range(0, x.rank()).filter(d -> !gone.contains(d)).map(x::extent).toArray();
    node(s, "Squeeze", x, x.signature().shaped(rest), isAll ? null : signs(s, chosen, x.rank()));
  }

  static void unsqueeze(Sketch s) {
    Operand x = s.any();
    int more = s.draw.between(1, Math.max(1, 5 - x.rank()));
    int rank = x.rank() + more;
    int[] axes = Arrays.copyOf(s.draw.permutation(rank), more);
    List<Integer> added = Arrays.stream(axes).boxed().toList();
    int[] shape = new int[rank];
    for (int d = 0, next = 0; d < rank; d++) {
      shape[d] = added.contains(d) ? 1 : x.extent(next++);
    }
    node(s, "Unsqueeze", x, x.signature().shaped(shape), signs(s, axes, rank));
  }

  private static int[] signs(Sketch s, int[] axes, int rank) {
    boolean mayBeNegative = s.opset >= 11;
    return Arrays.stream(axes)
        .map(axis -> mayBeNegative && s.draw.oneIn(3) ? axis - rank : axis)
        .toArray();
  }

  private static void node(Sketch s, String operator, Operand x, Signature result, int[] axes) {
    if (s.opset < 13) {
      int[] sorted = axes == null ? null : axes.clone();
      s.node(operator, result, x);
      if (sorted != null) {
        s.with("axes", sorted);
      }
    } else {
      s.node(operator, result, x, axes == null ? null : s.longs(axes));
    }
  }
}
