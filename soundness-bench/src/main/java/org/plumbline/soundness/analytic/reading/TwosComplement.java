package org.plumbline.soundness.analytic.reading;

import java.math.BigInteger;
import org.plumbline.network.onnx.file.ElementType;

/** Integers of an element type, by arithmetic on whole numbers of any size. */
final class TwosComplement {
  private TwosComplement() {}

  static int bits(ElementType type) {
    return switch (type) {
      case INT8, UINT8 -> 8;
      case INT16, UINT16 -> 16;
      case INT32, UINT32 -> 32;
      case INT64, UINT64 -> 64;
      default -> throw new IllegalArgumentException(type + " holds no integers");
    };
  }

  /** The integer of the type that is the same modulo 2 to the number of its bits. */
  static BigInteger of(ElementType type, BigInteger value) {
    BigInteger size = BigInteger.ONE.shiftLeft(bits(type));
    BigInteger rest = value.mod(size);
    boolean isNegative = type.name().startsWith("INT") && rest.testBit(bits(type) - 1);
    return isNegative ? rest.subtract(size) : rest;
  }
}
