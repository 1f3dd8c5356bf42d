package org.plumbline.reference.tensor;

import java.util.Locale;

/**
 * The element types that can be evaluated. Reals are held as double, integers as long: exact, and
 * in the range of their type, except {@link #UINT64}, whose long holds its 64 bits.
 *
 * <p>Source: {@code TensorProto.DataType} in onnx.proto; IEEE 754-2019 for the formats of reals.
 */
public enum ElementType {
  FLOAT32(1, 24, -126),
  UINT8(2, 8, false),
  INT8(3, 8, true),
  UINT16(4, 16, false),
  INT16(5, 16, true),
  INT32(6, 32, true),
  INT64(7, 64, true),
  BOOL(9, 1, false),
  FLOAT16(10, 11, -14),
  FLOAT64(11, 53, -1022),
  UINT32(12, 32, false),
  UINT64(13, 64, false),
  BFLOAT16(16, 8, -126),
  UINT4(21, 4, false),
  INT4(22, 4, true);

  private static final String[] OTHERS = {
    "UNDEFINED",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "STRING",
    "",
    "",
    "",
    "",
    "",
    "COMPLEX64",
    "COMPLEX128",
    "",
    "FLOAT8E4M3FN",
    "FLOAT8E4M3FNUZ",
    "FLOAT8E5M2",
    "FLOAT8E5M2FNUZ",
    "UINT4",
    "INT4",
    "FLOAT4E2M1",
    "FLOAT8E8M0"
  };

  private final int code;
  private final boolean isReal;
  private final boolean isSigned;

  /** Significant bits of a real type, all bits of an integer type. */
  private final int bits;

  private final int leastExponent;

  ElementType(int code, int significantBits, int leastExponent) {
    this.code = code;
    this.isReal = true;
    this.isSigned = true;
    this.bits = significantBits;
    this.leastExponent = leastExponent;
  }

  ElementType(int code, int bits, boolean isSigned) {
    this.code = code;
    this.isReal = false;
    this.isSigned = isSigned;
    this.bits = bits;
    this.leastExponent = 0;
  }

  /**
   * The type of a code of {@code TensorProto.DataType}.
   *
   * @throws ReferenceException naming the type, if it is none of these
   */
  public static ElementType ofCode(long code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    String name = code >= 0 && code < OTHERS.length ? OTHERS[(int) code] : "of code " + code;
    throw new ReferenceException("the element type " + name + " is not supported");
  }

  public boolean isReal() {
    return isReal;
  }

  public boolean isSigned() {
    return isSigned;
  }

  public boolean isInteger() {
    return !isReal && this != BOOL;
  }

  public int bits() {
    return bits;
  }

  /** The nearest number of a real type, ties to even; beyond the greatest an infinity. */
  public double round(double value) {
    if (this == FLOAT64 || value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    if (this == FLOAT32) {
      return (float) value;
    }
    int exponent = Math.max(Math.getExponent(value), leastExponent) - bits + 1;
    double rounded = Math.scalb(Math.rint(Math.scalb(value, -exponent)), exponent);
    return Math.abs(rounded) > greatest()
        ? Math.copySign(Double.POSITIVE_INFINITY, value)
        : rounded;
  }

  /** How far {@link #round} moves a number of at most this magnitude, infinite beyond the range. */
  public double roundingRadius(double magnitude) {
    if (this == FLOAT64) {
      return 0;
    }
    if (!(magnitude <= greatest())) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.nextUp(Math.scalb(magnitude, -bits)) + Math.scalb(1.0, leastExponent - bits);
  }

  /** The greatest finite number of a real type. */
  public double greatest() {
    double last = 2 - Math.scalb(1.0, 1 - bits);
    return Math.scalb(last, 1 - leastExponent);
  }

  /** The low bits of an integer, read in two's complement if the type is signed. */
  public long wrap(long value) {
    if (bits == 64) {
      return value;
    }
    int spare = Long.SIZE - bits;
    return isSigned ? value << spare >> spare : value << spare >>> spare;
  }

  /** The least integer of an integer type. */
  public long least() {
    return isSigned ? -1L << bits - 1 : 0;
  }

  /** The greatest integer of an integer type; all bits set for {@link #UINT64}. */
  public long most() {
    return isSigned ? ~least() : -1L >>> Long.SIZE - bits;
  }

  /** The order of two integers of this type. */
  public int compare(long a, long b) {
    return isSigned ? Long.compare(a, b) : Long.compareUnsigned(a, b);
  }

  /** The double nearest to an integer of this type. */
  public double toDouble(long value) {
    if (isSigned || value >= 0) {
      return value;
    }
    double half = value >>> 1 | value & 1;
    return 2 * half;
  }

  /** The float nearest to an integer of this type. */
  public float toFloat(long value) {
    if (isSigned || value >= 0) {
      return value;
    }
    float half = value >>> 1 | value & 1;
    return 2 * half;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
