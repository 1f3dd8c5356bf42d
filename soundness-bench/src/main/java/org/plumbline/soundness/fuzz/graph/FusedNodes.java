package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;

/** Layers together with their activations, as ONNX Runtime's optimiser writes them. */
final class FusedNodes {
  private static final int MOST_INNER = 40;

  private FusedNodes() {}

  private static Operand matrix(Sketch s) {
    return s.find(v -> v.type() == ElementType.FLOAT && v.rank() == 2 && v.count() <= MOST_INNER)
        .orElseGet(
            () -> {
              Operand x = s.of(ElementType.FLOAT);
              return ReshapeNodes.to(s, x, ReshapeNodes.factors(s.draw, x.count(), 2));
            });
  }

  private static Operand constant(Sketch s, int... shape) {
    return s.initialiser(Signature.of(ElementType.FLOAT, shape));
  }

  static void gemm(Sketch s) {
    Operand a = matrix(s);
    boolean isTransposed = s.draw.coin();
    int columns = s.draw.between(1, 4);
    int inner = a.extent(1);
    Operand b = isTransposed ? constant(s, columns, inner) : constant(s, inner, columns);
    s.node(
        "com.microsoft.FusedGemm",
        Signature.of(ElementType.FLOAT, a.extent(0), columns),
        a,
        b,
        constant(s, columns));
    s.with("transB", isTransposed ? 1 : 0);
    if (s.draw.coin()) {
      s.with("activation", "LeakyRelu").with("activation_alpha", s.draw.share());
    } else {
      s.with("activation", "Relu");
    }
  }

  static void conv(Sketch s) {
    Operand x =
        s.find(v -> v.type() == ElementType.FLOAT && v.rank() == 4 && v.count() <= MOST_INNER)
            .orElseGet(
                () -> {
                  Operand any = s.of(ElementType.FLOAT);
                  int[] f = ReshapeNodes.factors(s.draw, any.count(), 3);
                  return ReshapeNodes.to(s, any, new int[] {1, f[0], f[1], f[2]});
                });
    int out = s.draw.between(1, 3);
    int height = s.draw.between(1, x.extent(2));
    int width = s.draw.between(1, x.extent(3));
    int[] result = {x.extent(0), out, x.extent(2) - height + 1, x.extent(3) - width + 1};
    Signature signature = Signature.of(ElementType.FLOAT, result);
    List<Operand> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(constant(s, out, x.extent(1), height, width));
    inputs.add(constant(s, out));
    inputs.add(s.draw.coin() ? s.find(signature::equals).orElse(constant(s, result)) : null);
    s.node("com.microsoft.FusedConv", List.of(signature), inputs);
    switch (s.draw.between(0, 2)) {
      case 0 -> {
        s.with("activation", "LeakyRelu");
        float[] slope = {(float) s.draw.share()};
        s.with("activation_params", new OnnxAttribute.Reals(slope));
      }
      case 1 -> s.with("activation", "Relu");
      default -> {}
    }
  }

  static void matMul(Sketch s) {
    Operand a = matrix(s);
    boolean isLeft = s.draw.coin();
    boolean isRight = s.draw.coin();
    int inner = a.extent(isLeft ? 0 : 1);
    int rows = a.extent(isLeft ? 1 : 0);
    int columns = s.draw.between(1, 3);
    Operand b = isRight ? constant(s, columns, inner) : constant(s, inner, columns);
    s.node("com.microsoft.FusedMatMul", Signature.of(ElementType.FLOAT, rows, columns), a, b);
    s.with("transA", isLeft ? 1 : 0).with("transB", isRight ? 1 : 0);
    if (s.draw.coin()) {
      s.with("alpha", s.numbers.real(ElementType.FLOAT));
    }
  }

  static void quickGelu(Sketch s) {
    Operand x = s.of(ElementType.FLOAT);
    s.node("com.microsoft.QuickGelu", x.signature(), x);
    if (s.draw.coin()) {
      s.with("alpha", 0.5 + s.draw.share());
    }
  }
}
