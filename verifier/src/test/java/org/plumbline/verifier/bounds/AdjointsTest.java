package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

/** Coefficients of rows are those of the function, and change where it bends. */
class AdjointsTest {
  private static final double[] WEIGHTS = {1, 1, 2, -3};

  /** {@code relu(2 relu(x₀ + x₁) − relu(2x₀ − 3x₁))}. */
  private static Network network() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int sums = builder.add(affine(0, new DenseMap(2, 2, WEIGHTS.clone(), 0)));
    int relu = builder.add(new ActivationLayer(sums, 2, Activation.RELU));
    builder.add(affine(relu, new DenseMap(2, 2, new double[] {2, -1, 0, 0}, 0)));
    int again = builder.add(new ActivationLayer(3, 2, Activation.RELU));
    builder.add(affine(again, new DenseMap(1, 2, new double[] {1, 0}, 0)));
    return builder.build();
  }

  private static AffineLayer affine(int source, DenseMap map) {
    return new AffineLayer(
        List.of(new AffineLayer.Term(source, map)), new double[map.outputSize()], null);
  }

  private static Adjoints in(double[] low, double[] high) {
    double[][] rows = {{-2}};
    return new Adjoints(network(), new JavaGemm(), new Box(low, high), rows);
  }

  @Test
  void nothingChangesWhereTheNetworkIsLinear() {
    Adjoints adjoints = in(new double[] {9, 1}, new double[] {10, 2});
    assertThat(adjoints.bending()).isZero();
    assertThat(adjoints.of(2, 0)).isEqualTo(4);
    assertThat(adjoints.of(1, 1)).isEqualTo(2);
    assertThat(adjoints.value(0)).isCloseTo(-2 * (2 * 11 - 14.5), offset());
  }

  @Test
  void coefficientsChangeWhereItBends() {
    Adjoints adjoints = in(new double[] {-10, -10}, new double[] {10, 10});
    assertThat(adjoints.bending()).isGreaterThan(0.1);
    assertThat(adjoints.of(2, 0)).isEqualTo(4);
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-9);
  }
}
