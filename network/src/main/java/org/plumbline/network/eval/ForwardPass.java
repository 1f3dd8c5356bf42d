package org.plumbline.network.eval;

import java.util.Arrays;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

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
      evaluate(network.layer(k), rows, values[k]);
    }
    return values;
  }

  private void evaluate(Layer layer, int rows, double[] result) {
    int n = layer.size();
    if (layer instanceof AffineLayer affine) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(affine.bias(), 0, result, r * n, n);
      }
      for (AffineLayer.Term term : affine.terms()) {
        term.map().apply(gemm, rows, values[term.source()], 0, result, 0);
      }
    } else if (layer instanceof ActivationLayer act) {
      double[] x = values[act.source()];
      for (int i = 0; i < rows * n; i++) {
        result[i] = act.activation().value(x[i]);
      }
    } else if (layer instanceof ProductLayer product) {
      for (int i = 0; i < rows * n; i++) {
        result[i] = values[product.left()][i] * values[product.right()][i];
      }
    } else if (layer instanceof MaximumLayer maximum) {
      maximum(maximum, rows, result);
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
