package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.certificates.check.Questions.affine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;

/** Products and smooth functions in binary32: what a runtime may compute lies in the enclosure. */
class Float32FunctionsTest {
  private static final Set<Kind> KINDS =
      EnumSet.of(
          Kind.SIGMOID, Kind.TANH, Kind.EXP, Kind.SIN, Kind.COS, Kind.ERF, Kind.ATAN, Kind.POWER);

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /**
   * {@code c·σ(a·x + b)·(d·y + e) + f·x·y}, in one order and with the scale c first, the function
   * off by a few units either way.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyOrderLiesInside(int seed) {
    Random random = new Random(seed);
    Kind kind = KINDS.stream().skip(seed % KINDS.size()).findFirst().orElseThrow();
    Activation sigma = kind == Kind.POWER ? Activation.power(2 + seed % 3) : Activation.of(kind);
    float[] p = new float[6];
    for (int i = 0; i < p.length; i++) {
      p[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(7) - 3);
    }
    float x = (float) random.nextGaussian();
    float y = (float) random.nextGaussian();
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int inner = builder.add(affine(0, new double[][] {{p[0], 0}}, p[1]));
    int smooth = builder.add(new ActivationLayer(inner, 1, sigma));
    int factor = builder.add(affine(0, new double[][] {{0, p[3]}}, p[4]));
    int product = builder.add(new ProductLayer(smooth, factor, 1));
    int left = builder.add(affine(0, new double[][] {{1, 0}}, 0));
    int right = builder.add(affine(0, new double[][] {{0, 1}}, 0));
    int other = builder.add(new ProductLayer(left, right, 1));
    builder.add(
        new AffineLayer(
            List.of(
                new AffineLayer.Term(product, new DenseMap(1, 1, new double[] {p[2]})),
                new AffineLayer.Term(other, new DenseMap(1, 1, new double[] {p[5]}))),
            new double[1],
            null));
    Optional<List<Box>> boxes =
        PointEnclosure.of(builder.build(), Semantics.FLOAT32).at(new double[] {x, y});
    Box last = boxes.orElseThrow().get(boxes.get().size() - 1);
    for (int units = -6; units <= 6; units += 3) {
      float s = moved((float) sigma.value(p[0] * x + p[1]), units);
      float f = p[3] * y + p[4];
      assertThat(last.contains(new double[] {p[2] * (s * f) + p[5] * (x * y)})).isTrue();
      assertThat(last.contains(new double[] {(p[2] * s) * f + (p[5] * x) * y})).isTrue();
      assertThat(last.contains(new double[] {(p[2] * f) * s + x * (p[5] * y)})).isTrue();
    }
    assertThat(last.upper()[0] - last.lower()[0])
        .isLessThan(1e-2 * (1 + Math.abs(last.upper()[0])));
  }

  private static float moved(float value, int units) {
    float moved = value;
    for (int k = 0; k < Math.abs(units); k++) {
      moved = units > 0 ? Math.nextUp(moved) : Math.nextDown(moved);
    }
    return moved;
  }

  /**
   * What a function errs by reaches the output through two affine layers, of which only one ends.
   */
  @Test
  void absoluteErrorsAreTakenAlong() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int sigmoid = builder.add(new ActivationLayer(0, 1, Activation.of(Kind.SIGMOID)));
    int first = builder.add(affine(sigmoid, new double[][] {{1024}}, 0));
    builder.add(affine(first, new double[][] {{1024}}, 0));
    Box last =
        PointEnclosure.of(builder.build(), Semantics.FLOAT32)
            .at(new double[] {-80})
            .orElseThrow()
            .get(3);
    assertThat(last.upper()[0]).isGreaterThan(8 * 0x1p-24 * 0x1p20);
    assertThat(last.lower()[0]).isLessThan(-8 * 0x1p-24 * 0x1p20);
  }

  /** log 0 is not defined, and a subnormal number may be flushed to it. */
  @Test
  void logarithmsOfFlushedNumbersAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int log = builder.add(new ActivationLayer(0, 1, Activation.of(Kind.LOG)));
    builder.add(affine(log, new double[][] {{1}}, 0));
    PointEnclosure enclosure = PointEnclosure.of(builder.build(), Semantics.FLOAT32);
    assertThat(enclosure.at(new double[] {0x1p-130})).isEmpty();
    assertThat(enclosure.at(new double[] {0x1p-120})).isPresent();
  }

  @Test
  void quotientsThatMayOverflowAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int inverse = builder.add(new ActivationLayer(0, 1, Activation.of(Kind.RECIPROCAL)));
    builder.add(affine(inverse, new double[][] {{1}}, 0));
    PointEnclosure enclosure = PointEnclosure.of(builder.build(), Semantics.FLOAT32);
    assertThat(enclosure.at(new double[] {0x1p-128})).isEmpty();
    assertThat(enclosure.at(new double[] {0x1p-100})).isPresent();
  }

  /** A runtime may recognise a variance, and compute it as a difference of means. */
  @Test
  void rootsOfProductsAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int square = builder.add(new ActivationLayer(0, 1, Activation.power(2)));
    int sum = builder.add(affine(square, new double[][] {{1}}, 1));
    int root = builder.add(new ActivationLayer(sum, 1, Activation.of(Kind.SQRT)));
    builder.add(affine(root, new double[][] {{1}}, 0));
    assertThatThrownBy(() -> PointEnclosure.of(builder.build(), Semantics.FLOAT32))
        .hasMessageContaining("layer 3");
  }

  /** Nothing pays for the error of a function that an activation reads. */
  @Test
  void functionsThatActivationsReadAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int sigmoid = builder.add(new ActivationLayer(0, 1, Activation.of(Kind.SIGMOID)));
    int relu = builder.add(new ActivationLayer(sigmoid, 1, Activation.RELU));
    builder.add(affine(relu, new double[][] {{1}}, 0));
    assertThatThrownBy(() -> PointEnclosure.of(builder.build(), Semantics.FLOAT32))
        .hasMessageContaining("layer 1");
  }
}
