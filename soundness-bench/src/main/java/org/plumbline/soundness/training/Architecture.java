package org.plumbline.soundness.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.plumbline.soundness.training.layer.AttentionLayer;
import org.plumbline.soundness.training.layer.AveragePoolLayer;
import org.plumbline.soundness.training.layer.ConvolutionLayer;
import org.plumbline.soundness.training.layer.DenseLayer;
import org.plumbline.soundness.training.layer.PointwiseLayer;
import org.plumbline.soundness.training.layer.PointwiseLayer.Function;
import org.plumbline.soundness.training.layer.ReshapeLayer;
import org.plumbline.soundness.training.layer.ResidualLayer;
import org.plumbline.soundness.training.layer.TokenLayer;
import org.plumbline.soundness.training.layer.TrainableLayer;
import org.plumbline.soundness.training.layer.Window;

/**
 * The nine architectures of <em>Testing Neural Network Verifiers: A Soundness Benchmark with Hidden
 * Counterexamples</em>, 2024, smaller so that a processor trains them in minutes: heads of 64 and
 * 20 neurons instead of 1000, 100 and 20, convolutions of 4 channels. The transformer's patches are
 * the rows of the image, and it has no normalisation.
 */
public enum Architecture {
  MLP_4,
  MLP_5,
  CNN_1,
  CNN_2,
  CNN_3,
  CNN_AVERAGE,
  CNN_TANH,
  CNN_SIGMOID,
  ATTENTION;

  private static final int SIDE = 5;
  private static final int FEATURES = 10;
  private static final int WIDTH = 32;
  private static final int NECK = 20;
  private static final int CHANNELS = 4;
  private static final int HEADS = 2;
  private static final int EMBEDDING = 16;

  /** As it stands in options and names of files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Epochs that are usually enough. */
  public int epochs() {
    return switch (this) {
      case CNN_TANH, CNN_SIGMOID, ATTENTION -> 4800;
      default -> 1600;
    };
  }

  /** At its height. A weight before a sigmoid has four times as far to go as one before a tanh. */
  double learningRate() {
    return this == CNN_SIGMOID ? 1e-2 : 3e-3;
  }

  public int inputs() {
    return this == MLP_4 || this == MLP_5 ? FEATURES : SIDE * SIDE;
  }

  /**
   * A model with random weights.
   *
   * @param range how large the inputs are; the first layer takes that into account
   */
  Model model(double range, SplittableRandom random) {
    double first = 1 / range;
    return switch (this) {
      case MLP_4 -> mlp(4, first, random);
      case MLP_5 -> mlp(5, first, random);
      case CNN_1 -> cnn(new int[] {1}, Function.RELU, first, random);
      case CNN_2 -> cnn(new int[] {1, 2}, Function.RELU, first, random);
      case CNN_3 -> cnn(new int[] {1, 1, 2}, Function.RELU, first, random);
      case CNN_AVERAGE -> cnn(new int[] {1, 0}, Function.RELU, first, random);
      case CNN_TANH -> cnn(new int[] {1, 2}, Function.TANH, first, random);
      case CNN_SIGMOID -> cnn(new int[] {1, 2}, Function.SIGMOID, first, random);
      case ATTENTION -> attention(first, random);
    };
  }

  /** A model of this architecture with the same weights. */
  Model copy(Model model) {
    Model copy = model(1, new SplittableRandom(0));
    for (int k = 0; k < model.parameters().size(); k++) {
      float[] values = model.parameters().get(k).values();
      System.arraycopy(values, 0, copy.parameters().get(k).values(), 0, values.length);
    }
    copy.refresh();
    return copy;
  }

  private static Model mlp(int hidden, double first, SplittableRandom random) {
    List<TrainableLayer> layers = new ArrayList<>();
    int inputs = FEATURES;
    for (int k = 0; k < hidden; k++) {
      double gain = k == 0 ? first : Function.RELU.gain();
      layers.add(new DenseLayer(inputs, WIDTH, gain, random));
      layers.add(new PointwiseLayer(Function.RELU));
      inputs = WIDTH;
    }
    layers.add(new DenseLayer(inputs, Model.CLASSES, 1, random));
    return new Model(new long[] {1, FEATURES}, layers);
  }

  /**
   * @param strides of the convolutions, or 0 for average pooling
   */
  private static Model cnn(
      int[] strides, Function function, double first, SplittableRandom random) {
    List<TrainableLayer> layers = new ArrayList<>();
    int side = SIDE;
    int channels = 1;
    for (int stride : strides) {
      Window window = stride == 0 ? new Window(side, 2, 1, 0) : new Window(side, 3, stride, 1);
      if (stride == 0) {
        layers.add(new AveragePoolLayer(channels, window));
      } else {
        boolean isFirst = channels == 1;
        double gain = isFirst ? first / function.slope() : function.gain();
        double middle = isFirst ? 0 : function.middle();
        layers.add(new ConvolutionLayer(channels, CHANNELS, window, gain, random).centred(middle));
        layers.add(new PointwiseLayer(function));
        channels = CHANNELS;
      }
      side = window.outputSide();
    }
    int values = channels * side * side;
    layers.add(new ReshapeLayer(1, values));
    layers.addAll(head(values, function, random));
    return new Model(new long[] {1, 1, SIDE, SIDE}, layers);
  }

  private static List<TrainableLayer> head(int values, Function function, SplittableRandom random) {
    double middle = function.middle();
    return List.of(
        new DenseLayer(values, WIDTH, function.gain(), random).centred(middle),
        new PointwiseLayer(function),
        new DenseLayer(WIDTH, NECK, function.gain(), random).centred(middle),
        new PointwiseLayer(function),
        new DenseLayer(NECK, Model.CLASSES, 1, random).centred(middle));
  }

  private static Model attention(double first, SplittableRandom random) {
    List<TrainableLayer> layers = new ArrayList<>();
    layers.add(new ReshapeLayer(1, SIDE, SIDE));
    layers.add(new TokenLayer(SIDE, SIDE, EMBEDDING, first, random));
    for (int depth = 0; depth < 2; depth++) {
      layers.add(
          new ResidualLayer(
              SIDE * EMBEDDING,
              List.of(
                  new TokenLayer(SIDE, EMBEDDING, 3 * EMBEDDING, 1, random),
                  new AttentionLayer(SIDE, HEADS, EMBEDDING / HEADS),
                  new TokenLayer(SIDE, EMBEDDING, EMBEDDING, 1, random))));
      layers.add(
          new ResidualLayer(
              SIDE * EMBEDDING,
              List.of(
                  new TokenLayer(SIDE, EMBEDDING, 2 * EMBEDDING, 1, random),
                  new PointwiseLayer(Function.RELU),
                  new TokenLayer(SIDE, 2 * EMBEDDING, EMBEDDING, 1, random))));
    }
    int values = SIDE * EMBEDDING;
    layers.add(new ReshapeLayer(1, values));
    layers.addAll(head(values, Function.RELU, random));
    return new Model(new long[] {1, 1, SIDE, SIDE}, layers);
  }
}
