package org.plumbline.verifier.precise;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Evaluation of one input in decimals, with a bound on the error of every neuron: none as long as
 * layers are affine, maxima, products, differences of ReLUs, powers or piecewise linear, some 60
 * digits below the value behind other activations. For coefficients and biases that are exact.
 * Slow: for oracles.
 */
public final class PreciseForwardPass {
  private static final MathContext UP = new MathContext(8, RoundingMode.UP);

  private final Network network;
  private final BigDecimal[][] values;
  private final BigDecimal[][] errors;

  /**
   * Evaluates at once.
   *
   * @throws ArithmeticException outside of the domain of an activation, or where its step cannot be
   *     told
   */
  public PreciseForwardPass(Network network, double[] inputs) {
    this.network = network;
    this.values = new BigDecimal[network.depth()][];
    this.errors = new BigDecimal[network.depth()][];
    values[0] = Arrays.stream(inputs).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    errors[0] = zeros(inputs.length);
    for (int k = 1; k < values.length; k++) {
      Layer layer = network.layer(k);
      values[k] = zeros(layer.size());
      errors[k] = zeros(layer.size());
      evaluate(layer, values[k], errors[k]);
    }
  }

  private static BigDecimal[] zeros(int count) {
    BigDecimal[] zeros = new BigDecimal[count];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }

  /** No value of the neuron in real arithmetic is below. */
  public BigDecimal least(int layer, int neuron) {
    return values[layer][neuron].subtract(errors[layer][neuron]);
  }

  /** No value of the neuron in real arithmetic is above. */
  public BigDecimal greatest(int layer, int neuron) {
    return values[layer][neuron].add(errors[layer][neuron]);
  }

  /** No value of {@code a·x + c·y} of inputs and outputs is above. */
  public BigDecimal greatest(double[] inputCoefficients, double[] outputCoefficients) {
    BigDecimal sum = BigDecimal.ZERO;
    int last = network.outputIndex();
    for (int j = 0; j < outputCoefficients.length; j++) {
      BigDecimal c = new BigDecimal(outputCoefficients[j]);
      sum = sum.add(c.multiply(values[last][j])).add(c.abs().multiply(errors[last][j]));
    }
    for (int i = 0; inputCoefficients != null && i < inputCoefficients.length; i++) {
      sum = sum.add(new BigDecimal(inputCoefficients[i]).multiply(values[0][i]));
    }
    return sum;
  }

  private void evaluate(Layer layer, BigDecimal[] value, BigDecimal[] error) {
    if (layer instanceof AffineLayer affine) {
      affine(affine, value, error);
    } else if (layer instanceof ActivationLayer act) {
      for (int i = 0; i < value.length; i++) {
        BigDecimal x = values[act.source()][i];
        value[i] = PreciseFunctions.value(act.activation(), x);
        error[i] = activationError(act.activation(), x, errors[act.source()][i], value[i]);
      }
    } else if (layer instanceof ProductLayer product) {
      product(product, value, error);
    } else if (layer instanceof ReluDifferenceLayer difference) {
      difference(difference, value, error);
    } else if (layer instanceof MaximumLayer maximum) {
      maximum(maximum, value, error);
    }
  }

  private void affine(AffineLayer layer, BigDecimal[] value, BigDecimal[] error) {
    for (int o = 0; o < value.length; o++) {
      value[o] = new BigDecimal(layer.bias()[o]);
    }
    for (AffineLayer.Term term : layer.terms()) {
      add(term.map(), values[term.source()], errors[term.source()], value, error);
    }
  }

  /** The factors of a composed map one after the other, for only their entries are exact. */
  private static void add(
      LinearMap map, BigDecimal[] x, BigDecimal[] d, BigDecimal[] value, BigDecimal[] error) {
    if (map instanceof ComposedMap composed) {
      BigDecimal[] between = zeros(composed.first().outputSize());
      BigDecimal[] errorBetween = zeros(between.length);
      add(composed.first(), x, d, between, errorBetween);
      add(composed.second(), between, errorBetween, value, error);
      return;
    }
    for (int o = 0; o < value.length; o++) {
      int at = o;
      map.visitRow(
          o,
          (input, weight) -> {
            BigDecimal w = new BigDecimal(weight);
            value[at] = value[at].add(w.multiply(x[input]));
            error[at] = error[at].add(w.abs().multiply(d[input]), UP);
          });
    }
  }

  private void product(ProductLayer layer, BigDecimal[] value, BigDecimal[] error) {
    for (int i = 0; i < value.length; i++) {
      BigDecimal a = values[layer.left()][i];
      BigDecimal b = values[layer.right()][i];
      BigDecimal da = errors[layer.left()][i];
      BigDecimal db = errors[layer.right()][i];
      value[i] = a.multiply(b);
      error[i] = a.abs().multiply(db).add(b.abs().multiply(da)).add(da.multiply(db)).round(UP);
    }
  }

  private void difference(ReluDifferenceLayer layer, BigDecimal[] value, BigDecimal[] error) {
    for (int i = 0; i < value.length; i++) {
      BigDecimal z = values[layer.base()][i];
      BigDecimal changed = z.add(values[layer.change()][i]);
      value[i] = changed.max(BigDecimal.ZERO).subtract(z.max(BigDecimal.ZERO));
      error[i] = errors[layer.base()][i].add(errors[layer.change()][i]);
    }
  }

  private void maximum(MaximumLayer layer, BigDecimal[] value, BigDecimal[] error) {
    for (int g = 0; g < value.length; g++) {
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        BigDecimal x = values[layer.source()][layer.members()[m]];
        value[g] = m == layer.groupStart()[g] ? x : value[g].max(x);
        error[g] = error[g].max(errors[layer.source()][layer.members()[m]]);
      }
    }
  }

  /** Twice the slope times the error, which is many digits below anything σ changes over. */
  private static BigDecimal activationError(
      Activation activation, BigDecimal x, BigDecimal d, BigDecimal value) {
    boolean isExact = activation.isPiecewiseLinear() || activation.kind() == Activation.Kind.POWER;
    BigDecimal own =
        isExact ? BigDecimal.ZERO : value.abs().multiply(PreciseFunctions.RELATIVE_ERROR);
    if (d.signum() == 0) {
      return own;
    }
    if (PreciseFunctions.value(activation, x.subtract(d)).equals(value)
        && PreciseFunctions.value(activation, x.add(d)).equals(value)
        && activation.isNonDecreasing()) {
      return own;
    }
    BigDecimal slope =
        switch (activation.kind()) {
          case RELU, CLIP, SIGMOID, TANH, SIN, COS -> BigDecimal.ONE;
          case LEAKY_RELU -> BigDecimal.ONE.max(new BigDecimal(Math.abs(activation.first())));
          case SIGN, FLOOR, ROUND -> throw new ArithmeticException("a step within the error");
          case EXP -> small(d, BigDecimal.ONE, value);
          case LOG -> small(d, x, BigDecimal.ONE.divide(x, UP));
          case SQRT -> small(d, x, BigDecimal.ONE.divide(value, UP));
          case RECIPROCAL -> small(d, x, value.multiply(value));
          case POWER -> power((int) activation.first(), x.abs().add(d));
          case ERF, GELU, GELU_TANH, SWISH, MISH, HARD_SWISH -> BigDecimal.valueOf(2);
          case SOFTPLUS, SOFTSIGN, ATAN -> BigDecimal.ONE;
          case ELU -> BigDecimal.ONE.max(new BigDecimal(Math.abs(activation.first())));
          case SINH, COSH -> small(d, BigDecimal.ONE, value.abs().add(BigDecimal.ONE));
          case TAN -> small(d, BigDecimal.ONE, value.multiply(value).add(BigDecimal.ONE));
          case INVERSE_ROOT -> value.pow(3);
          case ASIN -> throw new ArithmeticException("a slope that may be infinite");
          case TABLE -> throw new ArithmeticException("no reader makes tables");
        };
    return slope.multiply(d).multiply(BigDecimal.valueOf(2)).add(own).round(UP);
  }

  private static BigDecimal power(int exponent, BigDecimal x) {
    return exponent == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(exponent).multiply(x.pow(exponent - 1));
  }

  /** The slope, if the error is small against x. */
  private static BigDecimal small(BigDecimal d, BigDecimal x, BigDecimal slope) {
    if (d.multiply(BigDecimal.valueOf(100)).compareTo(x.abs()) > 0) {
      throw new ArithmeticException("an error of the order of the argument");
    }
    return slope.abs();
  }
}
