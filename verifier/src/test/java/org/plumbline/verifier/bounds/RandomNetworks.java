package org.plumbline.verifier.bounds;

import java.util.List;
import java.util.Random;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.NetworkJoin;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** Seeded random networks and boxes for the soundness oracles of this module. */
public final class RandomNetworks {
  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.RELU,
          Activation.RELU,
          Activation.leakyRelu(0.1),
          Activation.leakyRelu(1.5),
          Activation.SIGMOID,
          Activation.TANH,
          Activation.clip(-0.5, 0.7),
          Activation.of(Activation.Kind.SIGN),
          Activation.of(Activation.Kind.ROUND),
          Activation.power(2),
          Activation.of(Activation.Kind.SIN),
          Activation.of(Activation.Kind.COS));

  private RandomNetworks() {}

  /**
   * A generator for one trial; consecutive seeds are mixed, for their first draws would be alike.
   */
  public static Random random(int seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** Dense layers with any activation, a residual connection now and then. */
  public static Network dense(Random random, boolean reluOnly) {
    int inputs = 1 + random.nextInt(4);
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    int last = 0;
    int skip = -1;
    int layers = 1 + random.nextInt(4);
    for (int l = 0; l < layers; l++) {
      int size = 1 + random.nextInt(7);
      last = builder.add(affine(random, last, builder.size(last), size));
      Activation activation =
          reluOnly ? Activation.RELU : ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
      last = builder.add(new ActivationLayer(last, size, activation));
      if (!reluOnly && random.nextInt(3) == 0) {
        int other = builder.add(affine(random, last, size, size));
        last =
            builder.add(
                random.nextBoolean()
                    ? new ProductLayer(last, other, size)
                    : new ReluDifferenceLayer(last, other, size));
      }
      if (skip >= 0 && random.nextBoolean()) {
        last = builder.add(sum(random, builder, last, skip));
      }
      skip = last;
    }
    last = builder.add(affine(random, last, builder.size(last), 1 + random.nextInt(3)));
    return builder.build();
  }

  /**
   * Two ReLU networks of one shape that differ by little, or in rounded and missing weights, as
   * parts of a join that read the same inputs.
   */
  public static List<NetworkJoin.Part> twins(Random random) {
    Network network = dense(random, true);
    double scale = Math.pow(10, -3 * random.nextDouble());
    NetworkBuilder builder = new NetworkBuilder(1, network.inputSize());
    for (Layer layer : network.layers().subList(1, network.depth())) {
      boolean isChanged = random.nextInt(4) != 0;
      builder.add(
          isChanged && layer instanceof AffineLayer affine ? near(random, affine, scale) : layer);
    }
    int[] all = java.util.stream.IntStream.range(0, network.inputSize()).toArray();
    return List.of(
        new NetworkJoin.Part("f", network, all), new NetworkJoin.Part("g", builder.build(), all));
  }

  private static AffineLayer near(Random random, AffineLayer layer, double scale) {
    List<AffineLayer.Term> terms = new java.util.ArrayList<>();
    for (AffineLayer.Term term : layer.terms()) {
      LinearMap map = term.map();
      if (map instanceof DenseMap dense) {
        map =
            new DenseMap(
                dense.outputSize(), dense.inputSize(), near(random, dense.weights(), scale));
      }
      terms.add(new AffineLayer.Term(term.source(), map));
    }
    return new AffineLayer(terms, near(random, layer.bias(), scale), null);
  }

  private static double[] near(Random random, double[] values, double scale) {
    int kind = random.nextInt(3);
    return java.util.Arrays.stream(values)
        .map(
            x ->
                switch (kind) {
                  case 0 -> x + scale * random.nextGaussian();
                  case 1 -> Math.rint(x * 16) / 16;
                  default -> Math.abs(x) < scale ? 0 : x;
                })
        .toArray();
  }

  /** A small convolution, a maximum pool, a dense layer. */
  public static Network convolutional(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 1, 4, 4);
    Window window = new Window(4, 4, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1);
    double[] kernel = weights(random, 2 * 9, 9);
    int last = builder.add(new AffineLayer(0, new ConvolutionMap(window, 1, 2, 1, kernel, 0)));
    last = builder.add(new ActivationLayer(last, 32, Activation.RELU));
    int[] start = new int[9];
    int[] members = new int[32];
    for (int g = 0; g < 8; g++) {
      start[g + 1] = 4 * (g + 1);
      int corner = g / 4 * 16 + g % 4 / 2 * 8 + g % 2 * 2;
      members[4 * g] = corner;
      members[4 * g + 1] = corner + 1;
      members[4 * g + 2] = corner + 4;
      members[4 * g + 3] = corner + 5;
    }
    last = builder.add(new MaximumLayer(last, start, members));
    last = builder.add(affine(random, last, 8, 2));
    return builder.build();
  }

  private static AffineLayer affine(Random random, int source, int from, int to) {
    return new AffineLayer(
        source, new DenseMap(to, from, weights(random, to * from, from)), weights(random, to, 4));
  }

  private static AffineLayer sum(Random random, NetworkBuilder builder, int left, int right) {
    int size = builder.size(left);
    int[] index = new int[size];
    for (int i = 0; i < size; i++) {
      index[i] = random.nextInt(builder.size(right) + 1) - 1;
    }
    int[] identity = java.util.stream.IntStream.range(0, size).toArray();
    return new AffineLayer(
        List.of(
            new AffineLayer.Term(left, new SelectionMap(size, identity)),
            new AffineLayer.Term(right, new SelectionMap(builder.size(right), index))),
        new double[size],
        null);
  }

  private static double[] weights(Random random, int count, int fanIn) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextGaussian() * 1.5 / Math.sqrt(fanIn));
    }
    return weights;
  }

  /** A box around a random point; some inputs are fixed. */
  public static Box box(Random random, int inputs) {
    double[] lower = new double[inputs];
    double[] upper = new double[inputs];
    double scale = Math.pow(10, -3 * random.nextDouble()) * 2;
    for (int i = 0; i < inputs; i++) {
      double centre = random.nextGaussian();
      double radius = random.nextInt(5) == 0 ? 0 : random.nextDouble() * scale;
      lower[i] = centre - radius;
      upper[i] = centre + radius;
    }
    return new Box(lower, upper);
  }

  /** A corner or an inner point of a box. */
  public static double[] point(Random random, Box box) {
    double[] x = new double[box.size()];
    boolean corner = random.nextBoolean();
    for (int i = 0; i < x.length; i++) {
      double t = corner ? random.nextInt(2) : random.nextDouble();
      x[i] =
          Math.min(
              box.upper()[i],
              Math.max(box.lower()[i], (1 - t) * box.lower()[i] + t * box.upper()[i]));
    }
    return x;
  }
}
