package org.plumbline.network.model;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.RepeatedMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.linear.TransposedMap;

/**
 * The difference of two linear maps whose coefficients are exact, as a map of their kind.
 *
 * <p>A difference s of two doubles is off by at most half a unit in its last place, which is {@code
 * 2⁻⁵³·|s|} or nothing: differences that are subnormal are exact. The error is thus relative to the
 * coefficient that is stored, however much cancels. Weights and their roundings to fewer bits are
 * close, so that it is mostly none.
 */
final class MapDifference {
  /** Entries of maps of two kinds that are spelled out. */
  private static final long MOST_ENTRIES = 1 << 22;

  private MapDifference() {}

  /** The map {@code second − first}, or null. */
  static LinearMap of(LinearMap first, LinearMap second) {
    if (first.inputSize() != second.inputSize()
        || first.outputSize() != second.outputSize()
        || first.coefficientError() != 0
        || second.coefficientError() != 0) {
      return null;
    }
    LinearMap ofOneKind = ofOneKind(first, second);
    return ofOneKind != null ? ofOneKind : spelledOut(first, second);
  }

  /** Whether a map takes everything to 0. */
  static boolean isZero(LinearMap map) {
    boolean[] isZero = {true};
    for (int o = 0; o < map.outputSize() && isZero[0]; o++) {
      map.visitRow(o, (input, coefficient) -> isZero[0] &= coefficient == 0);
    }
    return isZero[0];
  }

  private static LinearMap ofOneKind(LinearMap first, LinearMap second) {
    if (first instanceof SelectionMap a && second instanceof SelectionMap b) {
      return Arrays.equals(a.index(), b.index()) ? zero(a.inputSize(), a.outputSize()) : null;
    } else if (first instanceof DiagonalMap a && second instanceof DiagonalMap b) {
      Entries scale = Entries.of(a.scale(), b.scale());
      return scale == null ? null : new DiagonalMap(scale.values, scale.error);
    } else if (first instanceof ConvolutionMap a && second instanceof ConvolutionMap b) {
      return convolution(a, b);
    } else if (first instanceof RepeatedMap a && second instanceof RepeatedMap b) {
      LinearMap one = a.count() == b.count() ? of(a.map(), b.map()) : null;
      return one == null ? null : new RepeatedMap(a.count(), one);
    } else if (first instanceof TransposedMap a && second instanceof TransposedMap b) {
      LinearMap one = of(a.map(), b.map());
      return one == null ? null : new TransposedMap(one);
    }
    return null;
  }

  private static LinearMap convolution(ConvolutionMap a, ConvolutionMap b) {
    boolean isAlike =
        a.window().equals(b.window())
            && a.inChannels() == b.inChannels()
            && a.outChannels() == b.outChannels()
            && a.groups() == b.groups();
    Entries kernel = isAlike ? Entries.of(a.kernel(), b.kernel()) : null;
    return kernel == null
        ? null
        : new ConvolutionMap(
            a.window(), a.inChannels(), a.outChannels(), a.groups(), kernel.values, kernel.error);
  }

  /** Nothing of a composed map, whose entries are sums. */
  private static LinearMap spelledOut(LinearMap first, LinearMap second) {
    boolean isSmall = (long) first.inputSize() * first.outputSize() <= MOST_ENTRIES;
    if (!isSmall || first instanceof ComposedMap || second instanceof ComposedMap) {
      return null;
    }
    Entries entries = Entries.of(entries(first), entries(second));
    return entries == null
        ? null
        : SparseMap.orDense(
            new DenseMap(first.outputSize(), first.inputSize(), entries.values, entries.error));
  }

  private static double[] entries(LinearMap map) {
    double[] entries = new double[map.outputSize() * map.inputSize()];
    for (int o = 0; o < map.outputSize(); o++) {
      int row = o * map.inputSize();
      map.visitRow(o, (input, coefficient) -> entries[row + input] = coefficient);
    }
    return entries;
  }

  private static LinearMap zero(int inputs, int outputs) {
    int[] index = new int[outputs];
    Arrays.fill(index, -1);
    return new SelectionMap(inputs, index);
  }

  /** Differences, and the relative error of the worst. */
  private record Entries(double[] values, double error) {
    /** Null if one is not finite. */
    static Entries of(double[] first, double[] second) {
      double[] values = new double[first.length];
      boolean isExact = true;
      for (int i = 0; i < values.length; i++) {
        values[i] = second[i] - first[i];
        isExact &= lost(second[i], first[i]) == 0;
        if (!Double.isFinite(values[i])) {
          return null;
        }
      }
      return new Entries(values, isExact ? 0 : 2 * Rounding.UNIT);
    }
  }

  /**
   * What {@code a − b} loses to rounding, exactly: TwoSum (Knuth, <em>The Art of Computer
   * Programming</em> 2, 4.2.2, theorem B), where nothing overflows.
   */
  static double lost(double a, double b) {
    double s = a - b;
    double minusB = s - a;
    return (a - (s - minusB)) + (-b - minusB);
  }
}
