package org.plumbline.network.onnx;

import org.plumbline.network.model.Activation;

/** Element-wise functions; on constants they are folded. */
final class ActivationLowering {
  private ActivationLowering() {}

  static Value apply(Call call, Activation activation) {
    if (call.input(0) instanceof Value.Constant constant) {
      return ArithmeticLowering.unary(constant, activation::value);
    }
    return call.graph.activation(call.variable(0), activation);
  }

  static Value leakyRelu(Call call) {
    return apply(call, Activation.leakyRelu(call.attributes.real("alpha", (double) 0.01f)));
  }

  static Value clip(Call call) {
    double lower = call.attributes.real("min", Double.NEGATIVE_INFINITY);
    double upper = call.attributes.real("max", Double.POSITIVE_INFINITY);
    if (call.hasInput(1)) {
      lower = call.constant(1).values()[0];
    }
    if (call.hasInput(2)) {
      upper = call.constant(2).values()[0];
    }
    if (lower == 0 && upper == Double.POSITIVE_INFINITY) {
      return apply(call, Activation.RELU);
    }
    if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw call.refuse("min " + lower + " and max " + upper + "; supported are finite ends");
    }
    return apply(call, Activation.clip(lower, upper));
  }

  static Value pow(Call call) {
    double exponent = call.constant(1).values()[0];
    boolean isUniform =
        java.util.Arrays.stream(call.constant(1).values()).allMatch(e -> e == exponent);
    if (!isUniform || exponent != Math.rint(exponent) || exponent < 1 || exponent > 16) {
      throw call.refuse("exponent " + exponent + "; supported are whole numbers from 1 to 16");
    }
    return exponent == 1 ? call.input(0) : apply(call, Activation.power((int) exponent));
  }
}
