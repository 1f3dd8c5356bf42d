package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Affine operators one after another, as runtimes fold them into each other. */
final class AffineChains {
  private static final List<Consumer<Sketch>> LAYERS =
      List.of(
          ConvolutionNodes::conv,
          ConvolutionNodes::wideConv,
          ConvolutionNodes::convTranspose,
          MatrixNodes::gemm,
          MatrixNodes::matMul,
          PoolNodes::averagePool);

  private AffineChains() {}

  /** A layer, then scales, shifts and normalisations by constants; now and then a residual. */
  static void draw(Sketch s) {
    Operand start = s.real();
    s.draw.oneOf(LAYERS).accept(s);
    int steps = s.draw.between(1, 4);
    for (int k = 0; k < steps; k++) {
      step(s, s.last());
    }
    if (s.draw.oneIn(3)) {
      residual(s, start);
    }
    if (s.draw.oneIn(3)) {
      s.node("Relu", s.last().signature(), s.last());
    }
  }

  private static void step(Sketch s, Operand x) {
    if (x.type() != ElementType.FLOAT) {
      return;
    }
    switch (s.draw.between(0, 9)) {
      case 0, 1, 2 -> joined(s, "Mul", x, constant(s, x));
      case 3, 4 -> joined(s, "Add", x, constant(s, x));
      case 5 -> joined(s, "Sub", x, constant(s, x));
      case 6 -> s.node("Div", x.signature(), x, divisor(s, x));
      case 7 -> joined(s, "Sum", x, constant(s, x));
      default -> {
        if (x.rank() >= 2) {
          MatrixNodes.batchNormalization(s, x);
        }
      }
    }
  }

  private static void joined(Sketch s, String operator, Operand x, Operand constant) {
    boolean isLeft = s.draw.oneIn(3);
    s.node(operator, x.signature(), isLeft ? constant : x, isLeft ? x : constant);
  }

  private static Operand constant(Sketch s, Operand x) {
    return s.constant(x.signature().shaped(shape(s, x)));
  }

  /** One number, one for each channel, or what else broadcasts. */
  private static int[] shape(Sketch s, Operand x) {
    if (x.rank() < 2 || s.draw.oneIn(3)) {
      return Broadcast.smaller(s.draw, x.shape());
    }
    int[] channels = new int[x.rank()];
    Arrays.fill(channels, 1);
    channels[1] = x.extent(1);
    return s.draw.coin() ? channels : Arrays.copyOfRange(channels, 1, channels.length);
  }

  private static Operand divisor(Sketch s, Operand x) {
    OnnxTensor some = s.numbers.tensor(s.nextConstant(), x.signature().shaped(shape(s, x)));
    double[] reals = Arrays.stream(some.reals()).map(v -> v == 0 ? 3 : v).toArray();
    return s.initialiser(OnnxTensor.reals(some.name(), some.type(), some.shape(), reals));
  }

  private static void residual(Sketch s, Operand start) {
    Operand end = s.last();
    if (start.signature().equals(end.signature())) {
      s.node(s.draw.oneOf("Add", "Sub", "Sum"), end.signature(), end, start);
    }
  }

  /** What is added, or multiplied with, is taken away again. */
  static void cancelled(Sketch s) {
    Operand x = s.real();
    boolean isSum = s.draw.coin();
    Operand constant = isSum ? constant(s, x) : divisor(s, x);
    Operand changed = s.node(isSum ? "Add" : "Mul", x.signature(), x, constant);
    Operand back = s.node(isSum ? "Sub" : "Div", x.signature(), changed, constant);
    if (s.draw.coin()) {
      s.node("Sub", x.signature(), back, x);
    }
  }
}
