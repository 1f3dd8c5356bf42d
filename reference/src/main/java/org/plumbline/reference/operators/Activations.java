package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.kernel.ErrorFunction;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * Activation functions. Each is written with the formula of docs/Operators.md, in {@link
 * Mode#TYPED} with the NaN that IEEE 754 gives to it; Relu, Clip and HardSigmoid hand NaN on, as
 * ONNX Runtime does.
 */
final class Activations {
  private Activations() {}

  static ReferenceTensor relu(Call call) {
    return Elementwise.map(call, x -> x.max(0), x -> Math.max(x, 0));
  }

  static ReferenceTensor leakyRelu(Call call) {
    double alpha = call.attributes.real("alpha", 0.01f);
    return Elementwise.map(call, x -> bent(x, x.of(alpha)));
  }

  /** x where it is not negative, slope·x where it is: max(x, 0) + slope·min(x, 0). */
  private static Scalar bent(Scalar x, Scalar slope) {
    if (x instanceof Ball) {
      return x.max(0).plus(x.min(0).times(slope));
    }
    return x.value() < 0 ? x.times(slope) : x;
  }

  static ReferenceTensor prelu(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor slope = call.input(1);
    Broadcast.checkOneWay(slope.shape(), x.shape());
    return Elementwise.zip(
        call, x, slope, Activations::bent, (type, a, b) -> type.compare(a, 0) < 0 ? a * b : a);
  }

  /** Ends from attributes (to 10) or inputs (from 11); by default those of the element type. */
  static ReferenceTensor clip(Call call) {
    ReferenceTensor x = Elementwise.numeric(call.input(0));
    if (!x.isReal()) {
      long low = call.has(1) ? bound(call, 1).integer(0) : x.type().least();
      long high = call.has(2) ? bound(call, 2).integer(0) : x.type().most();
      return Elementwise.map(call, x, x.type(), v -> clip(x.type(), v, low, high));
    }
    Scalar low;
    Scalar high;
    if (call.opset() < 11) {
      low = call.constant(call.attributes.real("min", -Float.MAX_VALUE));
      high = call.constant(call.attributes.real("max", Float.MAX_VALUE));
    } else {
      double end = x.type().greatest();
      low = call.has(1) ? bound(call, 1).scalar(call.mode(), 0) : call.constant(-end);
      high = call.has(2) ? bound(call, 2).scalar(call.mode(), 0) : call.constant(end);
    }
    if (low.isNaN() || high.isNaN()) {
      throw new UndefinedException("an end is NaN");
    }
    return Elementwise.map(call, x, v -> v.max(low).min(high));
  }

  private static ReferenceTensor bound(Call call, int index) {
    ReferenceTensor bound = call.input(index, call.input(0).type());
    if (bound.size() != 1) {
      throw new ReferenceException("input " + index + " has the shape " + bound.shape());
    }
    return bound;
  }

  private static long clip(ElementType type, long x, long low, long high) {
    long raised = Extrema.order(type, x, low) < 0 ? low : x;
    return Extrema.order(type, raised, high) > 0 ? high : raised;
  }

  static ReferenceTensor hardSigmoid(Call call) {
    double alpha = call.attributes.real("alpha", 0.2f);
    double beta = call.attributes.real("beta", 0.5f);
    return Elementwise.map(call, x -> x.times(alpha).plus(beta).min(1).max(0));
  }

  /**
   * {@code x · max(0, min(1, x/6 + 1/2))}. The standard's function has the float next to 1/6, its
   * text says 1/6: a ball holds both.
   */
  static ReferenceTensor hardSwish(Call call) {
    Scalar sixth = call.near(1 / 6f, 0x1p-26);
    return Elementwise.map(call, x -> x.times(x.times(sixth).plus(0.5).min(1).max(0)));
  }

  static ReferenceTensor sigmoid(Call call) {
    return Elementwise.map(call, x -> x.increasing(Functions::sigmoid));
  }

  static ReferenceTensor softplus(Call call) {
    return Elementwise.map(call, x -> x.increasing(Functions::softplus));
  }

  static ReferenceTensor softsign(Call call) {
    return Elementwise.map(call, x -> x.over(x.abs().plus(1)));
  }

  /** {@code x · tanh(softplus(x))}. */
  static ReferenceTensor mish(Call call) {
    return Elementwise.map(
        call, x -> x.times(x.increasing(Functions::softplus).increasing(StrictMath::tanh)));
  }

  /** {@code x · sigmoid(αx)}. */
  /** The first input times its sigmoid times the second one. */
  static ReferenceTensor swiGlu(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    ReferenceTensor a = call.real(0);
    ReferenceTensor b = call.input(1, a.type());
    if (!a.shape().equals(b.shape())) {
      throw new ReferenceException("inputs of the shapes " + a.shape() + " and " + b.shape());
    }
    RealBuilder result = new RealBuilder(call.claim(a.shape()));
    for (int i = 0; i < a.size(); i++) {
      Scalar x = a.scalar(call.mode(), i);
      Scalar gate = x.times(x.times(alpha).increasing(Functions::sigmoid));
      result.set(i, gate.times(b.scalar(call.mode(), i)));
    }
    return result.build(a.type());
  }

  static ReferenceTensor swish(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    return Elementwise.map(call, x -> x.times(x.times(alpha).increasing(Functions::sigmoid)));
  }

  /**
   * {@code x/2 · (1 + erf(x/√2))}, or with tanh: {@code x/2 · (1 + tanh(√(2/π)·(x + 0.044715x³)))},
   * whose constants ONNX Runtime rounds to float32; a ball holds both.
   */
  static ReferenceTensor gelu(Call call) {
    if (call.attributes.choice("approximate", "none", "tanh").equals("tanh")) {
      Scalar cube = call.near(0.044715, 0x1p-29);
      Scalar scale = call.near(Math.sqrt(2 / Math.PI), 0x1p-25);
      return Elementwise.map(call, x -> approximateGelu(x, cube, scale));
    }
    Scalar root = call.constant(2).sqrt();
    return Elementwise.map(
        call, x -> x.over(2).times(x.over(root).increasing(ErrorFunction::erf).plus(1)));
  }

  private static Scalar approximateGelu(Scalar x, Scalar cube, Scalar scale) {
    Scalar inner = x.plus(x.square().times(x).times(cube)).times(scale);
    return x.over(2).times(inner.increasing(StrictMath::tanh).plus(1));
  }

  static ReferenceTensor elu(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    return Elementwise.map(call, x -> exponentialBelowZero(x, x.of(alpha), x.of(1)));
  }

  static ReferenceTensor celu(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    return Elementwise.map(call, x -> exponentialBelowZero(x, x.of(alpha), x.of(alpha)));
  }

  static ReferenceTensor selu(Call call) {
    double alpha = call.attributes.real("alpha", 1.6732632f);
    double gamma = call.attributes.real("gamma", 1.050701f);
    return Elementwise.map(call, x -> exponentialBelowZero(x, x.of(alpha), x.of(1)).times(gamma));
  }

  /** {@code max(x, 0) + α·(exp(min(x, 0) / width) − 1)}. */
  private static Scalar exponentialBelowZero(Scalar x, Scalar alpha, Scalar width) {
    Scalar below = x.min(0).over(width).increasing(StrictMath::expm1);
    return x.max(0).plus(alpha.times(below));
  }

  /** x where it is greater than α, else 0. */
  static ReferenceTensor thresholdedRelu(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    return Elementwise.map(call, x -> x.select(x.of(alpha), x, x.of(0)));
  }

  /** x + bias below −λ, x − bias above λ, else 0. */
  static ReferenceTensor shrink(Call call) {
    double bias = call.attributes.real("bias", 0);
    double end = call.attributes.real("lambd", 0.5f);
    return Elementwise.map(
        call,
        x -> {
          Scalar high = x.select(x.of(end), x.minus(x.of(bias)), x.of(0));
          return x.negated().select(x.of(end), x.plus(bias), high);
        });
  }
}
