package org.plumbline.network.onnx.operators;

import java.util.Arrays;
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

  /** Half to even. */
  static Value round(Call call) {
    if (call.input(0) instanceof Value.Reals constant) {
      return rounded(call, constant);
    }
    call.graph.unknownInFloat32(PARTS);
    return halfToEven(call, call.variable(0));
  }

  private static Value rounded(Call call, Value.Reals constant) {
    if (!constant.isExact() || constant.deviations() != null) {
      throw call.refuse("its constant input is the rounded result of arithmetic on constants");
    }
    double[] whole = Arrays.stream(constant.values()).map(Math::rint).toArray();
    return new Value.Reals(constant.shape(), constant.type(), whole, null, null);
  }

  /**
   * {@code ⌊x/2 + 1/4⌋ − ⌊1/4 − x/2⌋}. Both sides grow by 2 with x. On [−1/2, 1/2] both floors are
   * 0, on (1/2, 3/2) the second one alone is −1, and at 3/2 the first is 1: ties go to even.
   */
  static Value.Variable halfToEven(Call call, Value.Variable x) {
    Activation floor = Activation.of(Kind.FLOOR);
    Value.Variable half = (Value.Variable) SmoothLowering.times(call, x, 0.5);
    Value.Reals quarter = SmoothLowering.scalar(x, 0.25);
    Value up = ArithmeticLowering.sum(call, half, quarter, 1);
    Value down = ArithmeticLowering.sum(call, quarter, half, -1);
    return (Value.Variable)
        ArithmeticLowering.sum(
            call,
            call.graph.activation((Value.Variable) up, floor),
            call.graph.activation((Value.Variable) down, floor),
            -1);
  }

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
