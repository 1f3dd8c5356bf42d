package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Activations that are one function each, up to a scale of their argument or result. On constants
 * they are folded.
 */
final class SmoothLowering {
  private static final double ALPHA_OF_SELU = 1.6732632f;
  private static final double GAMMA_OF_SELU = 1.050701f;

  private SmoothLowering() {}

  static Value gelu(Call call) {
    String form = call.attributes.text("approximate", "none");
    return switch (form) {
      case "none" -> ActivationLowering.apply(call, Kind.GELU);
      case "tanh" -> ActivationLowering.apply(call, Kind.GELU_TANH);
      default -> throw call.refuse("attribute approximate is " + form);
    };
  }

  static Value elu(Call call) {
    return of(call, call.input(0), Activation.elu(call.attributes.real("alpha", 1)));
  }

  static Value selu(Call call) {
    double alpha = call.attributes.real("alpha", ALPHA_OF_SELU);
    double gamma = call.attributes.real("gamma", GAMMA_OF_SELU);
    return times(call, of(call, call.input(0), Activation.elu(alpha)), gamma);
  }

  /** {@code max(0, x) + min(0, α(exp(x/α) − 1)) = α · elu(x/α)} for positive α. */
  static Value celu(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    if (!(alpha > 0)) {
      throw call.refuse("attribute alpha is " + alpha + "; supported are positive numbers");
    }
    Activation elu = Activation.elu(1);
    return alpha == 1
        ? of(call, call.input(0), elu)
        : times(call, of(call, over(call, call.input(0), alpha), elu), alpha);
  }

  /** {@code x · s(αx) = swish(αx) / α}, and x/2 for α = 0. */
  static Value swish(Call call) {
    return swish(call, call.input(0));
  }

  /** {@code swish(a) · b}, of one shape. */
  static Value swiGlu(Call call) {
    Value gate = swish(call, call.input(0));
    Value b = call.input(1);
    if (b.type() != gate.type() || !Arrays.equals(b.shape(), gate.shape())) {
      throw call.refuse("a second input of " + b.type() + " " + Shapes.text(b.shape()));
    }
    call.graph.unknownInFloat32("runtimes compute it in their own order");
    return ArithmeticLowering.mul(call, gate, b);
  }

  private static Value swish(Call call, Value x) {
    double alpha = call.attributes.real("alpha", 1);
    if (alpha == 0) {
      return times(call, x, 0.5);
    }
    Activation swish = Activation.of(Kind.SWISH);
    return alpha == 1
        ? of(call, x, swish)
        : over(call, of(call, times(call, x, alpha), swish), alpha);
  }

  /** {@code π/2 − arcsin x}. */
  static Value acos(Call call) {
    Value sine = of(call, call.input(0), Activation.of(Kind.ASIN));
    double[] error = {Math.ulp(1.0)};
    Value.Reals right =
        new Value.Reals(
            new int[0], sine.type(), new double[] {Math.PI / 2}, error, new double[] {1e-6});
    return ArithmeticLowering.sum(call, right, sine, -1);
  }

  /** σ(x), the function of an input or of a part of the node's computation. */
  static Value of(Call call, Value x, Activation activation) {
    return x instanceof Value.Constant constant
        ? ConstantArithmetic.apply(call, constant, activation)
        : call.graph.activation((Value.Variable) x, activation);
  }

  static Value times(Call call, Value x, double factor) {
    Value.Reals scalar = scalar(x, factor);
    return x instanceof Value.Variable variable
        ? ArithmeticLowering.scale(call, variable, scalar, x.shape())
        : fold(call, ConstantArithmetic.Operator.MUL, x, scalar);
  }

  private static Value over(Call call, Value x, double divisor) {
    Value.Reals scalar = scalar(x, divisor);
    if (x instanceof Value.Variable variable) {
      Value.Constant inverse = fold(call, ConstantArithmetic.Operator.DIV, scalar(x, 1), scalar);
      return ArithmeticLowering.scale(call, variable, inverse, x.shape());
    }
    return fold(call, ConstantArithmetic.Operator.DIV, x, scalar);
  }

  private static Value.Constant fold(
      Call call, ConstantArithmetic.Operator operator, Value x, Value.Reals scalar) {
    call.graph.claim(x.shape());
    return ConstantArithmetic.fold(call, operator, (Value.Constant) x, scalar, x.shape());
  }

  /** A number of the type of a value. */
  static Value.Reals scalar(Value like, double number) {
    return new Value.Reals(new int[0], like.type(), new double[] {number}, null, null);
  }
}
