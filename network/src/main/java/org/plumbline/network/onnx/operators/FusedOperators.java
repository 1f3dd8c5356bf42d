package org.plumbline.network.onnx.operators;

import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Operators that ONNX Runtime writes into models which it has optimised, domain com.microsoft: a
 * layer and the activation behind it. Source: ContribOperators.md of ONNX Runtime.
 */
final class FusedOperators {
  /** For messages and documentation. */
  static final String SUPPORTED =
      "com.microsoft.FusedConv, com.microsoft.FusedGemm, com.microsoft.FusedMatMul,"
          + " com.microsoft.QuickGelu";

  private FusedOperators() {}

  /** The result, or null for another operator. */
  static Value lower(String name, Call call) {
    return switch (name) {
      case "com.microsoft.FusedConv" -> conv(call);
      case "com.microsoft.FusedGemm" -> gemm(call);
      case "com.microsoft.FusedMatMul" -> matMul(call);
      case "com.microsoft.QuickGelu" -> quickGelu(call);
      default -> null;
    };
  }

  /** {@code σ(conv(x, w) + b + z)}. */
  private static Value conv(Call call) {
    Value.Variable sum = ConvolutionLowering.convolved(call, call.variable(0), call.reals(1), 2);
    if (call.hasInput(3)) {
      if (!Shapes.text(sum.shape()).equals(Shapes.text(call.input(3).shape()))) {
        throw call.refuse("a summand of shape " + Shapes.text(call.input(3).shape()));
      }
      sum = (Value.Variable) ArithmeticLowering.sum(call, sum, call.input(3), 1);
    }
    String activation = call.attributes.text("activation", "");
    float[] parameters =
        call.attributes.has("activation_params")
            ? call.attributes.reals("activation_params")
            : new float[0];
    int expected =
        switch (activation) {
          case "LeakyRelu" -> 1;
          case "Clip", "HardSigmoid" -> 2;
          default -> 0;
        };
    if (parameters.length != expected) {
      throw call.refuse(parameters.length + " activation_params for activation " + activation);
    }
    return switch (activation) {
      case "LeakyRelu" ->
          call.graph.activation(sum, Activation.leakyRelu(finite(call, parameters[0])));
      case "Clip" -> clipped(call, sum, finite(call, parameters[0]), finite(call, parameters[1]));
      case "HardSigmoid" ->
          ActivationLowering.hardSigmoid(
              call, sum, finite(call, parameters[0]), finite(call, parameters[1]));
      default -> activated(call, sum, activation);
    };
  }

  private static double finite(Call call, float parameter) {
    if (!Float.isFinite(parameter)) {
      throw call.refuse("attribute activation_params holds " + parameter);
    }
    return parameter;
  }

  private static Value clipped(Call call, Value.Variable x, double least, double greatest) {
    if (!(least <= greatest)) {
      throw call.refuse("activation_params: min " + least + " is above max " + greatest);
    }
    return call.graph.activation(x, Activation.clip(least, greatest));
  }

  private static Value activated(Call call, Value.Variable x, String activation) {
    return switch (activation) {
      case "" -> x;
      case "Relu" -> call.graph.activation(x, Activation.RELU);
      case "Sigmoid" -> call.graph.activation(x, Activation.SIGMOID);
      case "Tanh" -> call.graph.activation(x, Activation.TANH);
      default -> throw call.refuse("attribute activation is " + activation);
    };
  }

  /** {@code σ(α·A'·B' + β·C)}. */
  private static Value gemm(Call call) {
    if (!(MatrixLowering.gemm(call) instanceof Value.Variable sum)) {
      throw call.refuse("all its inputs are constants");
    }
    String activation = call.attributes.text("activation", "");
    if (activation.equals("LeakyRelu")) {
      double slope = call.attributes.real("activation_alpha", 0.01f);
      return call.graph.activation(sum, Activation.leakyRelu(slope));
    }
    return activated(call, sum, activation);
  }

  /** {@code α·A'·B'}, where transposition swaps the last two axes. */
  private static Value matMul(Call call) {
    if (call.attributes.flag("transBatchA", false) || call.attributes.flag("transBatchB", false)) {
      throw call.refuse("attribute transBatchA or transBatchB is 1");
    }
    Value a = swapped(call, call.input(0), call.attributes.flag("transA", false));
    Value b = swapped(call, call.input(1), call.attributes.flag("transB", false));
    Value product = MatrixLowering.multiply(call, a, b);
    Value.Reals alpha =
        new Value.Reals(
            new int[0],
            product.type(),
            new double[] {call.attributes.real("alpha", 1)},
            null,
            null);
    if (product instanceof Value.Constant constant) {
      return ConstantArithmetic.fold(call, Operator.MUL, constant, alpha, product.shape());
    }
    return alpha.values()[0] == 1
        ? product
        : ArithmeticLowering.scale(call, (Value.Variable) product, alpha, product.shape());
  }

  private static Value swapped(Call call, Value x, boolean isSwapped) {
    int rank = x.rank();
    if (!isSwapped) {
      return x;
    }
    if (rank < 2) {
      throw call.refuse("it transposes a tensor of shape " + Shapes.text(x.shape()));
    }
    int[] permutation = Shapes.identity(rank);
    permutation[rank - 2] = rank - 1;
    permutation[rank - 1] = rank - 2;
    return MovementLowering.transposed(call, x, permutation);
  }

  /** {@code x·sigmoid(αx)}. */
  private static Value quickGelu(Call call) {
    Value.Variable x = call.variable(0);
    Value.Reals alpha = Value.Reals.scalar(call.attributes.real("alpha", 1.702f));
    Value.Variable gate =
        call.graph.activation(
            ArithmeticLowering.scale(call, x, alpha, x.shape()), Activation.SIGMOID);
    return ArithmeticLowering.product(call, x, gate, x.shape());
  }
}
