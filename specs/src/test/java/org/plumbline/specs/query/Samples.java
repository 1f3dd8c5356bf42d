package org.plumbline.specs.query;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/** Small networks and properties for the tests of this package. */
public final class Samples {
  private Samples() {}

  /** y = activation(weight · x). */
  public static Network scalar(double weight, Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int affine = builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {weight})));
    builder.add(new ActivationLayer(affine, 1, activation));
    return builder.build();
  }

  /**
   * Affine layers of the given widths with float32 weights, an activation after each but the last.
   */
  public static Network layered(Random random, Activation activation, int... widths) {
    NetworkBuilder builder = new NetworkBuilder(1, widths[0]);
    int last = 0;
    for (int k = 1; k < widths.length; k++) {
      double[] weights = gaussian(random, widths[k] * widths[k - 1]);
      double[] bias = gaussian(random, widths[k]);
      last =
          builder.add(new AffineLayer(last, new DenseMap(widths[k], widths[k - 1], weights), bias));
      if (k + 1 < widths.length) {
        last = builder.add(new ActivationLayer(last, widths[k], activation));
      }
    }
    return builder.build();
  }

  /** softmax(scale · x₁, scale · x₀), as readers lower it. */
  public static Network softmaxOfSwapped(double scale) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int scores =
        builder.add(new AffineLayer(0, new DenseMap(2, 2, new double[] {0, scale, scale, 0})));
    int differences =
        builder.add(
            new AffineLayer(scores, new DenseMap(4, 2, new double[] {0, 0, -1, 1, 1, -1, 0, 0})));
    int exp = builder.add(new ActivationLayer(differences, 4, Activation.of(Activation.Kind.EXP)));
    double[] ones = {1, 1, 1, 1};
    SparseMap pairs = new SparseMap(4, new int[] {0, 2, 4}, new int[] {0, 1, 2, 3}, ones, 0);
    int sums = builder.add(new AffineLayer(exp, pairs));
    builder.add(new ActivationLayer(sums, 2, Activation.of(Activation.Kind.RECIPROCAL)));
    return builder.build();
  }

  public static double[] gaussian(Random random, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> (float) random.nextGaussian());
    return values;
  }

  public static DecimalBox interval(String lower, String upper) {
    return new DecimalBox(
        new BigDecimal[] {new BigDecimal(lower)}, new BigDecimal[] {new BigDecimal(upper)});
  }

  /** Y_0 ≥ limit. */
  public static LinearInequality atLeast(String limit) {
    return LinearInequality.ofOutputs(
        new int[] {0}, new BigDecimal[] {BigDecimal.ONE.negate()}, new BigDecimal(limit).negate());
  }

  public static Property property(DecimalBox box, LinearInequality... unsafe) {
    return new Property(box.size(), 1, List.of(new Case(box, List.of(Polyhedron.of(unsafe)))));
  }
}
