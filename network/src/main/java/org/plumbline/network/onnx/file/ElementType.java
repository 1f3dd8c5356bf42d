package org.plumbline.network.onnx.file;

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
  BFLOAT16(16, 2);

  private static final ElementType[] BY_CODE = values();

  private final int code;
  private final int width;

  ElementType(int code, int width) {
    this.code = code;
    this.width = width;
  }

  /** The type with this number, or UNDEFINED. */
  public static ElementType of(long code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : UNDEFINED;
  }

  public int code() {
    return code;
  }

  /** Bytes per element in raw data; 0 for types that are not read. */
  int width() {
    return width;
  }

  boolean isReadable() {
    return width > 0;
  }

  /** Whether its elements are whole numbers or truth values. */
  public boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  private boolean isSigned() {
    return switch (this) {
      case INT8, INT16, INT32, INT64 -> true;
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

  /** The least integer of the type. */
  public double least() {
    return isSigned() ? -Math.scalb(1.0, 8 * width - 1) : 0;
  }

  /** The greatest double that is not above the greatest integer of the type. */
  public double greatest() {
    if (this == BOOL) {
      return 1;
    }
    double end = Math.scalb(1.0, isSigned() ? 8 * width - 1 : 8 * width);
    return width < 8 ? end - 1 : Math.nextDown(end);
  }
}
