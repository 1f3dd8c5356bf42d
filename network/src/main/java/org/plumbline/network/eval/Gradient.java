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
 * Reverse-mode derivatives of a batch: one backward sweep turns weights on the outputs into their
 * gradient by the inputs. A maximum passes its gradient to all of its greatest members: where
 * several tie, as in the even parts of an image, none of them alone lowers it. Kinks follow {@code
 * Activation.derivative}; steps, which have no gradient, get one ({@link StepSlope}). Owns its
 * buffers, as {@link ForwardPass} does.
 */
public final class Gradient {
  private final Network network;
  private final Gemm gemm;
  private final double[][] adjoints;

  public Gradient(Network network, Gemm gemm) {
    this.network = network;
    this.gemm = gemm;
    this.adjoints = new double[network.depth()][];
    Arrays.setAll(adjoints, k -> new double[0]);
  }

  /**
   * The gradient of {@code Σⱼ cotangents[r·outputs + j] · yⱼ} for every row r, {@code [rows ×
   * inputs]}; valid until the next call, and possibly longer than needed.
   *
   * @param trace from {@link ForwardPass#trace} for the same rows
   */
  public double[] inputs(int rows, double[][] trace, double[] cotangents) {
    for (int k = 0; k < adjoints.length; k++) {
      int needed = rows * network.layer(k).size();
      if (adjoints[k].length < needed) {
        adjoints[k] = new double[needed];
      } else {
        Arrays.fill(adjoints[k], 0, needed, 0);
      }
    }
    System.arraycopy(
        cotangents, 0, adjoints[network.outputIndex()], 0, rows * network.outputSize());
    for (int k = network.outputIndex(); k > 0; k--) {
      network.layer(k).accept(new Back(rows, trace, adjoints[k]));
    }
    return adjoints[0];
  }

  /** The gradient of the last call by the values of a layer, {@code [rows × size]}. */
  public double[] of(int layer) {
    return adjoints[layer];
  }

  /** Adds the gradient by the values that a layer reads. */
  private final class Back implements ComputedLayerVisitor<Void> {
    private final int rows;
    private final double[][] trace;
    private final double[] adjoint;

    Back(int rows, double[][] trace, double[] adjoint) {
      this.rows = rows;
      this.trace = trace;
      this.adjoint = adjoint;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      for (AffineLayer.Term term : layer.terms()) {
        term.map().applyTransposed(gemm, rows, adjoint, 0, adjoints[term.source()], 0);
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      activation(layer, rows, trace[layer.source()], adjoint);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      int count = rows * layer.size();
      addProduct(count, adjoint, trace[layer.right()], adjoints[layer.left()]);
      addProduct(count, adjoint, trace[layer.left()], adjoints[layer.right()]);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      difference(rows * layer.size(), layer, trace, adjoint);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      route(layer, rows, trace[layer.source()], adjoint);
      return null;
    }
  }

  private void activation(ActivationLayer layer, int rows, double[] x, double[] adjoint) {
    double[] back = adjoints[layer.source()];
    int n = layer.size();
    if (StepSlope.isFor(layer.activation())) {
      for (int r = 0; r < rows; r++) {
        StepSlope.moveBack(layer.activation(), r * n, n, x, adjoint, back);
      }
      return;
    }
    for (int i = 0; i < rows * n; i++) {
      if (adjoint[i] != 0) {
        back[i] += adjoint[i] * layer.activation().derivative(x[i]);
      }
    }
  }

  /** One source's derivative is the difference of both ReLUs', the other's the changed one's. */
  private void difference(
      int count, ReluDifferenceLayer layer, double[][] trace, double[] adjoint) {
    double[] z = trace[layer.base()];
    double[] d = trace[layer.change()];
    for (int i = 0; i < count; i++) {
      double changed = Activation.RELU.derivative(z[i] + d[i]);
      adjoints[layer.base()][i] += adjoint[i] * (changed - Activation.RELU.derivative(z[i]));
      adjoints[layer.change()][i] += adjoint[i] * changed;
    }
  }

  private static void addProduct(int count, double[] left, double[] right, double[] sum) {
    for (int i = 0; i < count; i++) {
      sum[i] += left[i] * right[i];
    }
  }

  private void route(MaximumLayer layer, int rows, double[] x, double[] adjoint) {
    double[] back = adjoints[layer.source()];
    int size = network.layer(layer.source()).size();
    int[] lastSeen = new int[size];
    int seen = 0;
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < layer.size(); g++) {
        seen++;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
          greatest = Math.max(greatest, x[r * size + layer.members()[m]]);
        }
        for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
          int member = layer.members()[m];
          if (x[r * size + member] == greatest && lastSeen[member] != seen) {
            back[r * size + member] += adjoint[r * layer.size() + g];
            lastSeen[member] = seen;
          }
        }
      }
    }
  }
}
