package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.certificates.check.Questions.affine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

/** What runtimes in binary32 compute lies in the enclosure, however they group their arithmetic. */
class Float32ErrorsTest {

  private static Optional<List<Box>> enclosure(Network network, double... x) {
    return PointEnclosure.of(network, Semantics.FLOAT32).at(x);
  }

  private static double widthOfOutput(NetworkBuilder builder, double... x) {
    Box output = last(enclosure(builder.build(), x).orElseThrow());
    return output.upper()[0] - output.lower()[0];
  }

  private static Box last(List<Box> boxes) {
    return boxes.get(boxes.size() - 1);
  }

  /** {@code (x₀ − x₁)·3} for 1 and 1: folded into the matrix, 3x₀ − 3x₁ rounds at 3. */
  @Test
  void sumsThatCancelAreChargedByTheirTerms() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int difference = builder.add(affine(0, new double[][] {{1, -1}}, 0));
    builder.add(affine(difference, new double[][] {{3}}, 0));
    assertThat(widthOfOutput(builder, 1, 1)).isBetween(6 * 0x1p-24, 1e-5);
  }

  /** A matrix alone: five roundings of the sum of absolute values 2, and nothing for what is 0. */
  @Test
  void theErrorOfOneLayer() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(affine(0, new double[][] {{0.5, 0.25}}, -1));
    double error = widthOfOutput(builder, 1, 2) / 2;
    assertThat(error).isBetween(2 * 6 * 0x1p-24, 2 * 6.2 * 0x1p-24);
  }

  @Test
  void movementsRoundNothing() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.add(affine(0, new double[][] {{0, -1}}, 0));
    assertThat(widthOfOutput(builder, 1, 2)).isLessThan(1e-10);
  }

  /** 2¹⁰⁰ x · 2⁶⁰ for x = 2⁻¹⁰⁰ is 2⁶⁰, but the matrix with the scale in it overflows. */
  @Test
  void coefficientsThatOverflowWhereTheyAreFoldedAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int first = builder.add(affine(0, new double[][] {{0x1p100}}, 0));
    builder.add(affine(first, new double[][] {{0x1p60}}, 0));
    assertThat(enclosure(builder.build(), 0x1p-100)).isEmpty();
    assertThat(enclosure(builder.build(), 0)).isEmpty();
  }

  /** 2⁻¹⁰⁰ x · 2⁻⁶⁰ for x = 2¹²⁰ is 2⁻⁴⁰, or 0 where the product of the factors underflows. */
  @Test
  void coefficientsThatUnderflowWhereTheyAreFoldedAreCharged() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int first = builder.add(affine(0, new double[][] {{0x1p-100}}, 0));
    builder.add(affine(first, new double[][] {{0x1p-60}}, 0));
    Box output = last(enclosure(builder.build(), 0x1p120).orElseThrow());
    assertThat(output.contains(new double[] {0})).isTrue();
    assertThat(output.contains(new double[] {0x1p-40})).isTrue();
  }

  @Test
  void sumsThatOverflowBeforeTheyAreDividedAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 4);
    builder.add(affine(0, new double[][] {{0.25, 0.25, 0.25, 0.25}}, 0));
    double[] large = IntStream.range(0, 4).mapToDouble(i -> 0x1p125).toArray();
    assertThat(enclosure(builder.build(), large)).isEmpty();
    assertThat(enclosure(builder.build(), 1, 2, 3, 4)).isPresent();
  }

  /** Behind an overflow everything may be a NaN, which maxima skip and Clip lets pass. */
  @Test
  void whatStandsBehindAnOverflowIsNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int wide = builder.add(affine(0, new double[][] {{0x1p100}}, 0));
    int clipped = builder.add(new ActivationLayer(wide, 1, Activation.clip(-1, 1)));
    int maximum = builder.add(new MaximumLayer(clipped, new int[] {0, 1}, new int[] {0}));
    builder.add(affine(maximum, new double[][] {{1}}, 0));
    assertThat(enclosure(builder.build(), 0x1p100)).isEmpty();
    assertThat(enclosure(builder.build(), 0x1p-100)).isPresent();
  }

  @Test
  void stepsSeeFlushedNumbers() {
    for (Activation.Kind kind : List.of(Activation.Kind.SIGN, Activation.Kind.FLOOR)) {
      NetworkBuilder builder = new NetworkBuilder(1, 1);
      int step = builder.add(new ActivationLayer(0, 1, Activation.of(kind)));
      builder.add(affine(step, new double[][] {{1}}, 0));
      Box subnormal = last(enclosure(builder.build(), -0x1p-130).orElseThrow());
      assertThat(subnormal.contains(new double[] {-1})).isTrue();
      assertThat(subnormal.contains(new double[] {0})).isTrue();
      Box normal = last(enclosure(builder.build(), -0x1p-120).orElseThrow());
      assertThat(normal.contains(new double[] {0})).isFalse();
    }
  }

  @Test
  void aSignBehindAReluSeesFlushedNumbers() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int relu = builder.add(new ActivationLayer(0, 1, Activation.RELU));
    int sign = builder.add(new ActivationLayer(relu, 1, Activation.of(Activation.Kind.SIGN)));
    builder.add(affine(sign, new double[][] {{1}}, 0));
    Box output = last(enclosure(builder.build(), 0x1p-130).orElseThrow());
    assertThat(output.contains(new double[] {0})).isTrue();
    assertThat(output.contains(new double[] {1})).isTrue();
    assertThat(output.lower()[0]).isGreaterThan(-1e-14);
  }

  @Test
  void coefficientsOfOtherNumbersAreNotKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(affine(0, new double[][] {{0.1}}, 0));
    assertThatThrownBy(() -> enclosure(builder.build(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in binary32, layer 1");
  }

  /** A runtime has its own rounded tenth. */
  @Test
  void coefficientsWithADeviationAreKnown() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    AffineLayer.Term tenth =
        new AffineLayer.Term(0, new DenseMap(1, 1, new double[] {0.1}, 0x1p-53));
    builder.add(new AffineLayer(List.of(tenth), new double[1], null, 0x1p-23));
    Box output = last(enclosure(builder.build(), 3).orElseThrow());
    assertThat(output.contains(new double[] {0.1f * 3f})).isTrue();
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /**
   * Chains of small matrices of all magnitudes, computed layer by layer, with neighbouring layers
   * multiplied first, forwards and backwards, with and without flushing.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyGroupingLiesInside(int seed) {
    Random random = new Random(seed);
    Chain chain = Chain.draw(random, 1 + random.nextInt(4), seed % 3);
    double[] x = chain.input(random);
    Optional<List<Box>> boxes = enclosure(chain.network(), x);
    if (boxes.isEmpty()) {
      return;
    }
    for (boolean isFlushing : new boolean[] {false, true}) {
      for (int merged = 0; merged < 1 << chain.weights.size() - 1; merged++) {
        float[] y = new Runtime32(isFlushing, new Random(seed)).run(chain, merged, x);
        double[] wide = new double[y.length];
        for (int i = 0; i < y.length; i++) {
          wide[i] = y[i];
        }
        assertThat(last(boxes.get()).contains(wide))
            .as("seed %d, merged %s, flushing %s: %s", seed, merged, isFlushing, boxes.get())
            .isTrue();
      }
    }
  }

  @Test
  void mostChainsAreKnown() {
    long known =
        seeds()
            .filter(
                seed -> {
                  Random random = new Random(seed);
                  Chain chain = Chain.draw(random, 1 + random.nextInt(4), seed % 3);
                  return enclosure(chain.network(), chain.input(random)).isPresent();
                })
            .count();
    assertThat(known).isBetween(150L, 299L);
  }

  /**
   * Matrices one after the other.
   *
   * @param weights {@code [row][column]}
   */
  private record Chain(List<float[][]> weights, List<float[]> biases, int spread) {
    static Chain draw(Random random, int length, int spread) {
      List<float[][]> weights = new ArrayList<>();
      List<float[]> biases = new ArrayList<>();
      int from = 1 + random.nextInt(3);
      for (int k = 0; k < length; k++) {
        int to = 1 + random.nextInt(3);
        float[][] matrix = new float[to][from];
        float[] bias = new float[to];
        for (int i = 0; i < to; i++) {
          for (int j = 0; j < from; j++) {
            matrix[i][j] = number(random, spread);
          }
          bias[i] = number(random, spread);
        }
        weights.add(matrix);
        biases.add(bias);
        from = to;
      }
      return new Chain(weights, biases, spread);
    }

    /** About 1, or of many magnitudes, or 0. */
    private static float number(Random random, int spread) {
      int scale = spread == 0 ? 0 : random.nextInt(60 * spread + 1) - 30 * spread;
      return random.nextInt(6) == 0 ? 0 : (float) Math.scalb(random.nextGaussian(), scale);
    }

    double[] input(Random random) {
      double[] x = new double[weights.get(0)[0].length];
      for (int j = 0; j < x.length; j++) {
        x[j] = number(random, spread);
      }
      return x;
    }

    Network network() {
      NetworkBuilder builder = new NetworkBuilder(1, weights.get(0)[0].length);
      int layer = 0;
      for (int k = 0; k < weights.size(); k++) {
        layer = builder.add(affine(layer, wide(weights.get(k)), wide(biases.get(k))));
      }
      return builder.build();
    }

    private static double[][] wide(float[][] matrix) {
      double[][] result = new double[matrix.length][];
      for (int i = 0; i < result.length; i++) {
        result[i] = wide(matrix[i]);
      }
      return result;
    }

    private static double[] wide(float[] vector) {
      double[] result = new double[vector.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = vector[i];
      }
      return result;
    }
  }

  /** Arithmetic of binary32 that sums in random order, fused or not. */
  private record Runtime32(boolean isFlushing, Random random) {
    private float flushed(float value) {
      return isFlushing && Math.abs(value) < Float.MIN_NORMAL ? 0 : value;
    }

    private float product(float a, float b) {
      return flushed(flushed(a) * flushed(b));
    }

    private float sum(float a, float b) {
      return flushed(flushed(a) + flushed(b));
    }

    /** The sum of products and a last summand. */
    private float dot(float[] a, float[] b, float last) {
      boolean isForward = random.nextBoolean();
      boolean isFused = random.nextBoolean();
      float total = isForward ? 0 : last;
      for (int t = 0; t < a.length; t++) {
        int j = isForward ? t : a.length - 1 - t;
        total =
            isFused
                ? flushed(Math.fma(flushed(a[j]), flushed(b[j]), total))
                : sum(total, product(a[j], b[j]));
      }
      return isForward ? sum(total, last) : total;
    }

    /**
     * @param merged for each pair of neighbours a bit: whether they are multiplied first
     */
    float[] run(Chain chain, int merged, double[] x) {
      float[] values = new float[x.length];
      for (int j = 0; j < x.length; j++) {
        values[j] = (float) x[j];
      }
      float[][] matrix = chain.weights.get(0);
      float[] bias = chain.biases.get(0);
      for (int k = 1; k < chain.weights.size(); k++) {
        if ((merged >> k - 1 & 1) == 1) {
          bias = times(chain.weights.get(k), bias, chain.biases.get(k));
          matrix = times(chain.weights.get(k), matrix);
        } else {
          values = times(matrix, values, bias);
          matrix = chain.weights.get(k);
          bias = chain.biases.get(k);
        }
      }
      return times(matrix, values, bias);
    }

    private float[] times(float[][] matrix, float[] vector, float[] bias) {
      float[] result = new float[matrix.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = dot(matrix[i], vector, bias[i]);
      }
      return result;
    }

    private float[][] times(float[][] left, float[][] right) {
      float[][] result = new float[left.length][right[0].length];
      for (int i = 0; i < left.length; i++) {
        for (int j = 0; j < right[0].length; j++) {
          float[] column = new float[right.length];
          for (int l = 0; l < column.length; l++) {
            column[l] = right[l][j];
          }
          result[i][j] = dot(left[i], column, 0);
        }
      }
      return result;
    }
  }
}
