package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.LoweringContext;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Products of a tensor and a function of the same tensor that are one activation, which has tighter
 * lines than a product: {@code x·s(x) = swish(x)}, {@code x·tanh(softplus(x)) = mish(x)} and, with
 * z = √2·q·x,
 *
 * <pre>p·x·(1 + erf(q·x)) = 2p·x·Φ(z) = (√2·p/q)·gelu(z).</pre>
 */
final class Gates {
  private static final double ROOT_TWO = Math.sqrt(2);

  /** Of √2 and of a product or quotient, with some to spare. */
  private static final double ROUNDING = 4 * Rounding.UNIT;

  private Gates() {}

  /** The product, or null where it is none of these. */
  static Value.Variable product(Call call, Value.Variable left, Value.Variable right, int[] shape) {
    if (!Arrays.equals(left.shape(), shape) || !Arrays.equals(right.shape(), shape)) {
      return null;
    }
    Value.Variable product = gated(call, left, right);
    return product == null ? gated(call, right, left) : product;
  }

  private static Value.Variable gated(Call call, Value.Variable x, Value.Variable gate) {
    LoweringContext graph = call.graph;
    if (source(graph, gate.layer(), Kind.SIGMOID) == x.layer()) {
      return graph.activation(x, Activation.of(Kind.SWISH));
    }
    int softplus = source(graph, gate.layer(), Kind.TANH);
    if (softplus >= 0 && source(graph, softplus, Kind.SOFTPLUS) == x.layer()) {
      return graph.activation(x, Activation.of(Kind.MISH));
    }
    int erf = lessOne(graph, gate.layer());
    int argument = erf < 0 ? -1 : source(graph, erf, Kind.ERF);
    return argument < 0 ? null : gelu(call, x, argument);
  }

  private static Value.Variable gelu(Call call, Value.Variable x, int argument) {
    Multiple of = Multiple.of(call.graph, argument);
    Multiple left =
        of.layer() == x.layer()
            ? new Multiple(x.layer(), 1, 0)
            : Multiple.of(call.graph, x.layer());
    if (of.layer() != left.layer() || !isOrdinary(of.factor()) || !isOrdinary(left.factor())) {
      return null;
    }
    Value.Variable base = new Value.Variable(of.layer(), x.shape(), x.type(), false);
    Value.Variable z = times(call, base, ROOT_TWO * of.factor(), of.error() + ROUNDING);
    Value.Variable gelu = call.graph.activation(z, Activation.of(Kind.GELU));
    double factor = ROOT_TWO * left.factor() / of.factor();
    return times(call, gelu, factor, 2 * (left.error() + of.error()) + ROUNDING);
  }

  /** Whether products and quotients of two such numbers neither underflow nor overflow. */
  private static boolean isOrdinary(double factor) {
    return Math.abs(factor) > 0x1p-100 && Math.abs(factor) < 0x1p100;
  }

  private static Value.Variable times(Call call, Value.Variable x, double factor, double error) {
    double[] factors = new double[call.graph.claim(x.shape())];
    Arrays.fill(factors, factor);
    return call.graph.affine(x, new DiagonalMap(factors, error), x.shape());
  }

  /** What an activation layer of a kind reads, else −1. */
  private static int source(LoweringContext graph, int layer, Kind kind) {
    return graph.layer(layer) instanceof ActivationLayer act && act.activation().kind() == kind
        ? act.source()
        : -1;
  }

  /** The layer to which one is added, else −1. */
  private static int lessOne(LoweringContext graph, int layer) {
    boolean addsOne =
        graph.layer(layer) instanceof AffineLayer affine
            && affine.biasError() == null
            && Arrays.stream(affine.bias()).allMatch(b -> b == 1);
    Multiple of = addsOne ? Multiple.ofMap((AffineLayer) graph.layer(layer)) : null;
    return of != null && of.factor() == 1 && of.error() == 0 ? of.layer() : -1;
  }

  /**
   * A layer that is a number times another one.
   *
   * @param error relative, of the factor
   */
  private record Multiple(int layer, double factor, double error) {
    static Multiple of(LoweringContext graph, int layer) {
      boolean isLinear =
          graph.layer(layer) instanceof AffineLayer affine
              && affine.biasError() == null
              && Arrays.stream(affine.bias()).allMatch(b -> b == 0);
      Multiple multiple = isLinear ? ofMap((AffineLayer) graph.layer(layer)) : null;
      return multiple == null ? new Multiple(layer, 1, 0) : multiple;
    }

    /** Null where the matrix is no multiple of the identity. */
    static Multiple ofMap(AffineLayer affine) {
      if (affine.terms().size() > 1) {
        return null;
      }
      AffineLayer.Term term = affine.terms().get(0);
      if (term.map() instanceof SelectionMap selection && selection.isIdentity()) {
        return new Multiple(term.source(), 1, 0);
      }
      if (!(term.map() instanceof DiagonalMap diagonal)) {
        return null;
      }
      double[] factors = diagonal.scale();
      boolean isUniform =
          factors.length > 0 && Arrays.stream(factors).allMatch(f -> f == factors[0]);
      return isUniform
          ? new Multiple(term.source(), factors[0], diagonal.coefficientError())
          : null;
    }
  }
}
