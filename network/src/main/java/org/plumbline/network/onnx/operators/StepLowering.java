package org.plumbline.network.onnx.operators;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Functions that jump, from steps and ReLUs. All are exact for real numbers; a runtime does not
 * compute their parts, so that nothing is said of binary32.
 */
final class StepLowering {
  private static final String PARTS = "is read as a sum of steps that binary32 does not compute";

  private StepLowering() {}

  /** x above α, else 0: {@code r + α·[r > 0]} with r = relu(x − α). */
  static Value thresholdedRelu(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    call.graph.unknownInFloat32(PARTS);
    return above(call, call.variable(0), alpha, alpha);
  }

  /** x + bias below −λ, x − bias above λ, else 0. */
  static Value shrink(Call call) {
    double bias = call.attributes.real("bias", 0);
    double end = call.attributes.real("lambd", 0.5f);
    if (!(end >= 0)) {
      throw call.refuse(
          "attribute lambd is " + end + "; supported are numbers that are not below 0");
    }
    call.graph.unknownInFloat32(PARTS);
    Value.Variable x = call.variable(0);
    Value.Variable right = above(call, x, end, end - bias);
    Value.Variable left = above(call, ArithmeticLowering.negated(call, x), end, end - bias);
    return ArithmeticLowering.sum(call, right, left, -1);
  }

  /** {@code x − end + jump} above the end, else 0. */
  private static Value.Variable above(Call call, Value.Variable x, double end, double jump) {
    Value.Reals ends = SmoothLowering.scalar(x, end);
    Value.Variable moved = (Value.Variable) ArithmeticLowering.sum(call, x, ends, -1);
    Value.Variable rest = call.graph.activation(moved, Activation.RELU);
    if (jump == 0) {
      return rest;
    }
    Value.Variable step = call.graph.activation(rest, Activation.of(Kind.SIGN));
    return (Value.Variable)
        ArithmeticLowering.sum(call, rest, SmoothLowering.times(call, step, jump), 1);
  }
}
