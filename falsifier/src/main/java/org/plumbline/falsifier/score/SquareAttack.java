package org.plumbline.falsifier.score;

import java.util.SplittableRandom;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Random search with squares: one square of the image at a time changes, and stays changed where
 * the margin falls. Squares shrink as the search goes on. Needs scores.
 *
 * <p>Andriushchenko, Croce, Flammarion, Hein, <em>Square Attack: a query-efficient black-box
 * adversarial attack via random search</em>, 2020. One query a step; ends at the first image found.
 *
 * @param ball in L∞, where every value moves by the whole radius, or in L2
 * @param firstShare part of the image that the first squares cover; 0.8 in L∞ and 0.1 in L2 in the
 *     paper
 * @param steps at most
 */
public record SquareAttack(Ball ball, double firstShare, int steps) implements ImageAttack {
  /** After these parts of 10,000 steps the share is halved. */
  private static final int[] HALVINGS = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

  private static final int SCHEDULE = 10_000;

  public SquareAttack {
    if (ball.norm() != Distance.L2) {
      ball.require(Distance.LINF);
    }
    if (!(firstShare > 0 && firstShare <= 1) || steps < 1) {
      throw new IllegalArgumentException(steps + " steps from a share of " + firstShare);
    }
  }

  public static SquareAttack of(Ball ball, int steps) {
    return new SquareAttack(ball, ball.norm() == Distance.L2 ? 0.1 : 0.8, steps);
  }

  @Override
  public void search(Trial trial, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageDomain domain = trial.domain();
    Proposal proposal =
        ball.norm() == Distance.L2
            ? new EnergySquares(trial.original(), domain, ball.radius(), random)
            : new FlatSquares(trial.original(), domain, ball, random);
    double[] x = proposal.first();
    double margin = trial.margins(1, x)[0];
    for (int step = 0; step < steps && !(margin < 0); step++) {
      double[] next = proposal.next(x, side(step, domain));
      double moved = trial.margins(1, next)[0];
      if (moved < margin) {
        margin = moved;
        x = next;
      }
    }
  }

  /** Where the search starts and what it tries next. */
  interface Proposal {
    double[] first();

    /**
     * @param side of the square, no more than the image has
     */
    double[] next(double[] x, int side);
  }

  private int side(int step, ImageDomain domain) {
    double share = firstShare;
    for (int halving : HALVINGS) {
      share = (long) step * SCHEDULE > (long) halving * steps ? share / 2 : share;
    }
    int side = (int) Math.round(Math.sqrt(share * domain.pixels()));
    return Math.max(1, Math.min(side, Math.min(domain.height(), domain.width())));
  }
}
