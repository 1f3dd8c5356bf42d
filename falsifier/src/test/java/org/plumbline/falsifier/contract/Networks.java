package org.plumbline.falsifier.contract;

import java.math.BigDecimal;
import java.util.Arrays;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.LinearInequality;

/** Small networks whose unsafe inputs are known. */
public final class Networks {
  private Networks() {}

  /** y₀ = |x₀ − 0.3| + |x₁ + 0.2|, y₁ = x₀, y₂ = x₁; the third input is not read. */
  public static Network distance() {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    double[] in = {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 1, 0, 0, 0, 1, 0};
    double[] bias = {-0.3, 0.3, 0.2, -0.2, 10, 10};
    int hidden = builder.add(new AffineLayer(0, new DenseMap(6, 3, in), bias));
    int relu = builder.add(new ActivationLayer(hidden, 6, Activation.RELU));
    double[] out = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
    builder.add(new AffineLayer(relu, new DenseMap(3, 6, out), new double[] {0, -10, -10}));
    return builder.build();
  }

  /**
   * y = −Σ sign(xᵢ − ½ − i/1000), of 30 inputs: binarised, flat wherever it is differentiable. Only
   * one point in 2³⁰ of the unit cube about 0 has all of them positive.
   */
  public static Network votes() {
    int n = 30;
    double[] thresholds = new double[n];
    double[] weights = new double[n];
    int[] starts = new int[n + 1];
    int[] columns = new int[n];
    double[] ones = new double[n];
    for (int i = 0; i < n; i++) {
      thresholds[i] = -0.5 - i / 1000.0;
      weights[i] = -1;
      starts[i + 1] = i + 1;
      columns[i] = i;
      ones[i] = 1;
    }
    NetworkBuilder builder = new NetworkBuilder(1, n);
    int moved =
        builder.add(new AffineLayer(0, new SparseMap(n, starts, columns, ones, 0), thresholds));
    int signs = builder.add(new ActivationLayer(moved, n, Activation.of(Activation.Kind.SIGN)));
    builder.add(new AffineLayer(signs, new DenseMap(1, n, weights)));
    return builder.build();
  }

  /** The cube from −1 to 1, its third input fixed at 0.5. */
  public static Box cube() {
    return new Box(new double[] {-1, -1, 0.5}, new double[] {1, 1, 0.5});
  }

  /** {@code Y_output ≤ rhs}. */
  public static LinearInequality atMost(int output, double rhs) {
    return LinearInequality.ofOutputs(
        new int[] {output}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(rhs));
  }

  /** Inside the box, and some loss at most the limit. */
  public static Confirmation confirming(Network network, Target target, double limit) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    return x -> {
      double[] y = Arrays.copyOf(forward.outputs(1, x), network.outputSize());
      return target.box().contains(x)
          && target.losses().stream().anyMatch(loss -> loss.at(x, 0, y, 0) <= limit);
    };
  }
}
