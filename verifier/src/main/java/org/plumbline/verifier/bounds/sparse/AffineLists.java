package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.AffineLayer;

/**
 * The entries of an affine layer, row by row.
 *
 * @param start of the rows in {@code column} and {@code value}, and behind the last
 * @param column the neuron of the layer at {@code source} that is multiplied
 * @param error of all entries, as a share of their size
 * @param longest number of entries of a row
 */
record AffineLists(
    AffineLayer layer,
    int[] start,
    int[] source,
    int[] column,
    double[] value,
    double error,
    int longest) {
  static AffineLists of(AffineLayer layer) {
    List<AffineLayer.Term> terms = layer.terms();
    Entries entries = new Entries();
    int[] start = new int[layer.size() + 1];
    int longest = 0;
    for (int i = 0; i < layer.size(); i++) {
      for (AffineLayer.Term term : terms) {
        term.map().visitRow(i, (j, v) -> entries.add(term.source(), j, v));
      }
      start[i + 1] = entries.count;
      longest = Math.max(longest, start[i + 1] - start[i]);
    }
    double error =
        terms.stream()
            .map(AffineLayer.Term::map)
            .mapToDouble(LinearMap::coefficientError)
            .max()
            .orElse(0);
    return new AffineLists(
        layer, start, entries.source, entries.column, entries.value, error, longest);
  }

  double bias(int i) {
    return layer.bias()[i];
  }

  double biasError(int i) {
    return layer.biasError() == null ? 0 : layer.biasError()[i];
  }

  /** Arrays that grow. */
  private static final class Entries {
    private int[] source = new int[1024];
    private int[] column = new int[1024];
    private double[] value = new double[1024];
    private int count;

    void add(int itsSource, int itsColumn, double itsValue) {
      if (count == column.length) {
        source = Arrays.copyOf(source, 2 * count);
        column = Arrays.copyOf(column, 2 * count);
        value = Arrays.copyOf(value, 2 * count);
      }
      source[count] = itsSource;
      column[count] = itsColumn;
      value[count++] = itsValue;
    }
  }
}
