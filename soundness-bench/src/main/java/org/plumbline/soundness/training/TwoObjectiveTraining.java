package org.plumbline.soundness.training;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a model to seem right on all of its boxes and to be wrong at the planted points. The loss
 * is the sum of two:
 *
 * <ul>
 *   <li>cross entropy of the labels at the points where past attacks ended,
 *   <li>mean of {@code max(0, y_label + λ − y_other)} at the planted points, which stops pushing as
 *       soon as they are just wrong, so that they stay needles.
 * </ul>
 *
 * After <em>Testing Neural Network Verifiers: A Soundness Benchmark with Hidden
 * Counterexamples</em>, 2024. It draws from the window where the paper takes all of it, and takes
 * several steps per attack. Every epoch's random choices follow from the seed and its number.
 */
public final class TwoObjectiveTraining {
  /** One in so many points of a step is near a planted one. */
  private static final int SHELL_SHARE = 4;

  /**
   * How the margin of points that are not near a planted one is held down, above {@link #PLAIN}.
   */
  private static final float WEIGHT = 0.1f;

  private static final double PLAIN = 1;

  /** Planted points are to be wrong by one to so many λ. */
  private static final int DEEPEST = 2;

  private final TrainingOptions options;
  private final List<HiddenPoint> points;
  private final Model model;
  private final AdamDescent descent;
  private final TrainingAttack attack;
  private final PastPerturbations past;
  private int epoch;

  public TwoObjectiveTraining(Architecture architecture, TrainingOptions options) {
    this.options = options;
    SplittableRandom random = new SplittableRandom(options.seed());
    this.points =
        HiddenPoint.scatter(
            options.points(),
            architecture.inputs(),
            TrainingOptions.RANGE,
            options.radius(),
            options.planting(),
            random.split());
    this.model = architecture.model(TrainingOptions.RANGE, random.split());
    this.descent = new AdamDescent(model.parameters());
    this.attack = new TrainingAttack(model, points, options.restarts());
    this.past = new PastPerturbations(options.window(), architecture.inputs());
  }

  public Model model() {
    return model;
  }

  public List<HiddenPoint> points() {
    return points;
  }

  /** Epochs done. */
  public int epoch() {
    return epoch;
  }

  public boolean isOver() {
    return epoch >= options.epochs();
  }

  /** One epoch; the mean loss of its steps. */
  public double advance() {
    SplittableRandom random =
        new SplittableRandom(options.seed() * 0x9E3779B97F4A7C15L + epoch + 1);
    past.add(attack.run(options.attackSteps(), options.kept(), random));
    double loss = 0;
    for (int u = 0; u < options.updates(); u++) {
      loss += update(random);
    }
    epoch++;
    return loss / options.updates();
  }

  /** Everything that the next epoch depends on. */
  TrainingState state() {
    return new TrainingState(epoch, descent.state(), past.contents());
  }

  /** Goes on from there. */
  void restore(TrainingState state) {
    descent.restore(state.numbers());
    model.refresh();
    state.window().forEach(past::add);
    epoch = state.epoch();
  }

  private double update(SplittableRandom random) {
    int size = model.inputs();
    int rows = options.batch() + points.size();
    float[] x = new float[rows * size];
    int[] owners = past.draw(options.batch(), points.size(), random, x);
    for (int r = 0; r < options.batch() / SHELL_SHARE; r++) {
      owners[r] = random.nextInt(points.size());
      Shell.draw(points.get(owners[r]), random, x, r * size);
    }
    for (int p = 0; p < points.size(); p++) {
      for (int i = 0; i < size; i++) {
        x[(options.batch() + p) * size + i] = (float) points.get(p).planted()[i];
      }
    }
    float[] y = model.forward(rows, x);
    float[] byOutput = new float[y.length];
    double loss = crossEntropy(owners, y, byOutput) + hinge(y, byOutput);
    descent.clear();
    model.backward(rows, byOutput, true);
    descent.step(rate());
    model.refresh();
    return loss;
  }

  /**
   * {@code log(1 + exp(−margin))}, whose derivative is a sigmoid. Away from planted points the
   * margin is held down as well: a needle in a hill, from which descents lead away, is not found.
   */
  private double crossEntropy(int[] owners, float[] y, float[] byOutput) {
    double sum = 0;
    for (int r = 0; r < owners.length; r++) {
      int own = r * Model.CLASSES + points.get(owners[r]).label();
      int other = TrainingAttack.other(own);
      double margin = y[own] - y[other];
      double slope = -1 / (1 + Math.exp(margin));
      sum += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
      if (r >= owners.length / SHELL_SHARE && margin > PLAIN) {
        sum += WEIGHT * (margin - PLAIN);
        slope += WEIGHT;
      }
      byOutput[own] += (float) (slope / owners.length);
      byOutput[other] -= (float) (slope / owners.length);
    }
    return sum / owners.length;
  }

  private double hinge(float[] y, float[] byOutput) {
    double sum = 0;
    for (int p = 0; p < points.size(); p++) {
      int row = options.batch() + p;
      int own = row * Model.CLASSES + points.get(p).label();
      int other = TrainingAttack.other(own);
      double wrong = y[other] - y[own];
      double missing = options.hingeMargin() - wrong;
      double excess = wrong - DEEPEST * options.hingeMargin();
      sum += Math.max(0, Math.max(missing, excess));
      float slope = missing > 0 ? 1f / points.size() : excess > 0 ? -1f / points.size() : 0;
      byOutput[own] += slope;
      byOutput[other] -= slope;
    }
    return sum / points.size();
  }

  /** A triangle over the epochs. */
  private double rate() {
    double part = (double) epoch / options.epochs();
    return options.learningRate() * (part < 0.4 ? part / 0.4 : (1 - part) / 0.6);
  }
}
