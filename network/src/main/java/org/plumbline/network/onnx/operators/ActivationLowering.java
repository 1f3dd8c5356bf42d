package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.SoftmaxRows;
import org.plumbline.network.onnx.lowering.Value;

/** Element-wise functions; on constants they are folded. */
final class ActivationLowering {

  private ActivationLowering() {}

  static Value apply(Call call, Activation.Kind kind) {
    return apply(call, Activation.of(kind));
  }

  private static Value apply(Call call, Activation activation) {
    return apply(call, call.input(0), activation);
  }

  static Value apply(Call call, Value value, Activation activation) {
    return value instanceof Value.Constant constant
        ? ConstantArithmetic.apply(call, constant, activation)
        : call.graph.activation((Value.Variable) value, activation);
  }

  static Value leakyRelu(Call call) {
    return apply(call, Activation.leakyRelu(call.attributes.real("alpha", 0.01f)));
  }

  /** {@code relu(x) − slope · relu(−x)}. */
  static Value prelu(Call call) {
    Value.Variable x = call.variable(0);
    Value.Reals slope = call.reals(1);
    if (slope.count() == 1 && slope.isExact() && slope.deviations() == null) {
      return call.graph.activation(x, Activation.leakyRelu(slope.values()[0]));
    }
    if (!Arrays.equals(call.broadcast(x.shape(), slope.shape()), x.shape())) {
      throw call.refuse("a slope of shape " + Shapes.text(slope.shape()));
    }
    Value.Variable negative = relu(call, ArithmeticLowering.negated(call, x));
    return ArithmeticLowering.sum(
        call,
        relu(call, x),
        ArithmeticLowering.scale(call, negative, slope, x.shape()),
        -1,
        x.shape());
  }

  static Value abs(Call call) {
    if (call.input(0) instanceof Value.Constant x) {
      Value.Constant negative = ConstantArithmetic.negated(call, x);
      return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.MAX, x, negative, x.shape());
    }
    return absolute(call, call.variable(0));
  }

  /** {@code relu(x) + relu(−x)}. */
  static Value.Variable absolute(Call call, Value.Variable x) {
    Value.Variable negative = relu(call, ArithmeticLowering.negated(call, x));
    return ArithmeticLowering.sum(call, relu(call, x), negative, 1, x.shape());
  }

  /** {@code −⌊−x⌋}. */
  static Value ceil(Call call) {
    Activation floor = Activation.of(Activation.Kind.FLOOR);
    if (call.input(0) instanceof Value.Constant x) {
      Value.Constant negative = ConstantArithmetic.negated(call, x);
      return ConstantArithmetic.negated(call, ConstantArithmetic.apply(call, negative, floor));
    }
    Value.Variable negative = ArithmeticLowering.negated(call, call.variable(0));
    return ArithmeticLowering.negated(call, call.graph.activation(negative, floor));
  }

  private static Value.Variable relu(Call call, Value.Variable x) {
    return call.graph.activation(x, Activation.RELU);
  }

  /** {@code min(1, max(0, αx + β))}. */
  static Value hardSigmoid(Call call) {
    double alpha = call.attributes.real("alpha", 0.2f);
    double beta = call.attributes.real("beta", 0.5f);
    return hardSigmoid(call, call.variable(0), alpha, beta);
  }

  static Value hardSigmoid(Call call, Value.Variable x, double alpha, double beta) {
    Value.Variable scaled = ArithmeticLowering.scale(call, x, Value.Reals.scalar(alpha), x.shape());
    return call.graph.activation(shifted(call, scaled, beta), Activation.clip(0, 1));
  }

  private static Value.Variable shifted(Call call, Value.Variable x, double shift) {
    int n = call.graph.claim(x.shape());
    return call.graph.sum(
        List.of(new AffineLayer.Term(x.layer(), new SelectionMap(n, Shapes.identity(n)))),
        ArithmeticLowering.spread(Value.Reals.scalar(shift), x.shape()),
        x.shape());
  }

  /**
   * One end that is left out makes a shifted ReLU. For the standard it is the greatest or least
   * number of the type (of binary32 before operator set 11), which no value may go beyond.
   */
  static Value clip(Call call) {
    OptionalDouble lower = end(call, "min", 1);
    OptionalDouble upper = end(call, "max", 2);
    if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble()) {
      throw call.refuse("min " + lower.getAsDouble() + " is above max " + upper.getAsDouble());
    }
    if (call.input(0) instanceof Value.Constant constant) {
      return clipped(call, constant, lower, upper);
    }
    Value.Variable x = call.variable(0);
    ElementType type = call.opset() < 11 ? ElementType.FLOAT : x.type();
    double most = Math.min(type.greatestReal(), x.type().greatestReal());
    if (lower.isEmpty() || upper.isEmpty()) {
      call.graph.need(
          x,
          lower.isPresent() ? Double.NEGATIVE_INFINITY : -most,
          upper.isPresent() ? Double.POSITIVE_INFINITY : most,
          Reading.Need.ALWAYS,
          "an end that is left out is the last number of the type");
    }
    if (lower.isPresent() && upper.isPresent()) {
      Activation clip = Activation.clip(lower.getAsDouble(), upper.getAsDouble());
      return call.graph.activation(x, clip);
    } else if (upper.isPresent()) {
      return atMost(call, x, upper.getAsDouble());
    }
    return lower.isPresent() ? atLeast(call, x, lower.getAsDouble()) : x;
  }

  private static OptionalDouble end(Call call, String name, int input) {
    boolean isGiven = call.opset() < 11 ? call.attributes.has(name) : call.hasInput(input);
    if (!isGiven) {
      return OptionalDouble.empty();
    }
    if (call.opset() >= 11 && call.reals(input).deviations() != null) {
      call.graph.unknownInFloat32("its end " + name + " is computed, or of another type");
    }
    return OptionalDouble.of(
        call.opset() < 11 ? call.attributes.real(name, 0) : call.scalar(input));
  }

  private static Value clipped(
      Call call, Value.Constant x, OptionalDouble lower, OptionalDouble upper) {
    Value.Constant result = x;
    int[] shape = x.shape();
    if (lower.isPresent()) {
      Value.Constant end = call.opset() < 11 ? scalar(lower) : call.constant(1);
      result = ConstantArithmetic.fold(call, ConstantArithmetic.Operator.MAX, result, end, shape);
    }
    if (upper.isPresent()) {
      Value.Constant end = call.opset() < 11 ? scalar(upper) : call.constant(2);
      result = ConstantArithmetic.fold(call, ConstantArithmetic.Operator.MIN, result, end, shape);
    }
    return result;
  }

  private static Value.Reals scalar(OptionalDouble value) {
    return Value.Reals.scalar(value.getAsDouble());
  }

  /** {@code relu(x − l) + l}. */
  private static Value atLeast(Call call, Value.Variable x, double lower) {
    return lower == 0 ? relu(call, x) : shifted(call, relu(call, shifted(call, x, -lower)), lower);
  }

  /** {@code u − relu(u − x)}. */
  private static Value atMost(Call call, Value.Variable x, double upper) {
    Value.Variable above = shifted(call, ArithmeticLowering.negated(call, x), upper);
    return shifted(call, ArithmeticLowering.negated(call, relu(call, above)), upper);
  }

  /**
   * {@code yᵢ = 1 / Σⱼ exp(xⱼ − xᵢ)}: the same function as {@code exp xᵢ / Σⱼ exp xⱼ}, without a
   * product of computed values, so that bounds need relaxations of one variable only (Wei et al.,
   * <em>Convex Bounds on the Softmax Function with Applications to Robustness Verification</em>,
   * AISTATS 2023). Costs n² exponentials for a row of n.
   */
  static Value softmax(Call call) {
    return SoftmaxRows.lower(call, call.variable(0), softmaxRows(call));
  }

  /** {@code yᵢ = −log Σⱼ exp(xⱼ − xᵢ)}. */
  static Value logSoftmax(Call call) {
    return logSoftmax(call, call.variable(0), softmaxRows(call));
  }

  static Value.Variable logSoftmax(Call call, Value.Variable x, SoftmaxRows rows) {
    Value.Variable sums = SoftmaxRows.sums(call, x, rows);
    Value.Variable logarithm =
        call.graph.definedActivation(sums, Activation.of(Activation.Kind.LOG));
    return ArithmeticLowering.negated(call, logarithm);
  }

  /** The rows of a Softmax: before operator set 13 all axes from the given one on. */
  private static SoftmaxRows softmaxRows(Call call) {
    Value.Variable x = call.variable(0);
    int[] shape = x.shape();
    boolean isFlattened = call.opset() < 13;
    int axis = call.axis(call.attributes.integer("axis", isFlattened ? 1 : -1), shape.length);
    int inner = isFlattened ? 1 : Shapes.count(shape, axis + 1, shape.length);
    int row = isFlattened ? Shapes.count(shape, axis, shape.length) : shape[axis];
    return new SoftmaxRows(x.layer(), row, inner);
  }
}
