package org.plumbline.network.eval;

import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.TransposedMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Evaluation of one input in IEEE binary32, every product and every sum rounded, as a runtime that
 * deploys the network computes it. Runtimes differ in the order of their sums; this one adds in the
 * order of the inputs, the bias last, and keeps the factors of composed maps apart. Activations are
 * computed in double and rounded once. Coefficients of zero are skipped, even before an infinity.
 */
public final class Float32ForwardPass {
  private final Network network;

  public Float32ForwardPass(Network network) {
    this.network = network;
  }

  public float[] outputs(float[] inputs) {
    if (inputs.length != network.inputSize()) {
      throw new IllegalArgumentException(
          inputs.length + " inputs for a network of " + network.inputSize());
    }
    float[][] values = new float[network.depth()][];
    values[0] = inputs;
    Evaluation evaluation = new Evaluation(values);
    for (int k = 1; k < values.length; k++) {
      values[k] = network.layer(k).accept(evaluation);
    }
    return values[network.outputIndex()];
  }

  /** The values of a layer from those before it. */
  private record Evaluation(float[][] values) implements ComputedLayerVisitor<float[]> {
    @Override
    public float[] visitAffine(AffineLayer layer) {
      return affine(layer, values);
    }

    @Override
    public float[] visitActivation(ActivationLayer layer) {
      return activate(layer.activation(), values[layer.source()]);
    }

    @Override
    public float[] visitProduct(ProductLayer layer) {
      return multiply(values[layer.left()], values[layer.right()]);
    }

    @Override
    public float[] visitReluDifference(ReluDifferenceLayer layer) {
      return difference(values[layer.base()], values[layer.change()]);
    }

    @Override
    public float[] visitMaximum(MaximumLayer layer) {
      return maximum(layer, values[layer.source()]);
    }
  }

  private static float[] affine(AffineLayer layer, float[][] values) {
    float[] result = new float[layer.size()];
    for (AffineLayer.Term term : layer.terms()) {
      float[] x = values[term.source()];
      for (LinearMap factor : Factors.of(term.map())) {
        x = apply(factor, x);
      }
      for (int i = 0; i < result.length; i++) {
        result[i] += x[i];
      }
    }
    for (int i = 0; i < result.length; i++) {
      result[i] += (float) layer.bias()[i];
    }
    return result;
  }

  private static float[] apply(LinearMap map, float[] x) {
    float[] y = new float[map.outputSize()];
    if (map instanceof TransposedMap transposed) {
      Scatter scatter = new Scatter(y);
      for (int i = 0; i < x.length; i++) {
        scatter.scale = x[i];
        transposed.map().visitRow(i, scatter);
      }
    } else {
      RowSum row = new RowSum(x);
      for (int o = 0; o < y.length; o++) {
        row.sum = 0;
        map.visitRow(o, row);
        y[o] = row.sum;
      }
    }
    return y;
  }

  private static float[] activate(Activation activation, float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) activation.value(x[i]);
    }
    return y;
  }

  private static float[] multiply(float[] left, float[] right) {
    float[] y = new float[left.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = left[i] * right[i];
    }
    return y;
  }

  private static float[] difference(float[] z, float[] d) {
    float[] y = new float[z.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(z[i] + d[i], 0) - Math.max(z[i], 0);
    }
    return y;
  }

  private static float[] maximum(MaximumLayer layer, float[] x) {
    float[] y = new float[layer.size()];
    for (int g = 0; g < y.length; g++) {
      y[g] = Float.NEGATIVE_INFINITY;
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        y[g] = Math.max(y[g], x[layer.members()[m]]);
      }
    }
    return y;
  }

  /** Adds up one row of a map times x. */
  private static final class RowSum implements LinearMap.EntryVisitor {
    private final float[] x;
    private float sum;

    RowSum(float[] x) {
      this.x = x;
    }

    @Override
    public void entry(int input, double coefficient) {
      sum += (float) coefficient * x[input];
    }
  }

  /** Adds multiples of one row of a transposed map to y. */
  private static final class Scatter implements LinearMap.EntryVisitor {
    private final float[] y;
    private float scale;

    Scatter(float[] y) {
      this.y = y;
    }

    @Override
    public void entry(int output, double coefficient) {
      y[output] += (float) coefficient * scale;
    }
  }
}
