package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.AffineLayer;

/**
 * An affine layer as the checker reads it: per term a chain of matrices, first to last. Inputs that
 * hardly vary in a case go into the bias, and what they vary by into its error.
 */
final class AffineRows {
  private final int[] source;
  private final List<List<SparseRows>> chains;
  private final double[] bias;
  private final double[] biasError;
  private final double deviation;
  private Twins twins;

  AffineRows(AffineLayer layer) {
    this.deviation = layer.deviation();
    this.source = layer.sources();
    this.bias = layer.bias();
    this.biasError = layer.biasError() == null ? new double[bias.length] : layer.biasError();
    this.chains = new ArrayList<>();
    for (AffineLayer.Term term : layer.terms()) {
      List<SparseRows> chain = new ArrayList<>();
      collect(term.map(), chain);
      chains.add(chain);
    }
  }

  private AffineRows(
      int[] source,
      List<List<SparseRows>> chains,
      double[] bias,
      double[] biasError,
      double deviation) {
    this.deviation = deviation;
    this.source = source;
    this.chains = chains;
    this.bias = bias;
    this.biasError = biasError;
  }

  private static void collect(LinearMap map, List<SparseRows> chain) {
    if (map instanceof ComposedMap composed) {
      collect(composed.first(), chain);
      collect(composed.second(), chain);
    } else {
      chain.add(new SparseRows(map));
    }
  }

  /**
   * The same layer on a box, with only the inputs that are to be kept.
   *
   * @param box of all inputs
   */
  AffineRows keeping(IntPredicate isKept, Box box) {
    List<List<SparseRows>> fewer = new ArrayList<>(chains);
    double[] moved = bias.clone();
    double[] error = biasError.clone();
    for (int t = 0; t < source.length; t++) {
      if (source[t] == 0 && chains.get(t).size() == 1) {
        SparseRows rows = chains.get(t).get(0);
        fold(rows, isKept, box, moved, error);
        fewer.set(t, List.of(rows.keeping(isKept)));
      }
    }
    return new AffineRows(source, fewer, moved, error, deviation);
  }

  private static void fold(
      SparseRows rows, IntPredicate isKept, Box box, double[] bias, double[] error) {
    for (int i = 0; i < bias.length; i++) {
      double sum = bias[i];
      double size = Math.abs(bias[i]);
      double width = 0;
      for (int e = rows.start(i); e < rows.start(i + 1); e++) {
        int j = rows.column(e);
        if (!isKept.test(j)) {
          double low = box.lower()[j];
          double v = Math.abs(rows.value(e));
          sum += rows.value(e) * low;
          size += v * Math.abs(low);
          width += v * Math.nextUp(box.upper()[j] - low);
        }
      }
      double unit = Roundoff.gamma(rows.start(i + 1) - rows.start(i) + 4.0);
      double coefficients = rows.relativeError() * (size + width);
      bias[i] = sum;
      error[i] += Roundoff.inflate(unit * size + width + coefficients);
    }
  }

  /** Whether all coefficients and biases are exact binary32 numbers. */
  boolean isFloat32() {
    return chains.stream().flatMap(List::stream).allMatch(SparseRows::isFloat32)
        && Arrays.stream(bias).allMatch(Float32Coverage::isFloat32)
        && Arrays.stream(biasError).allMatch(error -> error == 0);
  }

  /** Whether its coefficients and biases are what they say, in one matrix for each term. */
  boolean isExact() {
    return deviation == 0
        && chains.stream().allMatch(chain -> chain.size() == 1)
        && chains.stream().flatMap(List::stream).allMatch(rows -> rows.relativeError() == 0)
        && Arrays.stream(biasError).allMatch(error -> error == 0);
  }

  /** Whether every neuron is a neuron of a source or the negation of one. */
  boolean isCopy() {
    return isMovement() && Arrays.stream(bias).allMatch(b -> b == 0);
  }

  /** See {@link AffineLayer#deviation}. */
  double deviation() {
    return deviation;
  }

  /** Roundings of binary32 that one row meets at most, added up along chains. */
  double summands32() {
    long most = 2;
    for (List<SparseRows> chain : chains) {
      for (SparseRows rows : chain) {
        most += rows.mostPerRow() + 2L;
      }
    }
    return most;
  }

  /** Whether every neuron is a neuron of a source, the negation of one, or a constant. */
  boolean isMovement() {
    int[] entries = new int[bias.length];
    for (List<SparseRows> chain : chains) {
      for (SparseRows rows : chain) {
        if (!rows.isMovement()) {
          return false;
        }
      }
      SparseRows last = chain.get(chain.size() - 1);
      for (int i = 0; i < entries.length; i++) {
        entries[i] += last.start(i + 1) - last.start(i) + (bias[i] == 0 ? 0 : 1);
      }
    }
    return Arrays.stream(entries).allMatch(count -> count <= 1);
  }

  /** Found when first asked for. */
  synchronized Twins twins() {
    if (twins == null) {
      twins = Twins.of(this);
    }
    return twins;
  }

  int terms() {
    return source.length;
  }

  int source(int term) {
    return source[term];
  }

  List<SparseRows> chain(int term) {
    return chains.get(term);
  }

  double bias(int i) {
    return bias[i];
  }

  double biasError(int i) {
    return biasError[i];
  }

  int size() {
    return bias.length;
  }

  /** Products summed, along a chain, for one coefficient of a source at most. */
  long summands(int term) {
    return chains.get(term).stream().mapToLong(m -> m.mostPerColumn() + 1L).sum();
  }

  long entries() {
    return chains.stream().flatMap(List::stream).mapToLong(SparseRows::entries).sum();
  }

  /** {@code to += Mᵀ from} for the chain of one term. */
  void addTransposed(int term, CoefficientBlock from, CoefficientBlock to) {
    List<SparseRows> chain = chains.get(term);
    CoefficientBlock moved = from;
    for (int c = chain.size() - 1; c > 0; c--) {
      CoefficientBlock before = new CoefficientBlock(chain.get(c).columns(), from.width());
      chain.get(c).addTransposed(moved, before);
      moved = before;
    }
    chain.get(0).addTransposed(moved, to);
  }
}
