package org.plumbline.network.eval;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.TransposedMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** Seeded random networks that use every kind of layer and map; weights are float32 values. */
final class SampleNetworks {
  static final List<Activation> PIECEWISE_LINEAR =
      List.of(
          Activation.RELU,
          Activation.leakyRelu((float) 0.1),
          Activation.clip(-0.5, 0.75),
          Activation.of(Activation.Kind.SIGN),
          Activation.of(Activation.Kind.FLOOR),
          Activation.of(Activation.Kind.ROUND));
  static final List<Activation> SMOOTH =
      List.of(
          Activation.SIGMOID,
          Activation.TANH,
          Activation.of(Activation.Kind.EXP),
          Activation.of(Activation.Kind.SIN),
          Activation.of(Activation.Kind.COS),
          Activation.power(3),
          Activation.leakyRelu(0.25));

  private SampleNetworks() {}

  /**
   * Convolution, transposed convolution, maximum pool, composed and diagonal maps, a residual sum.
   *
   * @param activations taken in turn at random
   */
  static Network piecewise(Random random, List<Activation> activations) {
    NetworkBuilder builder = new NetworkBuilder(1, 1, 4, 4);
    Window window = new Window(4, 4, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1);
    ConvolutionMap up = new ConvolutionMap(window, 1, 2, 1, weights(random, 18, 9), 0);
    int last = builder.add(new AffineLayer(0, up, weights(random, 32, 4)));
    last = builder.add(activation(random, last, 32, activations));
    ConvolutionMap down = new ConvolutionMap(window, 1, 2, 1, weights(random, 18, 9), 0);
    DiagonalMap scale = new DiagonalMap(weights(random, 16, 1), 0);
    int narrow =
        builder.add(
            new AffineLayer(
                last, new ComposedMap(new TransposedMap(down), scale), weights(random, 16, 4)));
    int sum =
        builder.add(
            new AffineLayer(
                List.of(
                    new AffineLayer.Term(narrow, identity(16)),
                    new AffineLayer.Term(0, identity(16))),
                new double[16],
                null));
    last = builder.add(activation(random, sum, 16, activations));
    last = builder.add(new ReluDifferenceLayer(sum, last, 16));
    last = builder.add(new MaximumLayer(last, new int[] {0, 4, 9, 16}, permutation(random, 16)));
    DenseMap dense = new DenseMap(2, 3, weights(random, 6, 3));
    builder.add(
        new AffineLayer(
            List.of(new AffineLayer.Term(last, dense)), weights(random, 2, 4), new double[2]));
    return builder.build();
  }

  /** Dense layers with smooth activations and a product. */
  static Network smooth(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    int last = builder.add(affine(random, 0, 3, 5));
    int left = builder.add(activation(random, last, 5, SMOOTH));
    int right = builder.add(activation(random, last, 5, SMOOTH));
    int product = builder.add(new ProductLayer(left, right, 5));
    int square = builder.add(new ProductLayer(product, product, 5));
    int hidden = builder.add(affine(random, square, 5, 4));
    last = builder.add(activation(random, hidden, 4, SMOOTH));
    builder.add(affine(random, last, 4, 2));
    return builder.build();
  }

  static double[] inputs(Random random, int count) {
    return random.doubles(count, -1, 1).map(x -> (float) x).toArray();
  }

  private static AffineLayer affine(Random random, int source, int from, int to) {
    return new AffineLayer(
        source, new DenseMap(to, from, weights(random, to * from, from)), weights(random, to, 4));
  }

  private static ActivationLayer activation(
      Random random, int source, int size, List<Activation> activations) {
    return new ActivationLayer(source, size, activations.get(random.nextInt(activations.size())));
  }

  private static SelectionMap identity(int size) {
    return new SelectionMap(size, IntStream.range(0, size).toArray());
  }

  private static int[] permutation(Random random, int size) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static double[] weights(Random random, int count, int fanIn) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextGaussian() * 1.5 / Math.sqrt(fanIn));
    }
    return weights;
  }
}
