package org.plumbline.network.onnx.operators;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Inverse hyperbolic functions by logarithms. For p = max(0, x) and m = max(0, −x), one of which is
 * 0, {@code arsinh x = log(p + √(p² + 1)) − log(m + √(m² + 1))}, where no logarithm is taken of
 * less than 1; {@code arcosh x = log(x + √(x − 1)·√(x + 1))}; {@code artanh x = (log(1 + x) − log(1
 * − x)) / 2} (Abramowitz and Stegun, <em>Handbook of Mathematical Functions</em>, 4.6.20 to 22).
 */
final class HyperbolicLowering {
  private HyperbolicLowering() {}

  static Value asinh(Call call) {
    Value.Variable x = computed(call);
    Value positive = arsinhOfPositive(call, x);
    Value negative = arsinhOfPositive(call, ArithmeticLowering.negated(call, x));
    return ArithmeticLowering.sum(call, positive, negative, -1);
  }

  private static Value arsinhOfPositive(Call call, Value.Variable x) {
    Value p = SmoothLowering.of(call, x, Activation.RELU);
    Value square = SmoothLowering.of(call, p, Activation.power(2));
    // A square is not negative; that a Relu says so keeps rounded bounds in the domain.
    Value root = plus(call, SmoothLowering.of(call, square, Activation.RELU), 1);
    Value sum = ArithmeticLowering.sum(call, p, of(call, root, Kind.SQRT), 1);
    return of(call, sum, Kind.LOG);
  }

  static Value acosh(Call call) {
    Value.Variable x = computed(call);
    Value below = of(call, plus(call, x, -1), Kind.SQRT);
    Value above = of(call, plus(call, x, 1), Kind.SQRT);
    Value root = ArithmeticLowering.mul(call, below, above);
    return of(call, ArithmeticLowering.sum(call, x, root, 1), Kind.LOG);
  }

  static Value atanh(Call call) {
    Value.Variable x = computed(call);
    Value above = of(call, plus(call, x, 1), Kind.LOG);
    Value below = of(call, plus(call, ArithmeticLowering.negated(call, x), 1), Kind.LOG);
    return SmoothLowering.times(call, ArithmeticLowering.sum(call, above, below, -1), 0.5);
  }

  private static Value.Variable computed(Call call) {
    call.graph.unknownInFloat32("computes an inverse hyperbolic function");
    return call.variable(0);
  }

  private static Value of(Call call, Value x, Kind kind) {
    return SmoothLowering.of(call, x, Activation.of(kind));
  }

  private static Value plus(Call call, Value x, double number) {
    return ArithmeticLowering.sum(call, x, SmoothLowering.scalar(x, number), 1);
  }
}
