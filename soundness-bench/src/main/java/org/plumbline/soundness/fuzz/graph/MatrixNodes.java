package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;

/** Gemm and MatMul, and what normalises channels. */
final class MatrixNodes {
  private static final int MOST_INNER = 40;

  private MatrixNodes() {}

  static void gemm(Sketch s) {
    Operand a = matrix(s);
    boolean isTransposedA = s.draw.oneIn(4);
    boolean isTransposedB = s.draw.coin();
    int rows = a.extent(isTransposedA ? 1 : 0);
    int inner = a.extent(isTransposedA ? 0 : 1);
    int columns = s.draw.between(1, Math.max(1, Math.min(5, Sketch.MOST / rows)));
    int[] shape = isTransposedB ? new int[] {columns, inner} : new int[] {inner, columns};
    Operand b = like(s, a, shape);
    int[] result = {rows, columns};
    Operand c = s.opset < 11 || s.draw.coin() ? summand(s, a, result) : null;
    boolean isLeft = s.draw.oneIn(8) && c != null;
    s.node("Gemm", a.signature().shaped(result), isLeft ? constantLike(s, a) : a, b, c);
    transposed(s, isTransposedA, isTransposedB);
    if (s.draw.oneIn(3)) {
      s.with("alpha", s.numbers.real(ElementType.FLOAT));
    }
    if (s.draw.oneIn(3)) {
      s.with("beta", s.numbers.real(ElementType.FLOAT));
    }
  }

  private static void transposed(Sketch s, boolean a, boolean b) {
    if (a || s.draw.oneIn(4)) {
      s.with("transA", a ? 1 : 0);
    }
    if (b || s.draw.oneIn(4)) {
      s.with("transB", b ? 1 : 0);
    }
  }

  private static Operand constantLike(Sketch s, Operand a) {
    return s.initialiser(a.signature());
  }

  private static Operand summand(Sketch s, Operand a, int[] result) {
    int[] shape = Broadcast.smaller(s.draw, result);
    return s.draw.oneIn(4) ? like(s, a, result) : s.constant(a.signature().shaped(shape));
  }

  /** A value of a shape, most often a constant. */
  private static Operand like(Sketch s, Operand a, int... shape) {
    Signature wanted = a.signature().shaped(shape);
    return s.draw.oneIn(4)
        ? s.find(wanted::equals).orElseGet(() -> s.constant(wanted))
        : s.constant(wanted);
  }

  /** A value of two axes. */
  static Operand matrix(Sketch s) {
    return s.find(v -> v.type() == s.realType() && v.rank() == 2 && v.count() <= MOST_INNER)
        .orElseGet(
            () -> {
              Operand x = s.real();
              return ReshapeNodes.to(s, x, ReshapeNodes.factors(s.draw, x.count(), 2));
            });
  }

  static void matMul(Sketch s) {
    boolean isWhole = s.draw.oneIn(10);
    ElementType type = isWhole ? ElementType.INT64 : s.realType();
    Operand a =
        s.find(v -> v.type() == type && v.rank() > 0 && v.count() <= MOST_INNER)
            .orElseGet(() -> isWhole ? s.constant(Signature.of(type, 2, 3)) : matrix(s));
    boolean isLeft = s.draw.coin();
    int inner = a.extent(isLeft || a.rank() == 1 ? a.rank() - 1 : a.rank() - 2);
    int[] other = otherFactor(s, a, inner, isLeft);
    Operand b = like(s, a, other);
    Operand left = isLeft ? a : b;
    Operand right = isLeft ? b : a;
    int[] shape = product(left.shape(), right.shape());
    if (shape != null && Signature.of(type, shape).count() <= Sketch.MOST) {
      s.node("MatMul", a.signature().shaped(shape), left, right);
    }
  }

  private static int[] otherFactor(Sketch s, Operand a, int inner, boolean isLeft) {
    if (s.draw.oneIn(5)) {
      return new int[] {inner};
    }
    int free = s.draw.between(1, 4);
    int[] matrix = isLeft ? new int[] {inner, free} : new int[] {free, inner};
    if (a.rank() < 3 || s.draw.coin()) {
      return matrix;
    }
    int[] stacked = a.shape().clone();
    stacked[a.rank() - 2] = matrix[0];
    stacked[a.rank() - 1] = matrix[1];
    stacked[0] = s.draw.oneIn(3) ? 1 : stacked[0];
    return stacked;
  }

  /** As {@code numpy.matmul}. */
  private static int[] product(int[] a, int[] b) {
    int[] left = a.length == 1 ? new int[] {1, a[0]} : a;
    int[] right = b.length == 1 ? new int[] {b[0], 1} : b;
    int[] stack =
        Broadcast.of(
            java.util.Arrays.copyOf(left, left.length - 2),
            java.util.Arrays.copyOf(right, right.length - 2));
    if (stack == null || left[left.length - 1] != right[right.length - 2]) {
      return null;
    }
    Signature result = new Signature(null, java.util.Arrays.copyOf(stack, stack.length + 2));
    result = result.with(stack.length, left[left.length - 2]);
    result = result.with(stack.length + 1, right[right.length - 1]);
    result = b.length == 1 ? result.without(result.rank() - 1) : result;
    return (a.length == 1 ? result.without(stack.length) : result).shape();
  }

  static void batchNormalization(Sketch s) {
    Operand x = s.find(v -> v.type() == s.realType() && v.rank() >= 2).orElseGet(() -> matrix(s));
    batchNormalization(s, x);
  }

  /** Of a value of at least two axes. */
  static void batchNormalization(Sketch s, Operand x) {
    int channels = x.extent(1);
    Operand variance = s.initialiser(PositiveNumbers.variances(s, x.type(), channels));
    s.node(
        "BatchNormalization",
        x.signature(),
        x,
        s.initialiser(x.signature().shaped(channels)),
        s.initialiser(x.signature().shaped(channels)),
        s.initialiser(x.signature().shaped(channels)),
        variance);
    if (s.draw.coin()) {
      s.with("epsilon", s.draw.oneOf(1e-5, 1e-3, 0.1));
    }
    if (s.draw.oneIn(4)) {
      s.with("momentum", 0.8);
    }
    if (s.opset < 9 && s.draw.oneIn(4)) {
      s.with("spatial", 1);
    } else if (s.opset >= 14 && s.draw.oneIn(4)) {
      s.with("training_mode", 0);
    }
  }
}
