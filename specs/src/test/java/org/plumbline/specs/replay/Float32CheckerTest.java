package org.plumbline.specs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
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
import org.plumbline.specs.query.Query;

class Float32CheckerTest {
  private static final double LARGE = 0x1p24;

  /** f(x + large) − large, which is x, and which binary32 makes 0 for f = ReLU and x up to 1. */
  private static Network residue(Activation activation, double large) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int sum = builder.add(affine(0, large));
    int bent = builder.add(new ActivationLayer(sum, 1, activation));
    builder.add(affine(bent, -large));
    return builder.build();
  }

  private static AffineLayer affine(int source, double bias) {
    return new AffineLayer(source, new DenseMap(1, 1, new double[] {1}), new double[] {bias});
  }

  /** Unsafe: an output of at most 1/4. */
  private static Query query(Network network, String lower, String upper) {
    DecimalBox box =
        new DecimalBox(
            new BigDecimal[] {new BigDecimal(lower)}, new BigDecimal[] {new BigDecimal(upper)});
    LinearInequality row =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal("0.25"));
    return Query.of(
        network, new Property(1, 1, List.of(new Case(box, List.of(Polyhedron.of(row))))));
  }

  @Test
  void findsWhatRealNumbersDoNotShow() {
    Query query = query(residue(Activation.RELU, LARGE), "0.5", "1");

    assertThat(new Float32Checker(query).check(0, new double[] {0.75}))
        .hasValueSatisfying(
            found -> {
              assertThat(found.outputs()).containsExactly(0);
              assertThat(found.float32Outputs()).containsExactly(0);
              assertThat(found.margin()).isEqualTo(0.25);
              assertThat(found.inFloat32()).isTrue();
              assertThat(found.isViolation()).as("of real numbers").isFalse();
            });
    assertThat(new CounterexampleChecker(query).check(new double[] {0.75})).isEmpty();
  }

  @Test
  void movesCandidatesIntoTheBox() {
    Query query = query(residue(Activation.RELU, LARGE), "0.5", "1");

    assertThat(new Float32Checker(query).check(0, new double[] {Double.NaN}))
        .hasValueSatisfying(found -> assertThat(found.inputs()).containsExactly(0.5));
  }

  @Test
  void aBoxWithoutBinary32NumbersHasNoInput() {
    Query query = query(residue(Activation.RELU, LARGE), "0.6", "0.6");

    assertThat(new Float32Checker(query).check(0, new double[] {0.6})).isEmpty();
  }

  @Test
  void outputsThatAreNoNumbersAreNoViolation() {
    Query query = query(residue(Activation.RELU, 0x1p200), "0.5", "1");

    assertThat(new Float32Checker(query).check(0, new double[] {1})).isEmpty();
  }

  @Test
  void functionsThatBinary32RoundsAsItLikesAreLeftAlone() {
    Query query = query(residue(Activation.TANH, 1), "0.5", "1");

    assertThat(new Float32Checker(query).check(0, new double[] {0.5})).isEmpty();
  }
}
