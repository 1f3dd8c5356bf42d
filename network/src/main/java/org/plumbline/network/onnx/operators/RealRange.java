package org.plumbline.network.onnx.operators;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.plumbline.network.exact.Fraction;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.RealArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Range of real constants: {@code start + i · delta} for i below {@code ⌈(limit − start) / delta⌉}.
 * Where rounding could change their number it is refused. Numbers that are not small and whole a
 * runtime may add up one after the other, so that they are not known in binary32.
 */
final class RealRange {
  /** Up to here sums of whole numbers are exact in binary32. */
  private static final double LARGEST_WHOLE = 0x1p24;

  /** What an exact number costs, in elements. */
  private static final int FRACTION = 64;

  private RealRange() {}

  static Value.Reals of(Call call) {
    double start = call.scalar(0);
    double limit = call.scalar(1);
    double delta = call.scalar(2);
    ElementType type = call.constant(0).type();
    if (delta == 0) {
      throw call.refuse("a step of 0");
    }
    boolean isKnown = type == ElementType.FLOAT;
    for (int i = 0; i < 3; i++) {
      isKnown &= call.reals(i).deviations() == null;
    }
    if (!isKnown) {
      call.graph.unknownInFloat32("counts from constants that are not known in binary32");
    }
    int n = call.graph.claim(count(call, start, limit, delta));
    call.graph.claim(FRACTION, n);
    double[] values = new double[n];
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      BigDecimal exact =
          new BigDecimal(delta).multiply(BigDecimal.valueOf(i)).add(new BigDecimal(start));
      values[i] = exact.doubleValue();
      double error = exact.subtract(new BigDecimal(values[i])).abs().doubleValue();
      errors[i] = error == 0 ? 0 : Rounding.inflate(error);
      isKnown &= Math.abs(values[i]) <= LARGEST_WHOLE;
    }
    isKnown &= start == Math.rint(start) && delta == Math.rint(delta);
    double[] deviations = isKnown ? null : RealArithmetic.unknown(n);
    return new Value.Reals(new int[] {n}, type, values, errors, deviations);
  }

  /** In exact numbers, if a runtime that rounds comes to the same. */
  private static int count(Call call, double start, double limit, double delta) {
    Fraction quotient = Fraction.of(limit).minus(Fraction.of(start)).over(Fraction.of(delta));
    BigInteger count = quotient.ceiling().max(BigInteger.ZERO);
    double inFloat32 = Math.ceil((double) ((float) limit - (float) start) / delta);
    double inDouble = Math.ceil((limit - start) / delta);
    if (count.bitLength() >= 31) {
      throw call.refuse("a range of " + count + " elements");
    } else if (Math.max(0, inFloat32) != count.doubleValue()
        || Math.max(0, inDouble) != count.doubleValue()) {
      throw call.refuse(
          "a range from "
              + start
              + " to "
              + limit
              + " by "
              + delta
              + ": rounding decides its length");
    }
    return count.intValueExact();
  }
}
