package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UndefinedException;

/** BitShift and the bitwise operators, on integers. */
final class Bits {
  private Bits() {}

  private static ReferenceTensor zip(Call call, Elementwise.IntegerOperator operator) {
    ReferenceTensor a = integers(call, 0);
    ReferenceTensor b = integers(call, 1);
    call.checkSameType(a, b);
    return Elementwise.zipIntegers(call, a, b, operator);
  }

  private static ReferenceTensor integers(Call call, int index) {
    ReferenceTensor x = call.input(index);
    if (!x.type().isInteger()) {
      throw new ReferenceException("input " + index + " is of type " + x.type());
    }
    return x;
  }

  static ReferenceTensor and(Call call) {
    return zip(call, (type, a, b) -> a & b);
  }

  static ReferenceTensor or(Call call) {
    return zip(call, (type, a, b) -> a | b);
  }

  static ReferenceTensor xor(Call call) {
    return zip(call, (type, a, b) -> a ^ b);
  }

  static ReferenceTensor not(Call call) {
    ReferenceTensor x = integers(call, 0);
    return Elementwise.map(call, x, x.type(), a -> ~a);
  }

  /** Unsigned integers; a shift by their width or more is undefined. */
  static ReferenceTensor shift(Call call) {
    String direction = call.attributes.text("direction");
    boolean isLeft = direction.equals("LEFT");
    if (!isLeft && !direction.equals("RIGHT")) {
      throw new ReferenceException("attribute direction is \"" + direction + "\"");
    }
    if (integers(call, 0).type().isSigned()) {
      throw new ReferenceException("a tensor of the type " + call.input(0).type());
    }
    return zip(
        call,
        (type, a, b) -> {
          if (b < 0 || b >= type.bits()) {
            throw new UndefinedException("a shift by " + Long.toUnsignedString(b) + " bits");
          }
          return isLeft ? a << b : a >>> b;
        });
  }
}
