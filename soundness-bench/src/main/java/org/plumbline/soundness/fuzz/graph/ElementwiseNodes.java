package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Arithmetic on elements of tensors that broadcast. */
final class ElementwiseNodes {
  private ElementwiseNodes() {}

  /** Joins two values of one type that broadcast. */
  static Operand join(Sketch s, Operand x, Operand y) {
    return binary(s, s.draw.oneOf("Add", "Sub", "Mul", "Add"), x, y);
  }

  /** A node of two operands, in any order. */
  static Operand binary(Sketch s, String operator, Operand x, Operand y) {
    Signature result = x.signature().shaped(Broadcast.of(x.shape(), y.shape()));
    return s.draw.coin() ? s.node(operator, result, x, y) : s.node(operator, result, y, x);
  }

  static void arithmetic(Sketch s, String operator) {
    Operand x = s.draw.oneIn(4) ? s.whole() : s.real();
    binary(s, operator, x, beside(s, x));
  }

  /** Another value of the same type that broadcasts with one, or a constant. */
  static Operand beside(Sketch s, Operand x) {
    int[] shape = x.shape();
    if (s.draw.oneIn(2)) {
      return s.find(o -> o.type() == x.type() && Broadcast.fits(o.shape(), shape, Sketch.MOST))
          .orElse(x);
    }
    int[] other = Broadcast.beside(s.draw, shape);
    boolean isSmall = Broadcast.fits(other, shape, Sketch.MOST);
    return s.constant(x.signature().shaped(isSmall ? other : Broadcast.smaller(s.draw, shape)));
  }

  static void div(Sketch s) {
    if (s.draw.oneIn(6)) {
      integers(s, "Div");
      return;
    }
    Operand x = s.real();
    Operand divisor = s.draw.oneIn(3) ? beside(s, x) : nonZero(s, x.signature(), 0);
    Operand dividend = s.draw.oneIn(8) ? s.constant(x.signature()) : x;
    s.node(
        "Div", x.signature().shaped(Broadcast.of(x.shape(), divisor.shape())), dividend, divisor);
  }

  /** Of whole numbers: of constants most often, which then join what is computed. */
  static void integers(Sketch s, String operator) {
    ElementType type = s.draw.oneIn(5) ? CastNodes.whole(s.draw) : ElementType.INT64;
    Operand with = s.real();
    Signature signature = new Signature(type, Broadcast.smaller(s.draw, with.shape()));
    Operand x = s.draw.oneIn(12) ? CastNodes.to(s, with, type) : s.constant(signature);
    Operand divisor = nonZero(s, x.signature(), -1);
    Operand result = s.node(operator, x.signature(), x, divisor);
    if (operator.equals("Mod") && s.draw.oneIn(3)) {
      s.with("fmod", 1);
    }
    join(s, with, CastNodes.to(s, result, s.realType()));
  }

  /** A constant that can divide, whose shape broadcasts to one. */
  private static Operand nonZero(Sketch s, Signature like, long refused) {
    OnnxTensor some =
        s.numbers.tensor(s.nextConstant(), like.shaped(Broadcast.smaller(s.draw, like.shape())));
    if (some.reals() != null) {
      double[] reals = Arrays.stream(some.reals()).map(v -> v == 0 ? 1.5 : v).toArray();
      return s.initialiser(OnnxTensor.reals(some.name(), some.type(), some.shape(), reals));
    }
    long[] integers =
        Arrays.stream(some.integers()).map(v -> v == 0 || v == refused ? 3 : v).toArray();
    return s.initialiser(OnnxTensor.integers(some.name(), some.type(), some.shape(), integers));
  }

  /** An operator of any number of operands. */
  static void several(Sketch s, String operator) {
    boolean mayCount = !List.of("Sum", "Mean").contains(operator) && s.opset >= 12;
    Operand x = mayCount && s.draw.oneIn(8) ? s.whole() : s.real();
    List<Operand> operands = new ArrayList<>(List.of(x));
    Signature result = x.signature();
    int more = s.draw.between(0, 2);
    for (int k = 0; k < more; k++) {
      Operand next = s.opset < 8 ? s.constant(x.signature()) : beside(s, x);
      int[] shape = Broadcast.of(result.shape(), next.shape());
      if (shape != null && new Signature(x.type(), shape).count() <= Sketch.MOST) {
        operands.add(s.draw.between(0, operands.size()), next);
        result = result.shaped(shape);
      }
    }
    s.node(operator, List.of(result), operands);
  }

  /** Powers by one number, which lowering knows, and by others. */
  static void pow(Sketch s) {
    Operand x = s.real();
    double exponent = s.draw.between(1, 5);
    exponent = s.draw.oneIn(4) ? s.draw.oneOf(0.5, -1.0, 0.0, 2.5, 16.0) : exponent;
    boolean isWhole = exponent == Math.rint(exponent) && s.opset >= 12 && s.draw.oneIn(3);
    int[] shape = s.draw.oneIn(3) ? Broadcast.smaller(s.draw, x.shape()) : new int[0];
    int n = Signature.of(x.type(), shape).count();
    OnnxTensor power;
    if (isWhole) {
      long[] values = new long[n];
      Arrays.fill(values, (long) exponent);
      ElementType type = s.draw.oneOf(ElementType.INT64, ElementType.INT32);
      power = OnnxTensor.integers(s.nextConstant(), type, shape, values);
    } else {
      double[] values = new double[n];
      Arrays.fill(values, exponent);
      if (s.draw.oneIn(3)) {
        Arrays.setAll(values, i -> s.draw.between(1, 3));
      }
      power = OnnxTensor.reals(s.nextConstant(), x.type(), shape, values);
    }
    s.node("Pow", x.signature(), x, s.parameter(power));
  }

  static void where(Sketch s) {
    Operand condition = s.truth();
    Operand x =
        s.find(o -> o.type() != ElementType.BOOL && fits(o, condition))
            .orElseGet(() -> s.constant(condition.signature().as(s.realType())));
    int[] wide = Broadcast.of(x.shape(), condition.shape());
    Operand y =
        s.find(o -> o.type() == x.type() && Broadcast.fits(o.shape(), wide, Sketch.MOST))
            .filter(o -> s.draw.coin())
            .orElseGet(() -> s.constant(x.signature().shaped(Broadcast.smaller(s.draw, wide))));
    int[] shape = Broadcast.of(y.shape(), wide);
    boolean isSwapped = s.draw.coin();
    s.node("Where", x.signature().shaped(shape), condition, isSwapped ? y : x, isSwapped ? x : y);
  }

  private static boolean fits(Signature value, Operand other) {
    return Broadcast.fits(value.shape(), other.shape(), Sketch.MOST);
  }

  /** Of reals, and of whole numbers with a sign. */
  static void unary(Sketch s, String operator) {
    Operand x =
        s.draw.oneIn(5) ? s.of(s.draw.oneOf(ElementType.INT64, ElementType.INT32)) : s.real();
    s.node(operator, x.signature(), x);
  }
}
