package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;

/** Smooth functions of single elements with their attributes, and functions that jump. */
final class SmoothNodes {
  private SmoothNodes() {}

  /** Defined near 0: most often of numbers from −1 to 1. */
  static void nearZero(Sketch s, String operator) {
    Operand x = s.real();
    if (!s.draw.oneIn(6)) {
      x = s.node("Tanh", x.signature(), x);
    }
    s.node(operator, x.signature(), x);
  }

  /** Of float32: of float64 beyond 709 ONNX Runtime 1.29 computes infinity. */
  static void softplus(Sketch s) {
    Operand x = s.of(ElementType.FLOAT);
    s.node("Softplus", x.signature(), x);
  }

  static void gelu(Sketch s) {
    ActivationNodes.function(s, "Gelu");
    if (s.draw.coin()) {
      s.with("approximate", s.draw.oneOf("none", "tanh", "tanh"));
    }
  }

  /** With a number that is not extreme: what it multiplies is rounded. */
  static void scaled(Sketch s, String operator) {
    ActivationNodes.function(s, operator);
    if (s.draw.coin()) {
      s.with("alpha", s.draw.oneOf(0.5, 2.0, 1.0, 1.702, 0.1 + s.draw.share()));
    }
  }

  static void selu(Sketch s) {
    scaled(s, "Selu");
    if (s.draw.coin()) {
      s.with("gamma", s.draw.oneOf(-1.5, 1.0, 0.75));
    }
  }

  static void thresholdedRelu(Sketch s) {
    ActivationNodes.function(s, "ThresholdedRelu");
    if (s.draw.coin()) {
      s.with("alpha", s.draw.oneOf(0.0, -0.5, 0.25, s.draw.share()));
    }
  }

  /** Of float32: of float64 ONNX Runtime 1.29 computes it in float32. */
  static void shrink(Sketch s) {
    Operand x = s.of(ElementType.FLOAT);
    s.node("Shrink", x.signature(), x);
    if (s.draw.coin()) {
      s.with("lambd", s.draw.oneOf(0.0, 1.5, s.draw.share()));
    }
    if (s.draw.coin()) {
      s.with("bias", s.draw.oneOf(0.0, 1.5, -0.25, s.draw.share()));
    }
  }
}
