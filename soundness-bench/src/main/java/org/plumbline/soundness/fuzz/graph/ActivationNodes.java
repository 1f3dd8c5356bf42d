package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Functions of single elements, and Softmax and its logarithm. */
final class ActivationNodes {
  private ActivationNodes() {}

  /** Defined everywhere. */
  static void function(Sketch s, String operator) {
    Operand x = s.real();
    s.node(operator, x.signature(), x);
  }

  /** Defined for positive numbers: most often of such. */
  static void ofPositive(Sketch s, String operator) {
    Operand x = s.real();
    if (!s.draw.oneIn(4)) {
      Operand size = s.node("Abs", x.signature(), x);
      Operand above = s.initialiser(PositiveNumbers.positive(s, x.type()));
      x = s.node("Add", x.signature(), size, above);
    }
    s.node(operator, x.signature(), x);
  }

  static void relu(Sketch s) {
    boolean isWhole = s.opset >= 14 && s.draw.oneIn(10);
    Operand x = isWhole ? s.of(ElementType.INT32) : s.real();
    s.node("Relu", x.signature(), x);
  }

  static void leakyRelu(Sketch s) {
    function(s, "LeakyRelu");
    if (s.draw.coin()) {
      s.with("alpha", slope(s));
    }
  }

  private static double slope(Sketch s) {
    return s.draw.coin() ? s.draw.share() : s.numbers.real(ElementType.FLOAT);
  }

  static void prelu(Sketch s) {
    Operand x = s.real();
    s.node("PRelu", x.signature(), x, s.constant(slopeShape(s, x)));
  }

  private static int[] slopeShape(Sketch s, Operand x) {
    return Broadcast.smaller(s.draw, x.shape());
  }

  static void hardSigmoid(Sketch s) {
    function(s, "HardSigmoid");
    if (s.draw.coin()) {
      s.with("alpha", slope(s));
    }
    if (s.draw.coin()) {
      s.with("beta", s.numbers.real(ElementType.FLOAT));
    }
  }

  static void clip(Sketch s) {
    boolean isWhole = s.opset >= 12 && s.draw.oneIn(10);
    Operand x = isWhole ? s.whole() : s.real();
    boolean hasMin = !s.draw.oneIn(4);
    boolean hasMax = !s.draw.oneIn(4);
    if (s.opset < 11) {
      clipByAttributes(s, x, hasMin, hasMax);
      return;
    }
    OnnxTensor ends = s.numbers.tensor(s.nextConstant(), x.signature().shaped(2));
    boolean isSorted = !s.draw.oneIn(12);
    if (ends.reals() != null && isSorted) {
      Arrays.sort(ends.reals());
    } else if (isSorted && x.type() != ElementType.UINT64) {
      Arrays.sort(ends.integers());
    }
    s.node(
        "Clip", x.signature(), x, hasMin ? end(s, ends, 0) : null, hasMax ? end(s, ends, 1) : null);
  }

  private static Operand end(Sketch s, OnnxTensor ends, int i) {
    int[] shape = new int[0];
    return s.parameter(
        ends.reals() == null
            ? OnnxTensor.integers(s.nextConstant(), ends.type(), shape, ends.integers()[i])
            : OnnxTensor.reals(s.nextConstant(), ends.type(), shape, ends.reals()[i]));
  }

  private static void clipByAttributes(Sketch s, Operand x, boolean hasMin, boolean hasMax) {
    double a = s.numbers.real(ElementType.FLOAT);
    double b = s.numbers.real(ElementType.FLOAT);
    s.node("Clip", x.signature(), x);
    if (hasMin) {
      s.with("min", Math.min(a, b));
    }
    if (hasMax) {
      s.with("max", Math.max(a, b));
    }
  }

  static void softmax(Sketch s, String operator) {
    Operand x =
        s.find(v -> v.type() == s.realType() && v.rank() > 0 && v.count() <= 40)
            .orElseGet(() -> ReshapeNodes.withLast(s, 3));
    s.node(operator, x.signature(), x);
    if (s.draw.coin() || s.opset < 13 && x.rank() == 1) {
      s.with("axis", s.draw.axis(x.rank(), s.opset >= 11));
    }
  }
}
