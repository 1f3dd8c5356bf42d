package org.plumbline.reference.operators;

import java.util.function.UnaryOperator;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;

/**
 * Layers with what follows them in one node, as ONNX Runtime's optimiser writes them: domain
 * com.microsoft version 1, by its {@code docs/ContribOperators.md}.
 */
final class Fusions {
  private Fusions() {}

  private static ReferenceTensor map(ReferenceTensor x, Call call, UnaryOperator<Scalar> function) {
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < x.size(); i++) {
      result.set(i, function.apply(x.scalar(call.mode(), i)));
    }
    return result.build(x.type());
  }

  private static double logistic(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /** A convolution, a summand of its shape, and an activation with its parameters in a list. */
  static ReferenceTensor conv(Call call) {
    ReferenceTensor sum = Convolution.conv(call);
    if (call.has(3)) {
      ReferenceTensor more = call.input(3, sum.type());
      if (!more.shape().equals(sum.shape())) {
        throw new ReferenceException("a summand of shape " + more.shape() + " for " + sum.shape());
      }
      RealBuilder both = new RealBuilder(sum.shape());
      for (int i = 0; i < sum.size(); i++) {
        both.set(i, sum.scalar(call.mode(), i).plus(more.scalar(call.mode(), i)));
      }
      sum = both.build(sum.type());
    }
    double[] given =
        call.attributes.has("activation_params")
            ? call.attributes.reals("activation_params")
            : new double[0];
    String name = call.attributes.text("activation", "");
    int needed = name.equals("LeakyRelu") ? 1 : name.matches("Clip|HardSigmoid") ? 2 : 0;
    if (given.length != needed) {
      throw new ReferenceException(given.length + " activation_params for " + name);
    }
    return map(sum, call, activation(call, name, given));
  }

  private static UnaryOperator<Scalar> activation(Call call, String name, double... p) {
    return switch (name) {
      case "" -> x -> x;
      case "Relu" -> x -> x.max(0);
      case "LeakyRelu" -> x -> x.select(call.constant(0), x, x.times(p[0]));
      case "Clip" -> x -> x.max(p[0]).min(p[1]);
      case "HardSigmoid" -> x -> x.times(p[0]).plus(p[1]).max(0).min(1);
      case "Sigmoid" -> x -> x.increasing(Fusions::logistic);
      case "Tanh" -> x -> x.increasing(Math::tanh);
      default -> throw new ReferenceException("attribute activation is " + name);
    };
  }

  static ReferenceTensor gemm(Call call) {
    ReferenceTensor sum = Matrices.gemm(call);
    if (!sum.isReal()) {
      throw new ReferenceException("inputs of type " + sum.type());
    }
    String name = call.attributes.text("activation", "");
    float slope = name.equals("LeakyRelu") ? call.attributes.real("activation_alpha", 0.01f) : 0;
    return map(sum, call, activation(call, name.matches("Clip|HardSigmoid") ? "?" : name, slope));
  }

  /** {@code α·A'·B'}. */
  static ReferenceTensor matMul(Call call) {
    if (call.attributes.flag("transBatchA", false) || call.attributes.flag("transBatchB", false)) {
      throw new ReferenceException("transposed batches are not supported");
    }
    ReferenceTensor a = turned(call, 0, call.attributes.flag("transA", false));
    ReferenceTensor b = turned(call, 1, call.attributes.flag("transB", false));
    float alpha = call.attributes.real("alpha", 1);
    return map(Matrices.product(call, a, b), call, x -> alpha == 1 ? x : x.times(alpha));
  }

  /** The last two axes change places. */
  private static ReferenceTensor turned(Call call, int index, boolean turns) {
    ReferenceTensor x = call.real(index);
    int rank = x.shape().rank();
    if (!turns) {
      return x;
    }
    if (rank < 2) {
      throw new ReferenceException("input " + index + " has the shape " + x.shape());
    }
    int rows = x.shape().dim(rank - 2);
    int columns = x.shape().dim(rank - 1);
    int[] source = new int[call.claim(x.shape()).size()];
    for (int i = 0; i < source.length; i++) {
      int matrix = i / (rows * columns);
      int place = i % (rows * columns);
      source[i] = matrix * rows * columns + place % rows * columns + place / rows;
    }
    return x.pick(source, x.shape().with(rank - 2, columns).with(rank - 1, rows));
  }

  /** {@code x·sigmoid(αx)}. */
  static ReferenceTensor quickGelu(Call call) {
    float alpha = call.attributes.real("alpha", 1.702f);
    return map(call.real(0), call, x -> x.times(x.times(alpha).increasing(Fusions::logistic)));
  }
}
