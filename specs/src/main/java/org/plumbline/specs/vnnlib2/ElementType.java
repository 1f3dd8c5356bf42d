package org.plumbline.specs.vnnlib2;

import java.util.Optional;

/** The element types of VNN-LIB 2.0: those of ONNX's first set, and the real numbers. */
public enum ElementType {
  REAL("real", Kind.FRACTIONAL),
  FLOAT16("float16", Kind.FRACTIONAL),
  FLOAT32("float32", Kind.FRACTIONAL),
  FLOAT64("float64", Kind.FRACTIONAL),
  BFLOAT16("bfloat16", Kind.FRACTIONAL),
  FLOAT8E4M3FN("float8e4m3fn", Kind.FRACTIONAL),
  FLOAT8E5M2("float8e5m2", Kind.FRACTIONAL),
  FLOAT8E4M3FNUZ("float8e4m3fnuz", Kind.FRACTIONAL),
  FLOAT8E5M2FNUZ("float8e5m2fnuz", Kind.FRACTIONAL),
  FLOAT4E2M1("float4e2m1", Kind.FRACTIONAL),
  INT8("int8", Kind.WHOLE),
  INT16("int16", Kind.WHOLE),
  INT32("int32", Kind.WHOLE),
  INT64("int64", Kind.WHOLE),
  UINT8("uint8", Kind.UNSIGNED),
  UINT16("uint16", Kind.UNSIGNED),
  UINT32("uint32", Kind.UNSIGNED),
  UINT64("uint64", Kind.UNSIGNED),
  COMPLEX64("complex64", Kind.FRACTIONAL),
  COMPLEX128("complex128", Kind.FRACTIONAL),
  BOOL("bool", Kind.UNSIGNED);

  private enum Kind {
    FRACTIONAL,
    WHOLE,
    UNSIGNED
  }

  private final String word;
  private final Kind kind;

  ElementType(String word, Kind kind) {
    this.word = word;
    this.kind = kind;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /** Whether its constants are whole numbers, which are written without a point. */
  public boolean isWhole() {
    return kind != Kind.FRACTIONAL;
  }

  /** Whether its constants are never negative. */
  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  /** Case counts; {@code Real}, which the standard's own examples write, is {@code real}. */
  static Optional<ElementType> of(String word) {
    if (word.equals("Real")) {
      return Optional.of(REAL);
    }
    for (ElementType type : values()) {
      if (type.word.equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return word;
  }
}
