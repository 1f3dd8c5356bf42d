package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Products of matrices and convolutions of bytes less their zero points: exact sums of integers,
 * that stay within 32 bits. MatMulInteger and ConvInteger end there. QLinearMatMul, QLinearConv and
 * ONNX Runtime's QGemm multiply by {@code s₁·s₂/s₃} and round to bytes again.
 */
final class QuantisedProducts {
  private QuantisedProducts() {}

  static Value matMulInteger(Call call) {
    Value a = Quantisation.centred(call, 0, 2, -1);
    Value b = Quantisation.centred(call, 1, 3, columns(call.input(1)));
    return Quantisation.sums(call, MatrixLowering.multiply(call, a, b));
  }

  /** The axis that parameters of a right factor may have one each for. */
  private static int columns(Value right) {
    return right.rank() < 2 ? -1 : right.rank() - 1;
  }

  static Value convInteger(Call call) {
    Value.Reals kernel = kernel(call, 1, 3);
    Value.Variable x = image(call, 2);
    return Quantisation.sums(call, ConvolutionLowering.convolved(call, x, kernel, -1));
  }

  private static Value.Reals kernel(Call call, int index, int zero) {
    if (Quantisation.centred(call, index, zero, 0) instanceof Value.Reals kernel) {
      return kernel;
    }
    throw call.refuse("its kernel must be a constant");
  }

  private static Value.Variable image(Call call, int zero) {
    if (Quantisation.centred(call, 0, zero, -1) instanceof Value.Variable x) {
      return x;
    }
    throw call.refuse("its image must not be a constant");
  }

  static Value qLinearMatMul(Call call) {
    Value a = Quantisation.centred(call, 0, 2, -1);
    Value b = Quantisation.centred(call, 3, 5, columns(call.input(3)));
    Value.Variable sums = Quantisation.sums(call, MatrixLowering.multiply(call, a, b));
    Value.Reals weight = Quantisation.scale(call, 4);
    int channels = call.input(3).rank() < 2 ? -1 : sums.rank() - 1;
    return rescaled(call, sums, Quantisation.alongAxis(call, weight, sums.shape(), channels));
  }

  static Value qLinearConv(Call call) {
    Value.Reals kernel = kernel(call, 3, 5);
    Value.Variable x = image(call, 2);
    Value.Variable sums =
        Quantisation.sums(call, ConvolutionLowering.convolved(call, x, kernel, 8));
    Value.Reals weight = Quantisation.scale(call, 4);
    return rescaled(call, sums, Quantisation.alongAxis(call, weight, sums.shape(), 1));
  }

  /** {@code saturate(round(sums · s₁·w/s₆) + z₇)}. */
  private static Value.Variable rescaled(Call call, Value.Variable sums, Value.Reals weight) {
    Value.Constant factor =
        Quantisation.ratio(
            call, Quantisation.scalarScale(call, 1), weight, Quantisation.scalarScale(call, 6));
    Value.Variable t = ArithmeticLowering.scale(call, sums, factor, sums.shape());
    ElementType type = call.constant(7).type();
    Quantisation.requireQuantised(call, type);
    return Quantisation.rounded(call, t, scalarZero(call, 7, type), type);
  }

  private static Value.Reals scalarZero(Call call, int index, ElementType type) {
    Value.Reals zero = Quantisation.zeros(call, index, type);
    if (zero.count() != 1) {
      throw call.refuse("a zero point of shape " + Shapes.text(zero.shape()));
    }
    return zero.reshaped();
  }

  /**
   * {@code com.microsoft.QGemm}: {@code α·s₁·s₄·((A − z₂)'·(B − z₅)' + C)}, which is divided by s₇
   * and rounded where that is given. The scale of C is that of the product.
   */
  static Value qGemm(Call call) {
    boolean isTransposedA = call.attributes.flag("transA", false);
    boolean isTransposedB = call.attributes.flag("transB", false);
    Value a = Quantisation.centred(call, 0, 2, -1);
    Value b = Quantisation.centred(call, 3, 5, isTransposedB ? 0 : 1);
    if (a.rank() != 2 || b.rank() != 2) {
      throw call.refuse("factors of other ranks than 2");
    }
    Value product =
        MatrixLowering.multiply(
            call,
            isTransposedA ? MatrixLowering.transposed(call, a) : a,
            isTransposedB ? MatrixLowering.transposed(call, b) : b);
    Value.Variable sums = Quantisation.sums(call, product);
    if (call.hasInput(6)) {
      if (call.constant(6).type() != ElementType.INT32) {
        throw call.refuse("input 6 is of type " + call.constant(6).type() + ", known is int32");
      }
      sums = Quantisation.sums(call, ArithmeticLowering.sum(call, sums, call.reals(6), 1));
    }
    Value.Reals weight = Quantisation.alongAxis(call, Quantisation.scale(call, 4), sums.shape(), 1);
    Value.Reals alpha = Value.Reals.scalar(call.attributes.real("alpha", 1));
    Value.Reals scaled =
        (Value.Reals) ConstantArithmetic.fold(call, Operator.MUL, weight, alpha, weight.shape());
    return inScale(call, sums, scaled);
  }

  private static Value.Variable inScale(Call call, Value.Variable sums, Value.Reals weight) {
    boolean isRounded = call.hasInput(7);
    Value.Reals to = isRounded ? Quantisation.scalarScale(call, 7) : Value.Reals.scalar(1);
    Value.Constant factor = Quantisation.ratio(call, Quantisation.scalarScale(call, 1), weight, to);
    Value.Variable t = ArithmeticLowering.scale(call, sums, factor, sums.shape());
    if (!isRounded) {
      call.graph.unknownInFloat32("scales a product of integers");
      return new Value.Variable(t.layer(), t.shape(), ElementType.FLOAT, false);
    }
    ElementType type = call.hasInput(8) ? call.constant(8).type() : ElementType.UINT8;
    Quantisation.requireQuantised(call, type);
    Value.Reals zero = call.hasInput(8) ? scalarZero(call, 8, type) : Value.Reals.scalar(0);
    return Quantisation.rounded(call, t, zero, type);
  }
}
