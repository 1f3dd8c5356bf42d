package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Equal, Less, Greater and their negations, And, Or, Xor, Not, Where, IsNaN and IsInf. A comparison
 * with NaN is false, GreaterOrEqual and LessOrEqual too. A ball that makes a truth value uncertain
 * ends the evaluation.
 */
final class Comparisons {
  private Comparisons() {}

  /** A value equals itself, however large its ball is; in REAL it is never NaN. */
  static ReferenceTensor equal(Call call) {
    ReferenceTensor x = call.input(0);
    if (call.mode() == Mode.REAL && x == call.input(1)) {
      long[] truths = new long[call.claim(x.shape()).size()];
      Arrays.fill(truths, 1);
      return ReferenceTensor.wrap(ElementType.BOOL, x.shape(), truths);
    }
    return Elementwise.compare(
        call, x, call.input(1), Scalar::isEqual, (type, a, b) -> a == b ? 1 : 0);
  }

  static ReferenceTensor less(Call call) {
    return less(call, call.input(0), call.input(1));
  }

  static ReferenceTensor greater(Call call) {
    return less(call, call.input(1), call.input(0));
  }

  private static ReferenceTensor less(Call call, ReferenceTensor a, ReferenceTensor b) {
    return Elementwise.compare(
        call,
        Elementwise.numeric(a),
        b,
        Scalar::isLess,
        (type, x, y) -> type.compare(x, y) < 0 ? 1 : 0);
  }

  static ReferenceTensor lessOrEqual(Call call) {
    return lessOrEqual(call, call.input(0), call.input(1));
  }

  static ReferenceTensor greaterOrEqual(Call call) {
    return lessOrEqual(call, call.input(1), call.input(0));
  }

  private static ReferenceTensor lessOrEqual(Call call, ReferenceTensor a, ReferenceTensor b) {
    return Elementwise.compare(
        call,
        Elementwise.numeric(a),
        b,
        (x, y) -> !x.isNaN() && !y.isNaN() && !y.isLess(x),
        (type, x, y) -> type.compare(x, y) <= 0 ? 1 : 0);
  }

  static ReferenceTensor and(Call call) {
    return truths(call, (type, a, b) -> a & b);
  }

  static ReferenceTensor or(Call call) {
    return truths(call, (type, a, b) -> a | b);
  }

  static ReferenceTensor xor(Call call) {
    return truths(call, (type, a, b) -> a ^ b);
  }

  private static ReferenceTensor truths(Call call, Elementwise.IntegerOperator function) {
    return Elementwise.zipIntegers(
        call, call.input(0, ElementType.BOOL), call.input(1, ElementType.BOOL), function);
  }

  static ReferenceTensor not(Call call) {
    ReferenceTensor x = call.input(0, ElementType.BOOL);
    return Elementwise.map(call, x, ElementType.BOOL, a -> 1 - a);
  }

  static ReferenceTensor where(Call call) {
    ReferenceTensor condition = call.input(0, ElementType.BOOL);
    ReferenceTensor yes = call.input(1);
    ReferenceTensor no = call.input(2);
    call.checkSameType(yes, no);
    Shape shape = call.claim(Broadcast.of(List.of(condition, yes, no)));
    int[] chosen = Broadcast.indices(yes.shape(), shape);
    int[] other = Broadcast.indices(no.shape(), shape);
    int[] decider = Broadcast.indices(condition.shape(), shape);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = condition.integer(decider[i]) == 1 ? chosen[i] : yes.size() + other[i];
    }
    return Joining.concatenate(List.of(yes, no)).pick(chosen, shape);
  }

  static ReferenceTensor isNaN(Call call) {
    return test(call, Double::isNaN);
  }

  static ReferenceTensor isInfinite(Call call) {
    boolean positive = call.attributes.flag("detect_positive", true);
    boolean negative = call.attributes.flag("detect_negative", true);
    return test(call, x -> Double.isInfinite(x) && (x > 0 ? positive : negative));
  }

  private interface Test {
    boolean holds(double value);
  }

  private static ReferenceTensor test(Call call, Test test) {
    ReferenceTensor x = call.real(0);
    long[] result = new long[call.claim(x.shape()).size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = test.holds(x.value(i)) ? 1 : 0;
    }
    return ReferenceTensor.wrap(ElementType.BOOL, x.shape(), result);
  }
}
