package org.plumbline.falsifier.score;

import java.util.SplittableRandom;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * Squares for L2: what one square has of the squared distance, and what is not used, moves to
 * another one, in a pattern with a peak in each half, of opposite signs.
 */
final class EnergySquares implements SquareAttack.Proposal {
  private static final int TILES = 5;

  private final double[] original;
  private final ImageDomain domain;
  private final double radius;
  private final SplittableRandom random;

  EnergySquares(double[] original, ImageDomain domain, double radius, SplittableRandom random) {
    this.original = original;
    this.domain = domain;
    this.radius = radius;
    this.random = random;
  }

  /** Tiles of the pattern, each of a random sign, scaled to the radius. */
  @Override
  public double[] first() {
    double[] shift = new double[original.length];
    int side = Math.max(1, Math.min(domain.height(), domain.width()) / TILES);
    for (int c = 0; c < domain.channels(); c++) {
      for (int row = 0; row + side <= domain.height(); row += side) {
        for (int column = 0; column + side <= domain.width(); column += side) {
          Square square = new Square(c, row, column, side);
          add(shift, square, pattern(side), random.nextBoolean() ? 1 : -1);
        }
      }
    }
    scale(shift, radius / norm(shift));
    return moved(shift);
  }

  @Override
  public double[] next(double[] x, int side) {
    double[] shift = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      shift[i] = x[i] - original[i];
    }
    double unused = Math.max(0, radius * radius - square(shift)) / domain.channels();
    int[] from = corner(side);
    int[] to = corner(side);
    double[] pattern = pattern(side);
    scale(pattern, 1 / norm(pattern));
    for (int c = 0; c < domain.channels(); c++) {
      Square source = new Square(c, from[0], from[1], side);
      Square target = new Square(c, to[0], to[1], side);
      double[] fresh = read(shift, target);
      double present = norm(fresh);
      scale(fresh, present > 0 ? 1 / present : 0);
      double sign = random.nextBoolean() ? 1 : -1;
      for (int k = 0; k < fresh.length; k++) {
        fresh[k] += sign * pattern[k];
      }
      double before = square(shift);
      clear(shift, source);
      clear(shift, target);
      double energy = before - square(shift) + unused;
      double length = norm(fresh);
      add(shift, target, fresh, length > 0 ? Math.sqrt(Math.max(0, energy)) / length : 0);
    }
    return moved(shift);
  }

  private record Square(int channel, int row, int column, int side) {}

  private int[] corner(int side) {
    int row = random.nextInt(domain.height() - side + 1);
    return new int[] {row, random.nextInt(domain.width() - side + 1)};
  }

  /** Two peaks beside or above each other, one the negative of the other. */
  private double[] pattern(int side) {
    double[] pattern = new double[side * side];
    int half = Math.max(1, side / 2);
    boolean beside = random.nextBoolean();
    for (int r = 0; r < side; r++) {
      for (int c = 0; c < half; c++) {
        pattern[beside ? r * side + c : c * side + r] = peak(r, c, side, half);
      }
      for (int c = half; c < side; c++) {
        pattern[beside ? r * side + c : c * side + r] = -peak(r, c - half, side, side - half);
      }
    }
    return pattern;
  }

  /** Σ 1/(n + 1 − k)², k from 0 to n less the distance from the middle, n = ⌊height/2⌋. */
  private static double peak(int row, int column, int height, int width) {
    int n = height / 2;
    int away = Math.max(Math.abs(row - height / 2), Math.abs(column - width / 2));
    double sum = 0;
    for (int k = 0; k <= n - away; k++) {
      sum += 1.0 / ((n + 1 - k) * (double) (n + 1 - k));
    }
    return sum;
  }

  private double[] read(double[] shift, Square square) {
    double[] values = new double[square.side() * square.side()];
    for (int k = 0; k < values.length; k++) {
      values[k] = shift[index(square, k)];
    }
    return values;
  }

  private void clear(double[] shift, Square square) {
    for (int k = 0; k < square.side() * square.side(); k++) {
      shift[index(square, k)] = 0;
    }
  }

  private void add(double[] shift, Square square, double[] values, double factor) {
    for (int k = 0; k < values.length; k++) {
      shift[index(square, k)] += factor * values[k];
    }
  }

  private int index(Square square, int cell) {
    int row = square.row() + cell / square.side();
    int column = square.column() + cell % square.side();
    return domain.index(square.channel(), row * domain.width() + column);
  }

  private double[] moved(double[] shift) {
    double[] x = new double[shift.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = domain.clip(original[i] + shift[i]);
    }
    return x;
  }

  private static void scale(double[] values, double factor) {
    for (int k = 0; k < values.length; k++) {
      values[k] *= factor;
    }
  }

  private static double norm(double[] values) {
    return Math.sqrt(square(values));
  }

  private static double square(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
