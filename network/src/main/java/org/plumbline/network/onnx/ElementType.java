package org.plumbline.network.onnx;

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
  static ElementType of(long code) {
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

  /** Whether arithmetic on it is whole-number arithmetic. */
  public boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT64 -> true;
      default -> false;
    };
  }
}
