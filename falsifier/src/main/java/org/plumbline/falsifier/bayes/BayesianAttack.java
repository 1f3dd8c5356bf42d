package org.plumbline.falsifier.bayes;

import java.util.SplittableRandom;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * For a few hundred queries, when each is dear: Bayesian optimisation of the margin over coarse
 * images of few tiles, which are enlarged and added to the original. The next tiles are those of
 * the greatest expected improvement among random ones and neighbours of the best. Works with
 * labels, too, where it spreads over the ball.
 *
 * <p>Ru, Cobb, Blaas, Gal, <em>BayesOpt Adversarial Attack</em>, 2020; Shukla, Sahu, Willmott,
 * Kolter, <em>Simple and Efficient Hard Label Black-box Adversarial Attacks in Low Query Budget
 * Regimes</em>, 2021. Step n costs O(n²) for each of some 250 candidates; ends at the first image
 * found.
 *
 * @param ball in L∞
 * @param tiles in either direction, per channel
 * @param first points drawn at random before any is chosen
 * @param steps in total
 */
public record BayesianAttack(Ball ball, int tiles, int first, int steps) implements ImageAttack {
  private static final int CANDIDATES = 256;

  public BayesianAttack {
    ball.require(Distance.LINF);
    if (tiles < 1 || first < 1 || steps < first) {
      throw new IllegalArgumentException(tiles + " tiles, " + first + " first points of " + steps);
    }
  }

  /** At most a thousand steps on 6 × 6 tiles. */
  public static BayesianAttack of(Ball ball, int steps) {
    return new BayesianAttack(ball, 6, Math.min(steps, 20), Math.min(steps, 1000));
  }

  @Override
  public void search(Trial trial, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tiles basis = new Tiles(trial.original(), trial.domain(), ball, tiles);
    GaussianProcess process = new GaussianProcess();
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < steps && !(least < 0); step++) {
      double[] point =
          step < first ? corner(basis.size(), random) : chosen(process, best, least, random);
      double margin = trial.margins(1, basis.image(point))[0];
      if (best == null || margin < least) {
        best = point;
        least = margin;
      }
      if (Double.isFinite(margin)) {
        process.add(point, margin);
      }
    }
  }

  /** In a ball of L∞ most of the worst points are corners. */
  private static double[] corner(int size, SplittableRandom random) {
    double[] point = new double[size];
    for (int i = 0; i < size; i++) {
      point[i] = random.nextBoolean() ? 1 : -1;
    }
    return point;
  }

  private static double[] chosen(
      GaussianProcess process, double[] best, double least, SplittableRandom random) {
    double[] chosen = null;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < CANDIDATES; c++) {
      double[] point = c % 4 == 0 ? corner(best.length, random) : neighbour(best, random);
      double improvement = Improvement.expected(process.at(point), least);
      if (chosen == null || improvement > greatest) {
        greatest = improvement;
        chosen = point;
      }
    }
    return chosen;
  }

  /** Some tiles, more seldom many than few, go to an end or anywhere. */
  private static double[] neighbour(double[] best, SplittableRandom random) {
    double[] point = best.clone();
    int changes = 1 + (int) (best.length * Math.pow(random.nextDouble(), 3) / 2);
    for (int k = 0; k < changes; k++) {
      int i = random.nextInt(point.length);
      point[i] = random.nextInt(3) == 0 ? random.nextDouble(-1, 1) : point[i] > 0 ? -1 : 1;
    }
    return point;
  }
}
