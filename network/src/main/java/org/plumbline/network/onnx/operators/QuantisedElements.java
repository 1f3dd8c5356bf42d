package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.Value;

/**
 * ONNX Runtime's operators on bytes that are defined by what they do to the real numbers which the
 * bytes stand for: {@code q = saturate(round(f((a − z₂)·s₁, …)/s) + z)}. Source:
 * ContribOperators.md of ONNX Runtime, domain com.microsoft. QLinearAdd and QLinearMul add z before
 * they round, as the runtime does, which decides where halves go.
 */
final class QuantisedElements {
  private QuantisedElements() {}

  static Value add(Call call) {
    Value sum = ArithmeticLowering.sum(call, real(call, 0), real(call, 3), 1);
    return roundedSum(call, sum);
  }

  static Value mul(Call call) {
    Value a = real(call, 0);
    Value b = real(call, 3);
    int[] shape = call.broadcast(a.shape(), b.shape());
    if (a instanceof Value.Variable x && b instanceof Value.Variable y) {
      return roundedSum(call, ArithmeticLowering.product(call, x, y, shape));
    } else if (a instanceof Value.Variable x) {
      return roundedSum(call, ArithmeticLowering.scale(call, x, (Value.Constant) b, shape));
    } else if (b instanceof Value.Variable y) {
      return roundedSum(call, ArithmeticLowering.scale(call, y, (Value.Constant) a, shape));
    }
    throw call.refuse("all its inputs are constants");
  }

  static Value leakyRelu(Call call) {
    return rounded(
        call, activated(call, Activation.leakyRelu(call.attributes.real("alpha", 0.01f))), 3);
  }

  static Value sigmoid(Call call) {
    return rounded(call, activated(call, Activation.SIGMOID), 3);
  }

  private static Value activated(Call call, Activation activation) {
    if (real(call, 0) instanceof Value.Variable x) {
      return call.graph.activation(x, activation);
    }
    throw call.refuse("its input is a constant");
  }

  /** Tensors of bytes with their scales and zero points, after those of the result. */
  static Value concat(Call call) {
    List<Value> parts = new ArrayList<>();
    for (int i = 2; i < call.inputs(); i += 3) {
      parts.add(real(call, i));
    }
    if (parts.isEmpty()) {
      throw call.refuse("it has no input");
    }
    return rounded(call, JoinLowering.joined(call, List.copyOf(parts)), 0);
  }

  /** The real numbers that the bytes of an input stand for. */
  private static Value real(Call call, int index) {
    Value centred = Quantisation.centred(call, index, index + 2, -1);
    Value.Reals scale = Quantisation.scalarScale(call, index + 1);
    if (centred instanceof Value.Constant constant) {
      return ConstantArithmetic.fold(call, Operator.MUL, constant, scale, centred.shape());
    }
    return ArithmeticLowering.scale(call, (Value.Variable) centred, scale, centred.shape());
  }

  private static Value roundedSum(Call call, Value real) {
    Result result = Result.of(call, 6);
    return Quantisation.roundedSum(call, result.quotient(call, real), result.zero, result.type);
  }

  /**
   * @param index of the scale of the result, before its zero point
   */
  private static Value rounded(Call call, Value real, int index) {
    Result result = Result.of(call, index);
    return Quantisation.rounded(call, result.quotient(call, real), result.zero, result.type);
  }

  /** What real numbers are rounded to. */
  private record Result(Value.Reals scale, Value.Reals zero, ElementType type) {
    static Result of(Call call, int index) {
      Value.Reals scale = Quantisation.scalarScale(call, index);
      boolean hasZero = call.hasInput(index + 1);
      ElementType type = hasZero ? call.constant(index + 1).type() : call.input(0).type();
      Quantisation.requireQuantised(call, type);
      if (!hasZero) {
        return new Result(scale, Value.Reals.scalar(0), type);
      }
      Value.Reals zero = Quantisation.zeros(call, index + 1, type);
      if (zero.count() != 1) {
        throw call.refuse("a zero point of shape " + Shapes.text(zero.shape()));
      }
      return new Result(scale, zero.reshaped(), type);
    }

    Value.Variable quotient(Call call, Value real) {
      if (!(real instanceof Value.Variable x)) {
        throw call.refuse("all its inputs are constants");
      }
      Value.Constant inverse =
          ConstantArithmetic.fold(call, Operator.DIV, Value.Reals.scalar(1), scale, new int[0]);
      return ArithmeticLowering.scale(call, x, inverse, x.shape());
    }
  }
}
