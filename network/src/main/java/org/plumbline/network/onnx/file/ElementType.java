package org.plumbline.network.onnx.file;

import java.util.Arrays;
import java.util.Locale;

/** Element types of tensors, with their number and their width in raw data. */
public enum ElementType {
  UNDEFINED(0, 0),
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  COMPLEX64(14, 0),
  COMPLEX128(15, 0),
  BFLOAT16(16, 2),
  /** Two in a byte, the first one in its lower half. */
  UINT4(21, 1),
  INT4(22, 1);

  private static final ElementType[] BY_CODE = byCode();

  private final int code;
  private final int width;

  ElementType(int code, int width) {
    this.code = code;
    this.width = width;
  }

  private static ElementType[] byCode() {
    ElementType[] types = new ElementType[INT4.code + 1];
    Arrays.fill(types, UNDEFINED);
    for (ElementType type : values()) {
      types[type.code] = type;
    }
    return types;
  }

  /** The type with this number, or UNDEFINED. */
  public static ElementType of(long code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : UNDEFINED;
  }

  public int code() {
    return code;
  }

  /** Its name as numpy and VNN-LIB 2.0 have it: {@code float32}, {@code int64}. */
  public String text() {
    return switch (this) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** Bytes per element in raw data, or for two of 4 bits; 0 for types that are not read. */
  int width() {
    return width;
  }

  /** Whether two elements share a byte. */
  public boolean isHalfByte() {
    return this == INT4 || this == UINT4;
  }

  boolean isReadable() {
    return width > 0;
  }

  /** Whether its elements are floating-point numbers that are read. */
  public boolean isReal() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  /** Whether its elements are whole numbers or truth values. */
  public boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT64, UINT4, INT4 -> true;
      default -> false;
    };
  }

  private boolean isSigned() {
    return switch (this) {
      case INT8, INT16, INT32, INT64, INT4 -> true;
      default -> false;
    };
  }

  /**
   * What an integer becomes in this type: the bits above its width are dropped, as two's complement
   * does; a truth value is whether it is not zero. Numbers of 64 bits without a sign are kept as
   * the {@code long} of the same bits.
   */
  public long wrapped(long value) {
    return switch (this) {
      case BOOL -> value == 0 ? 0 : 1;
      case INT4 -> (value & 0xf ^ 8) - 8;
      case UINT4 -> value & 0xf;
      case INT8 -> (byte) value;
      case UINT8 -> value & 0xff;
      case INT16 -> (short) value;
      case UINT16 -> value & 0xffff;
      case INT32 -> (int) value;
      case UINT32 -> value & 0xffff_ffffL;
      default -> value;
    };
  }

  /** Compares two integers of this type. */
  public int compare(long left, long right) {
    return this == UINT64 ? Long.compareUnsigned(left, right) : Long.compare(left, right);
  }

  private int bits() {
    return isHalfByte() ? 4 : 8 * width;
  }

  /** The greatest number of a type of real numbers. */
  public double greatestReal() {
    return switch (this) {
      case FLOAT16 -> 65504;
      case BFLOAT16 -> 0x1.fep127;
      case FLOAT -> Float.MAX_VALUE;
      default -> Double.MAX_VALUE;
    };
  }

  /** The number of a type of real numbers that is nearest, ties to even; infinite beyond it. */
  public double nearest(double value) {
    return switch (this) {
      case FLOAT -> (float) value;
      case FLOAT16 -> nearest(value, 11, -14);
      case BFLOAT16 -> nearest(value, 8, -126);
      default -> value;
    };
  }

  private double nearest(double value, int digits, int leastExponent) {
    if (!(Math.abs(value) < Double.MAX_VALUE)) {
      return value;
    }
    int last = Math.max(Math.getExponent(value), leastExponent) - digits + 1;
    double nearest = Math.scalb(Math.rint(Math.scalb(value, -last)), last);
    return Math.abs(nearest) > greatestReal()
        ? Math.copySign(Double.POSITIVE_INFINITY, value)
        : nearest;
  }

  /** The least integer of the type. */
  public double least() {
    return isSigned() ? -Math.scalb(1.0, bits() - 1) : 0;
  }

  /** The greatest double that is not above the greatest integer of the type. */
  public double greatest() {
    if (this == BOOL) {
      return 1;
    }
    double end = Math.scalb(1.0, isSigned() ? bits() - 1 : bits());
    return width < 8 ? end - 1 : Math.nextDown(end);
  }
}
