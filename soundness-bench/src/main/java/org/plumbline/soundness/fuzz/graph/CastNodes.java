package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;

/** Changes of the element type. */
final class CastNodes {
  private static final ElementType[] WHOLE = {
    ElementType.INT8,
    ElementType.UINT8,
    ElementType.INT16,
    ElementType.UINT16,
    ElementType.INT32,
    ElementType.UINT32,
    ElementType.INT64,
    ElementType.UINT64
  };

  private CastNodes() {}

  /** A type of whole numbers. */
  static ElementType whole(Draw draw) {
    return draw.oneOf(WHOLE);
  }

  static Operand to(Sketch s, Operand x, ElementType type) {
    Operand result = s.node("Cast", x.signature().as(type), x);
    s.with("to", type.code());
    if (s.opset >= 19 && s.draw.oneIn(60)) {
      s.with("saturate", s.draw.between(0, 1));
    }
    return result;
  }

  static void cast(Sketch s) {
    Operand x = s.draw.coin() ? s.any() : s.draw.coin() ? s.whole() : s.truth();
    ElementType type =
        switch (s.draw.between(0, 5)) {
          case 0 -> ElementType.BOOL;
          case 1, 2 -> whole(s.draw);
          case 3 -> ElementType.DOUBLE;
          default -> ElementType.FLOAT;
        };
    to(s, x, type);
  }

  /** To the type of a constant. */
  static void castLike(Sketch s) {
    Operand x = s.draw.coin() ? s.any() : s.real();
    ElementType type =
        s.draw.oneOf(
            ElementType.FLOAT,
            ElementType.DOUBLE,
            ElementType.INT64,
            ElementType.INT32,
            s.realType());
    s.node("CastLike", x.signature().as(type), x, s.constant(Signature.of(type, 1)));
  }
}
