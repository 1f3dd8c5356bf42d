package org.plumbline.falsifier.score;

import java.util.SplittableRandom;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * Squares for L∞: stripes first, then squares in which each channel of the original moves by the
 * radius up or down.
 */
final class FlatSquares implements SquareAttack.Proposal {
  private static final int TRIES = 16;

  private final double[] original;
  private final ImageDomain domain;
  private final Ball ball;
  private final SplittableRandom random;

  FlatSquares(double[] original, ImageDomain domain, Ball ball, SplittableRandom random) {
    this.original = original;
    this.domain = domain;
    this.ball = ball;
    this.random = random;
  }

  @Override
  public double[] first() {
    double[] x = original.clone();
    for (int c = 0; c < domain.channels(); c++) {
      for (int column = 0; column < domain.width(); column++) {
        fill(x, c, 0, column, domain.height(), 1);
      }
    }
    return x;
  }

  /** Draws again, some times, where nothing would change. */
  @Override
  public double[] next(double[] x, int side) {
    double[] next = x.clone();
    boolean changed = false;
    for (int t = 0; t < TRIES && !changed; t++) {
      int row = random.nextInt(domain.height() - side + 1);
      int column = random.nextInt(domain.width() - side + 1);
      for (int c = 0; c < domain.channels(); c++) {
        changed |= fill(next, c, row, column, side, side);
      }
    }
    return next;
  }

  private boolean fill(double[] x, int channel, int row, int column, int height, int width) {
    boolean up = random.nextBoolean();
    boolean changed = false;
    for (int r = row; r < row + height; r++) {
      for (int c = column; c < column + width; c++) {
        int i = domain.index(channel, r * domain.width() + c);
        double value = up ? ball.upper(original[i], domain) : ball.lower(original[i], domain);
        changed |= value != x[i];
        x[i] = value;
      }
    }
    return changed;
  }
}
