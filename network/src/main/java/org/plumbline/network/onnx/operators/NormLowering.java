package org.plumbline.network.onnx.operators;

import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.ExponentialSums;
import org.plumbline.network.onnx.lowering.RealArithmetic;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.ReductionLowering.Axes;

/** Norms, products and logarithms of sums over axes; on constants they are folded. */
final class NormLowering {
  /** The axes are an input from here on. */
  private static final int SINCE = 18;

  /** More factors than these make as many layers, and bounds that tell nothing. */
  private static final int MOST_FACTORS = 64;

  private NormLowering() {}

  static Value l1(Call call) {
    Axes axes = axes(call);
    return ReductionLowering.sum(call, axes, ActivationLowering.abs(call));
  }

  static Value sumOfSquares(Call call) {
    return squares(call, axes(call));
  }

  private static Value squares(Call call, Axes axes) {
    Value x = call.input(0);
    Value squares =
        x instanceof Value.Constant constant
            ? ConstantArithmetic.fold(call, Operator.MUL, constant, constant, x.shape())
            : call.graph.activation((Value.Variable) x, Activation.power(2));
    return ReductionLowering.sum(call, axes, squares);
  }

  /** A sum of squares is not negative, and clipping it shows that to bounds that are rounded. */
  static Value l2(Call call) {
    requireReals(call);
    Value sum = ActivationLowering.apply(call, squares(call, axes(call)), Activation.RELU);
    return ActivationLowering.apply(call, sum, Activation.of(Activation.Kind.SQRT));
  }

  static Value logOfSum(Call call) {
    requireReals(call);
    Value sum = ReductionLowering.sum(call, axes(call), call.input(0));
    return ActivationLowering.apply(call, sum, Activation.of(Activation.Kind.LOG));
  }

  static Value logOfSumOfExponentials(Call call) {
    requireReals(call);
    Axes axes = axes(call);
    if (call.input(0) instanceof Value.Variable x) {
      return ExponentialSums.logarithm(call, x, axes.starts(), axes.members(), axes.shape());
    }
    Value powers =
        ActivationLowering.apply(call, call.constant(0), Activation.of(Activation.Kind.EXP));
    return ActivationLowering.apply(
        call, ReductionLowering.sum(call, axes, powers), Activation.of(Activation.Kind.LOG));
  }

  private static void requireReals(Call call) {
    if (call.input(0).isInteger()) {
      throw call.refuse("its input is of type " + call.input(0).type());
    }
  }

  /** Where there are none, ONNX and runtimes differ about whether elements stay as they are. */
  private static Axes axes(Call call) {
    Axes axes = Axes.of(call, SINCE);
    if (axes == null) {
      throw call.refuse("attribute noop_with_empty_axes is 1, and there are no axes");
    }
    return axes;
  }

  /** One factor after the other. */
  static Value product(Call call) {
    Axes axes = Axes.of(call, SINCE);
    if (axes == null) {
      return call.input(0);
    } else if (call.input(0) instanceof Value.Constant constant) {
      return product(call, axes, constant);
    }
    Value.Variable x = call.variable(0);
    if (axes.size() > MOST_FACTORS) {
      throw call.refuse("a product of " + axes.size() + " factors; supported are " + MOST_FACTORS);
    }
    Value product = call.graph.pick(x, axes.member(0), axes.shape());
    for (int k = 1; k < axes.size(); k++) {
      Value factor = call.graph.pick(x, axes.member(k), axes.shape());
      product = ArithmeticLowering.mul(call, product, factor);
    }
    return product;
  }

  /** In another order a runtime may round to other numbers, and overflow on the way. */
  private static Value.Constant product(Call call, Axes axes, Value.Constant constant) {
    Value.Constant product = ReductionLowering.folded(call, Operator.MUL, axes, constant);
    return product instanceof Value.Reals reals && axes.size() > 2
        ? new Value.Reals(
            reals.shape(),
            reals.type(),
            reals.values(),
            reals.errors(),
            RealArithmetic.unknown(reals.count()))
        : product;
  }
}
