package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Neurons of an affine layer that are the same function as an earlier one of it, or the negation of
 * one, coefficient for coefficient: the bounds of one are bounds of the other. Only where layers
 * are exactly what they say, since two coefficients that are stored alike may mean two numbers
 * otherwise.
 */
final class Twins {
  private final int[] first;
  private final boolean[] isNegated;

  private Twins(int size) {
    this.first = new int[size];
    this.isNegated = new boolean[size];
    Arrays.setAll(first, i -> i);
  }

  /** Of a layer of real numbers; what a runtime rounds may differ between twins. */
  static Twins of(AffineRows affine) {
    Twins twins = new Twins(affine.size());
    if (affine.isExact() && affine.terms() == 1) {
      twins.find(affine, affine.chain(0).get(0));
    }
    return twins;
  }

  private void find(AffineRows affine, SparseRows rows) {
    Map<Integer, int[]> byHash = new HashMap<>();
    for (int i = 0; i < first.length; i++) {
      int[] known = byHash.getOrDefault(rows.hashOfSizes(i), new int[0]);
      for (int j : known) {
        boolean isSame = affine.bias(i) == affine.bias(j) && rows.areAlike(i, j, 1);
        boolean isOpposite = affine.bias(i) == -affine.bias(j) && rows.areAlike(i, j, -1);
        if (isSame || isOpposite) {
          first[i] = j;
          isNegated[i] = !isSame;
          break;
        }
      }
      if (first[i] == i) {
        int[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = i;
        byHash.put(rows.hashOfSizes(i), more);
      }
    }
  }

  /** The first neuron that is the same as this one or its negation; maybe this one. */
  int first(int neuron) {
    return first[neuron];
  }

  /** Gives all neurons that are known by each other the same bounds. */
  void spread(int layer, NodeBounds bounds) {
    for (int i = 0; i < first.length; i++) {
      copy(layer, bounds, i, first[i], isNegated[i]);
    }
    for (int i = 0; i < first.length; i++) {
      copy(layer, bounds, first[i], i, isNegated[i]);
    }
  }

  private static void copy(int layer, NodeBounds bounds, int from, int to, boolean isNegated) {
    double low = bounds.lower(layer, from);
    double high = bounds.upper(layer, from);
    bounds.raise(layer, to, isNegated ? -high : low);
    bounds.reduce(layer, to, isNegated ? -low : high);
  }
}
