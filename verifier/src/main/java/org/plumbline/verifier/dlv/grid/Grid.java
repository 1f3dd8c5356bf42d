package org.plumbline.verifier.dlv.grid;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * All points that manipulations of some dimensions of a layer can reach: one value of every axis.
 * With m steps on either side of each of M dimensions these are {@code (2m+1)^M}. A point is named
 * by its index vector, the position on each axis; where there are few enough points, by a number.
 */
public record Grid(List<Axis> axes) {
  public Grid {
    axes = List.copyOf(axes);
  }

  public int dimensions() {
    return axes.size();
  }

  /** Number of points. */
  public BigInteger size() {
    return axes.stream()
        .map(axis -> BigInteger.valueOf(axis.size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** Whether its points can be numbered by an int. */
  public boolean isNumbered() {
    return size().bitLength() < Integer.SIZE;
  }

  /** The index vector of the activation itself. */
  public int[] centre() {
    return axes.stream().mapToInt(Axis::centre).toArray();
  }

  /** The number of a point, from 0; the last axis counts fastest. */
  public int number(int[] index) {
    int number = 0;
    for (int a = 0; a < index.length; a++) {
      number = number * axes.get(a).size() + index[a];
    }
    return number;
  }

  /** The index vector of a numbered point. */
  public int[] index(int number) {
    int[] index = new int[axes.size()];
    int rest = number;
    for (int a = index.length - 1; a >= 0; a--) {
      index[a] = rest % axes.get(a).size();
      rest /= axes.get(a).size();
    }
    return index;
  }

  /** Writes the values of a point into a vector of the layer that starts at an offset. */
  void place(int[] index, double[] layer, int offset) {
    for (int a = 0; a < index.length; a++) {
      layer[offset + axes.get(a).dimension()] = axes.get(a).values()[index[a]];
    }
  }

  /** The values of a point, one per axis. */
  public double[] values(int[] index) {
    double[] values = new double[index.length];
    Arrays.setAll(values, a -> axes.get(a).values()[index[a]]);
    return values;
  }

  /** How far a point is from the activation itself, squared. */
  public double squaredDistance(int[] index) {
    double sum = 0;
    for (int a = 0; a < index.length; a++) {
      double moved = axes.get(a).values()[index[a]] - axes.get(a).activation();
      sum += moved * moved;
    }
    return sum;
  }

  /**
   * The least squared distance of points that some ladder reaches by so many rungs, and no fewer.
   */
  public double squaredDistanceOfRank(int rank) {
    double least = Double.POSITIVE_INFINITY;
    for (Axis axis : axes) {
      for (int at : new int[] {axis.centre() - rank, axis.centre() + rank}) {
        if (at >= 0 && at < axis.size()) {
          double moved = axis.values()[at] - axis.activation();
          least = Math.min(least, moved * moved);
        }
      }
    }
    return least;
  }
}
