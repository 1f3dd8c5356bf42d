package org.plumbline.falsifier.trial;

import java.util.SplittableRandom;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Budget;

/** Small classifiers of images, and questions to put to them. */
public final class Classifiers {
  private Classifiers() {}

  /** y₀ = w·x + bias, y₁ = 0: the plane between the classes is known. */
  public static Network linear(double[] weights, double bias) {
    NetworkBuilder builder = new NetworkBuilder(1, weights.length);
    double[] both = new double[2 * weights.length];
    System.arraycopy(weights, 0, both, 0, weights.length);
    builder.add(new AffineLayer(0, new DenseMap(2, weights.length, both), new double[] {bias, 0}));
    return builder.build();
  }

  public static double[] normal(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  /** Two affine layers with random weights and ReLUs between them. */
  public static Network relu(int inputs, int hidden, int classes, long seed) {
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    int first =
        builder.add(
            new AffineLayer(
                0,
                new DenseMap(hidden, inputs, normal(hidden * inputs, seed)),
                normal(hidden, seed + 1)));
    int relu = builder.add(new ActivationLayer(first, hidden, Activation.RELU));
    builder.add(
        new AffineLayer(
            relu,
            new DenseMap(classes, hidden, normal(classes * hidden, seed + 2)),
            normal(classes, seed + 3)));
    return builder.build();
  }

  public static BlackBox scores(Network network, int threads) {
    return new NetworkBlackBox(network, JavaGemm::new, threads);
  }

  /** Tells the winner alone. */
  public static BlackBox labels(BlackBox inner) {
    int classes = inner.classes();
    return answering(
        inner,
        BlackBox.Knowledge.LABELS,
        (rows, x) -> {
          double[] scores = inner.scores(rows, x);
          double[] labels = new double[rows * classes];
          for (int r = 0; r < rows; r++) {
            labels[r * classes + BlackBox.winner(scores, r * classes, classes)] = 1;
          }
          return labels;
        });
  }

  /** What a black box says of a batch. */
  public interface Answers {
    double[] to(int rows, double[] x);
  }

  /** The same with other answers. */
  public static BlackBox answering(BlackBox inner, BlackBox.Knowledge knowledge, Answers answers) {
    return new BlackBox() {
      @Override
      public int inputs() {
        return inner.inputs();
      }

      @Override
      public int classes() {
        return inner.classes();
      }

      @Override
      public Knowledge knowledge() {
        return knowledge;
      }

      @Override
      public double[] scores(int rows, double[] x) {
        return answers.to(rows, x);
      }
    };
  }

  public static Trial.Question question(
      BlackBox box, ImageDomain domain, double[] image, Distance distance, long queries) {
    return new Trial.Question(box, domain, image, distance, queries, Budget.unlimited());
  }
}
