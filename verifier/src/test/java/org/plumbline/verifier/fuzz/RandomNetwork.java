package org.plumbline.verifier.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.Window;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Draws networks that use everything the core language has: all activations, products, differences
 * of ReLUs, maxima, convolutions, residual connections, outputs of any kind.
 */
final class RandomNetwork {
  private static final int LARGEST_LAYER = 6;

  private final Random random;
  private final Numbers numbers;
  private final boolean isPiecewiseLinear;
  private NetworkBuilder builder;
  private double scale = 1;

  private RandomNetwork(Random random, Numbers numbers) {
    this.random = random;
    this.numbers = numbers;
    this.isPiecewiseLinear = random.nextInt(3) == 0;
  }

  static Network draw(Random random, Numbers numbers) {
    return new RandomNetwork(random, numbers).draw();
  }

  private Network draw() {
    int last = random.nextInt(6) == 0 ? image() : start();
    int blocks = 1 + random.nextInt(4);
    int before = last;
    for (int l = 0; l < blocks; l++) {
      int source = last;
      last = block(source);
      if (random.nextInt(4) == 0) {
        last = sum(last, before);
      }
      before = source;
    }
    if (random.nextInt(8) != 0 || builder.size(last) > 3) {
      affine(last, 1 + random.nextInt(3));
    }
    return builder.build();
  }

  private int start() {
    int inputs = random.nextInt(5) == 0 ? 10 + random.nextInt(6) : 1 + random.nextInt(4);
    builder = new NetworkBuilder(1, inputs);
    return random.nextInt(8) == 0 ? activation(0) : 0;
  }

  private int block(int source) {
    return switch (random.nextInt(9)) {
      case 0 -> product(source);
      case 1 -> maximum(source);
      case 2 -> difference(source);
      default -> activation(affine(source, size()));
    };
  }

  private int size() {
    return 1 + random.nextInt(LARGEST_LAYER);
  }

  private int affine(int source, int size) {
    int columns = builder.size(source);
    double next = numbers.scale(random, scale);
    scale *= next;
    scale = scale > 0 && scale < Double.POSITIVE_INFINITY ? scale : 1;
    double[][] rows = numbers.rows(random, size, columns, next);
    double[] flat = new double[size * columns];
    double[] bias = new double[size];
    for (int r = 0; r < size; r++) {
      System.arraycopy(rows[r], 0, flat, r * columns, columns);
      bias[r] = rows[r][columns];
    }
    return builder.add(new AffineLayer(source, new DenseMap(size, columns, flat), bias));
  }

  private int activation(int source) {
    int size = builder.size(source);
    Activation activation = isPiecewiseLinear ? piecewiseLinear() : any();
    int from = source;
    if (isOfPositives(activation) && random.nextInt(10) != 0) {
      from = positive(source);
    }
    return builder.add(new ActivationLayer(from, size, activation));
  }

  private Activation piecewiseLinear() {
    return switch (random.nextInt(10)) {
      case 0 -> Activation.leakyRelu(random.nextBoolean() ? 0.125 : 1.5);
      case 1 -> Activation.leakyRelu(-0.25);
      case 2 -> Activation.clip(-1, 1);
      case 3 -> Activation.clip(0, Double.POSITIVE_INFINITY);
      case 4 -> Activation.of(Kind.SIGN);
      case 5 -> Activation.of(Kind.FLOOR);
      case 6 -> Activation.of(Kind.ROUND);
      default -> Activation.RELU;
    };
  }

  private Activation any() {
    Kind kind =
        Kind.values()[random.nextInt(Kind.TABLE.ordinal())]; // no network that is read has one
    return switch (kind) {
      case LEAKY_RELU, CLIP -> piecewiseLinear();
      case POWER -> Activation.power(random.nextInt(5));
      case ELU -> Activation.elu(random.nextBoolean() ? 1 : 1.75);
      case INVERSE_ROOT -> Activation.inverseRoot(random.nextBoolean() ? 1e-5 : 0.5);
      default -> Activation.of(kind);
    };
  }

  private static boolean isOfPositives(Activation activation) {
    return switch (activation.kind()) {
      case LOG, SQRT, RECIPROCAL -> true;
      default -> false;
    };
  }

  /** A layer that moves any value above 0, and mostly clear of it. */
  private int positive(int source) {
    int size = builder.size(source);
    Activation into =
        switch (random.nextInt(3)) {
          case 0 -> Activation.RELU;
          case 1 -> Activation.power(2);
          default -> Activation.SIGMOID;
        };
    int above = builder.add(new ActivationLayer(source, size, into));
    double[] slope = new double[size];
    double[] shift = new double[size];
    Arrays.fill(slope, random.nextBoolean() ? 1 : 0.5);
    Arrays.fill(shift, random.nextInt(4) == 0 ? Double.MIN_VALUE : 0.125);
    return builder.add(new AffineLayer(above, new DiagonalMap(slope, 0), shift));
  }

  private int product(int source) {
    int size = size();
    int left = affine(source, size);
    int right = random.nextInt(3) == 0 ? left : affine(source, size);
    int result = builder.add(new ProductLayer(left, right, size));
    return random.nextBoolean() ? result : activation(result);
  }

  private int difference(int source) {
    int size = size();
    int base = affine(source, size);
    int change = random.nextInt(3) == 0 ? base : affine(source, size);
    int result = builder.add(new ReluDifferenceLayer(base, change, size));
    return random.nextBoolean() ? result : sum(result, base);
  }

  private int maximum(int source) {
    int from = affine(source, 2 + random.nextInt(LARGEST_LAYER));
    int groups = 1 + random.nextInt(3);
    int[] start = new int[groups + 1];
    int[] members = new int[0];
    for (int g = 0; g < groups; g++) {
      int[] drawn = random.ints(1 + random.nextInt(4), 0, builder.size(from)).distinct().toArray();
      start[g + 1] = start[g] + drawn.length;
      members = IntStream.concat(Arrays.stream(members), Arrays.stream(drawn)).toArray();
    }
    int result = builder.add(new MaximumLayer(from, start, members));
    return random.nextBoolean() ? result : activation(result);
  }

  /** A residual connection: neurons of an earlier layer, or weighted sums of them, are added. */
  private int sum(int last, int earlier) {
    int size = builder.size(last);
    int columns = builder.size(earlier);
    LinearMap identity = new SelectionMap(size, IntStream.range(0, size).toArray());
    LinearMap skip;
    if (random.nextBoolean()) {
      int[] index = random.ints(size, -1, columns).toArray();
      skip = new SelectionMap(columns, index);
    } else {
      double[] weights =
          random.doubles((long) size * columns).map(w -> (float) (2 * w - 1)).toArray();
      skip = new DenseMap(size, columns, weights);
    }
    return builder.add(
        new AffineLayer(
            List.of(new AffineLayer.Term(last, identity), new AffineLayer.Term(earlier, skip)),
            new double[size],
            null));
  }

  /** A convolution, an activation, perhaps a maximum pool. */
  private int image() {
    int side = 2 * (2 + random.nextInt(2));
    int channels = 1 + random.nextInt(2);
    builder = new NetworkBuilder(1, channels, side, side);
    Window window = new Window(side, side, side, side, 3, 3, 1, 1, 1, 1, 1, 1);
    int outChannels = 1 + random.nextInt(2);
    double[][] kernel = numbers.rows(random, outChannels, 9 * channels, 1);
    double[] flat = new double[outChannels * 9 * channels];
    for (int o = 0; o < outChannels; o++) {
      System.arraycopy(kernel[o], 0, flat, o * 9 * channels, 9 * channels);
    }
    LinearMap map = new ConvolutionMap(window, channels, outChannels, 1, flat, 0);
    int last = activation(builder.add(new AffineLayer(0, map)));
    return random.nextBoolean() ? last : pool(last, outChannels, side);
  }

  private int pool(int source, int channels, int side) {
    int half = side / 2;
    int[] start = new int[channels * half * half + 1];
    int[] members = new int[4 * (start.length - 1)];
    for (int g = 0; g + 1 < start.length; g++) {
      int corner =
          g / (half * half) * side * side + g % (half * half) / half * 2 * side + g % half * 2;
      start[g + 1] = 4 * (g + 1);
      int[] four = {corner, corner + 1, corner + side, corner + side + 1};
      System.arraycopy(four, 0, members, 4 * g, 4);
    }
    return builder.add(new MaximumLayer(source, start, members));
  }

  /** The network of these layers, the first of which is its input. */
  static Network of(List<Layer> layers) {
    NetworkBuilder builder = new NetworkBuilder(((InputLayer) layers.get(0)).shape());
    layers.subList(1, layers.size()).forEach(builder::add);
    return builder.build();
  }
}
