package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import java.util.List;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Has K classes come first in a certain order by a small change in L2. At each step a quadratic
 * program finds the features nearest to the image's own whose scores have the order, and a step of
 * Adam on {@code λ·‖z(x) − z*‖² + ‖x − x₀‖²} moves toward both. Rounds look for the λ that only
 * just does.
 *
 * <p>Paniagua, Grabinski, Wu, <em>QuadAttacK: A Quadratic Programming Approach to Learning Ordered
 * Top-K Adversarial Attacks</em>, 2023. One query and one gradient a step, and steps that shrink to
 * nothing. Where no order is asked for, the second best class of the original has to win.
 *
 * @param rounds at least 1
 * @param steps of each round; 60 in the paper
 */
public record QuadraticTopK(WhiteBox box, int rounds, int steps) implements ImageAttack {
  private static final double STEP = 0.02;
  private static final double MARGIN = 0.01;
  private static final int HALVINGS = 10;

  public QuadraticTopK {
    if (rounds < 1 || steps < 1) {
      throw new IllegalArgumentException(rounds + " rounds of " + steps + " steps");
    }
  }

  public static QuadraticTopK of(WhiteBox box) {
    return new QuadraticTopK(box, 9, 60);
  }

  @Override
  public void search(Trial trial, long seed) {
    ImageDomain domain = trial.domain();
    box.requireFits(domain.values());
    ScoreFeatures features = new ScoreFeatures(box);
    double[] z = features.of(trial.original());
    double[] y = features.scores(z);
    double spread = Arrays.stream(y).max().orElseThrow() - Arrays.stream(y).min().orElseThrow();
    HalfSpaces order = features.ordered(ranking(trial, y), MARGIN * spread);
    double far = distance(z, order.nearestTo(z));
    double range = domain.upper() - domain.lower();
    // Both terms are alike when a hundredth of the values have gone from end to end.
    double weight = 0.01 * range * range * domain.values() / Math.max(far, Double.MIN_NORMAL);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int round = 0; round < rounds; round++) {
      boolean reached = descend(trial, features, order, weight);
      low = reached ? low : weight;
      high = reached ? weight : high;
      weight =
          high == Double.POSITIVE_INFINITY ? 10 * weight : low == 0 ? high / 10 : mean(low, high);
    }
    trial.best().ifPresent(found -> pullBack(trial, found.image()));
  }

  /** The nearest image reaches the goal by the margin asked for; it need not. */
  private static void pullBack(Trial trial, double[] image) {
    double[] original = trial.original();
    double in = 1;
    double out = 0;
    for (int h = 0; h < HALVINGS; h++) {
      double middle = (in + out) / 2;
      double[] x = new double[image.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = trial.domain().clip(original[i] + middle * (image[i] - original[i]));
      }
      boolean reached = trial.margins(1, x)[0] < 0;
      in = reached ? middle : in;
      out = reached ? out : middle;
    }
  }

  private static double mean(double low, double high) {
    return Math.sqrt(low) * Math.sqrt(high);
  }

  private static List<Integer> ranking(Trial trial, double[] scores) {
    int second = -1;
    for (int j = 0; j < scores.length; j++) {
      boolean isCandidate = j != trial.label();
      second = isCandidate && (second < 0 || scores[j] > scores[second]) ? j : second;
    }
    return trial.goal().ranking().isEmpty() ? List.of(second) : trial.goal().ranking();
  }

  private boolean descend(Trial trial, ScoreFeatures features, HalfSpaces order, double weight) {
    ImageDomain domain = trial.domain();
    double[] original = trial.original();
    double[] x = trial.original();
    AdamStep adam = new AdamStep(x.length, STEP * (domain.upper() - domain.lower()));
    boolean reached = false;
    for (int step = 0; step < steps; step++) {
      double[] z = features.of(x);
      double[] away = order.nearestTo(z);
      for (int j = 0; j < z.length; j++) {
        away[j] = 2 * weight * (z[j] - away[j]);
      }
      double[] slope = features.gradient(away);
      for (int i = 0; i < x.length; i++) {
        slope[i] += 2 * (x[i] - original[i]);
      }
      adam.move(x, slope, 1 - (double) step / steps);
      for (int i = 0; i < x.length; i++) {
        x[i] = domain.clip(x[i]);
      }
      reached |= trial.margins(1, x)[0] < 0;
    }
    return reached;
  }

  private static double distance(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += (left[j] - right[j]) * (left[j] - right[j]);
    }
    return sum;
  }
}
