package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.linear.Window;

/** A slice computes, from the inputs that it keeps, what the whole network computes. */
class ReceptiveFieldsTest {
  private static final int SIDE = 9;

  static java.util.stream.IntStream seeds() {
    return java.util.stream.IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sliceAgreesWithTheWhole(int seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    Network network = residual(random);
    int layer = 1 + random.nextInt(network.depth() - 1);
    BitSet wanted = new BitSet();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      wanted.set(random.nextInt(network.layer(layer).size()));
    }
    NetworkSlice slice = new ReceptiveFields(network).slice(layer, wanted).orElseThrow();
    double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
    double[][] whole = new ForwardPass(network, new JavaGemm()).trace(1, x);
    double[][] part =
        new ForwardPass(slice.network(), new JavaGemm())
            .trace(1, NetworkSlice.pick(x, slice.neurons()[0]));
    for (int k = 1; k <= layer; k++) {
      for (int i = 0; i < slice.neurons()[k].length; i++) {
        assertThat(part[slice.layer()[k]][i])
            .as("seed %d layer %d neuron %d", seed, k, slice.neurons()[k][i])
            .isCloseTo(whole[k][slice.neurons()[k][i]], org.assertj.core.data.Offset.offset(1e-12));
      }
    }
    assertThat(slice.neurons()[layer]).contains(wanted.stream().toArray());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsNotNeededDoesNotMatter(int seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    Network network = residual(random);
    BitSet wanted = new BitSet();
    wanted.set(random.nextInt(network.outputSize()));
    BitSet inputs = new ReceptiveFields(network).needed(network.outputIndex(), wanted)[0];
    double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
    double[] other = x.clone();
    for (int i = 0; i < x.length; i++) {
      if (!inputs.get(i)) {
        other[i] = random.nextDouble();
      }
    }
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    int output = wanted.nextSetBit(0);
    double before = forward.outputs(1, x)[output];
    assertThat(forward.outputs(1, other)[output]).isEqualTo(before);
  }

  /** Strided, padded, grouped convolutions with a skip connection, pooling and a scaling. */
  private static Network residual(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 2, SIDE, SIDE);
    int n = 4 * SIDE * SIDE;
    int first = builder.add(affine(random, 0, convolution(random, SIDE, 1, 2, 4, 1)));
    int relu = builder.add(new ActivationLayer(first, n, Activation.RELU));
    int second = builder.add(affine(random, relu, convolution(random, SIDE, 1, 4, 4, 2)));
    int[] identity = java.util.stream.IntStream.range(0, n).toArray();
    int sum =
        builder.add(
            new AffineLayer(
                List.of(
                    new AffineLayer.Term(second, new SelectionMap(n, identity)),
                    new AffineLayer.Term(relu, new SelectionMap(n, identity))),
                new double[n],
                random.nextBoolean() ? new double[n] : null));
    int scaled =
        builder.add(affine(random, sum, new DiagonalMap(random.doubles(n, -1, 1).toArray(), 0)));
    int clip = builder.add(new ActivationLayer(scaled, n, Activation.clip(-0.5, 0.5)));
    int small = (SIDE + 1) / 2;
    int third = builder.add(affine(random, clip, convolution(random, SIDE, 2, 4, 3, 1)));
    int last = builder.add(new ActivationLayer(third, 3 * small * small, Activation.RELU));
    builder.add(affine(random, last, pairs(3 * small * small)));
    return builder.build();
  }

  private static AffineLayer affine(Random random, int source, LinearMap map) {
    return new AffineLayer(source, map, random.doubles(map.outputSize(), -1, 1).toArray());
  }

  private static ConvolutionMap convolution(
      Random random, int side, int stride, int in, int out, int groups) {
    int result = (side + stride - 1) / stride;
    Window window = new Window(side, side, result, result, 3, 3, stride, stride, 1, 1, 1, 1);
    double[] kernel = random.doubles((long) out * in / groups * 9, -1, 1).toArray();
    return new ConvolutionMap(window, in, out, groups, kernel, 0);
  }

  private static SparseMap pairs(int inputs) {
    int outputs = inputs / 2;
    int[] starts = new int[outputs + 1];
    int[] columns = new int[2 * outputs];
    double[] values = new double[2 * outputs];
    for (int o = 0; o < outputs; o++) {
      starts[o + 1] = 2 * o + 2;
      columns[2 * o] = 2 * o;
      columns[2 * o + 1] = 2 * o + 1;
      values[2 * o] = 1;
      values[2 * o + 1] = -0.5;
    }
    return new SparseMap(inputs, starts, columns, values, 0);
  }
}
