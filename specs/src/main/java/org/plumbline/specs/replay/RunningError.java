package org.plumbline.specs.replay;

import static org.plumbline.network.interval.Rounding.UNIT;
import static org.plumbline.network.interval.Rounding.inflate;

import java.util.Arrays;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Evaluates a network in double together with a bound on how far the result is from the exact
 * outputs: running error analysis (Wilkinson; Higham, <em>Accuracy and Stability of Numerical
 * Algorithms</em>, 3.3). With computed values v, error bounds d, coefficient errors e:
 *
 * <pre>  affine     d' = Σ|M|·d·(1+e) + Σ e·|M|·|v| + γₙ·(Σ|M|·|v| + |b|) + bias errors
 *   product    d' = |a|·d_b + |b|·d_a + d_a·d_b + u·|ab|
 *   difference d' = d_z + d_d + u·|z + d|, for slopes in [−1, 1] and [0, 1]
 *   maximum    d' = greatest d of the group</pre>
 *
 * and {@link ActivationError} for activations. A bound is infinite or NaN where nothing is known:
 * after an overflow, at a step, outside of a function's domain.
 */
public final class RunningError {
  private final Network network;
  private final ForwardPass forward;

  public RunningError(Network network) {
    this.network = network;
    this.forward = new ForwardPass(network, new JavaGemm());
  }

  /**
   * Computed values of all layers, and how far each is at most from the exact one.
   *
   * @param values buffers, valid until the next call
   */
  public record Layers(double[][] values, double[][] errors) {}

  /** Computed outputs, and how far each is at most from the exact one. */
  record Enclosure(double[] values, double[] errors) {}

  /**
   * @param deviation how far each input may be from the one meant
   */
  Enclosure enclose(double[] inputs, double[] deviation) {
    Layers layers = layers(inputs, deviation);
    int last = network.outputIndex();
    return new Enclosure(
        Arrays.copyOf(layers.values()[last], network.outputSize()), layers.errors()[last]);
  }

  /**
   * @param deviation how far each input may be from the one meant
   */
  public Layers layers(double[] inputs, double[] deviation) {
    double[][] values = forward.trace(1, inputs);
    double[][] errors = new double[network.depth()][];
    errors[0] = deviation;
    for (int k = 1; k < errors.length; k++) {
      errors[k] = errors(network.layer(k), values[k], values, errors);
    }
    return new Layers(values, errors);
  }

  private static double[] errors(Layer layer, double[] result, double[][] v, double[][] d) {
    double[] errors = new double[layer.size()];
    layer.accept(new Step(v, d, errors));
    for (int i = 0; i < errors.length; i++) {
      boolean small = Math.abs(result[i]) + errors[i] <= Rounding.LARGEST_MAGNITUDE;
      errors[i] = small ? errors[i] : Double.POSITIVE_INFINITY;
    }
    return errors;
  }

  /** Fills in the errors of a layer from those before it, overflow left out. */
  private record Step(double[][] v, double[][] d, double[] errors)
      implements ComputedLayerVisitor<Void> {
    @Override
    public Void visitAffine(AffineLayer layer) {
      affine(layer, v, d, errors);
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      for (int i = 0; i < errors.length; i++) {
        int source = layer.source();
        errors[i] = ActivationError.bound(layer.activation(), v[source][i], d[source][i]);
      }
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      product(layer, v, d, errors);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      difference(layer, v, d, errors);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maximum(layer, d[layer.source()], errors);
      return null;
    }
  }

  private static void affine(AffineLayer layer, double[][] v, double[][] d, double[] errors) {
    double[] magnitude = new double[errors.length];
    double[] moved = new double[errors.length];
    long summands = 1;
    for (AffineLayer.Term term : layer.terms()) {
      double relative = term.map().coefficientError();
      int size = term.map().inputSize();
      double[] absolute = new double[size];
      double[] sideways = new double[size];
      for (int i = 0; i < size; i++) {
        absolute[i] = Math.abs(v[term.source()][i]);
        sideways[i] = inflate(d[term.source()][i] * (1 + relative) + relative * absolute[i]);
      }
      term.map().applyAbsolute(absolute, magnitude);
      term.map().applyAbsolute(sideways, moved);
      summands += term.map().summands() + 1L;
    }
    double gamma = Rounding.gamma(2 * summands);
    for (int o = 0; o < errors.length; o++) {
      double biasError = layer.biasError() == null ? 0 : layer.biasError()[o];
      double rounding = gamma * inflate(magnitude[o] + Math.abs(layer.bias()[o]));
      errors[o] = inflate(moved[o] + rounding + biasError) + Rounding.UNDERFLOW;
    }
  }

  private static void product(ProductLayer layer, double[][] v, double[][] d, double[] errors) {
    for (int i = 0; i < errors.length; i++) {
      double a = Math.abs(v[layer.left()][i]);
      double b = Math.abs(v[layer.right()][i]);
      double da = d[layer.left()][i];
      double db = d[layer.right()][i];
      errors[i] = inflate(a * db + b * da + da * db + 2 * UNIT * a * b);
    }
  }

  private static void difference(
      ReluDifferenceLayer layer, double[][] v, double[][] d, double[] errors) {
    for (int i = 0; i < errors.length; i++) {
      double sum = Math.abs(v[layer.base()][i] + v[layer.change()][i]);
      errors[i] = inflate(d[layer.base()][i] + d[layer.change()][i] + 2 * UNIT * sum);
    }
  }

  private static void maximum(MaximumLayer layer, double[] d, double[] errors) {
    for (int g = 0; g < errors.length; g++) {
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        errors[g] = Math.max(errors[g], d[layer.members()[m]]);
      }
    }
  }
}
