package org.plumbline.network.eval;

import java.util.Arrays;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Evaluation in double of a batch of inputs, layer by layer. Owns its buffers: the arrays returned
 * are valid until the next call, and one instance serves one thread.
 */
public final class ForwardPass {
  private final Network network;
  private final Gemm gemm;
  private final double[][] values;

  public ForwardPass(Network network, Gemm gemm) {
    this.network = network;
    this.gemm = gemm;
    this.values = new double[network.depth()][];
    Arrays.setAll(values, k -> new double[0]);
  }

  /** Outputs {@code [rows × outputSize]} for inputs {@code [rows × inputSize]}. */
  public double[] outputs(int rows, double[] inputs) {
    return trace(rows, inputs)[network.outputIndex()];
  }

  /** Values of every layer, {@code [layer][rows × size]}; buffers may be longer than needed. */
  public double[][] trace(int rows, double[] inputs) {
    values[0] = inputs;
    for (int k = 1; k < values.length; k++) {
      int needed = rows * network.layer(k).size();
      if (values[k].length < needed) {
        values[k] = new double[needed];
      }
      network.layer(k).accept(new Evaluation(rows, values[k]));
    }
    return values;
  }

  /** Fills in the values of a layer from those before it. */
  private final class Evaluation implements ComputedLayerVisitor<Void> {
    private final int rows;
    private final double[] result;

    Evaluation(int rows, double[] result) {
      this.rows = rows;
      this.result = result;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      int n = layer.size();
      for (int r = 0; r < rows; r++) {
        System.arraycopy(layer.bias(), 0, result, r * n, n);
      }
      for (AffineLayer.Term term : layer.terms()) {
        term.map().apply(gemm, rows, values[term.source()], 0, result, 0);
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      activation(layer.activation(), rows * layer.size(), values[layer.source()], result);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      product(rows * layer.size(), values[layer.left()], values[layer.right()], result);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      difference(rows * layer.size(), values[layer.base()], values[layer.change()], result);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maximum(layer, rows, result);
      return null;
    }
  }

  private static void activation(Activation activation, int count, double[] x, double[] result) {
    for (int i = 0; i < count; i++) {
      result[i] = activation.value(x[i]);
    }
  }

  private static void product(int count, double[] left, double[] right, double[] result) {
    for (int i = 0; i < count; i++) {
      result[i] = left[i] * right[i];
    }
  }

  private static void difference(int count, double[] z, double[] d, double[] result) {
    for (int i = 0; i < count; i++) {
      result[i] = ReluDifferenceLayer.value(z[i], d[i]);
    }
  }

  private void maximum(MaximumLayer layer, int rows, double[] result) {
    double[] x = values[layer.source()];
    int size = network.layer(layer.source()).size();
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < layer.size(); g++) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
          greatest = Math.max(greatest, x[r * size + layer.members()[m]]);
        }
        result[r * layer.size() + g] = greatest;
      }
    }
  }
}
