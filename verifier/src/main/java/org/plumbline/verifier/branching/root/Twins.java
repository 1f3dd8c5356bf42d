package org.plumbline.verifier.branching.root;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * Neurons of sparse affine layers that are the same function as an earlier one of their layer, or
 * the negation of one, such as the differences of scores that a softmax is made of. One pass bounds
 * them all. Only where coefficients are exactly what is stored.
 */
final class Twins {
  private final Network network;
  private final int[][] first;
  private final boolean[][] isNegated;

  Twins(Network network) {
    this.network = network;
    this.first = new int[network.depth()][];
    this.isNegated = new boolean[network.depth()][];
  }

  /** Those of some neurons that are not known by an earlier one, in the same order. */
  int[] firsts(int layer, int[] neurons) {
    find(layer);
    return first[layer].length == 0
        ? neurons
        : Arrays.stream(neurons).filter(i -> first[layer][i] == i).toArray();
  }

  /** Gives the neurons of a layer, a batch of one, the bounds of those that they are known by. */
  void spread(int layer, BatchBounds bounds) {
    find(layer);
    for (int i = 0; i < first[layer].length; i++) {
      int known = first[layer][i];
      if (known != i) {
        double low = bounds.lower(layer)[known];
        double high = bounds.upper(layer)[known];
        boolean isTurned = isNegated[layer][i];
        bounds.intersect(layer, 0, i, isTurned ? -high : low, isTurned ? -low : high);
      }
    }
  }

  private void find(int layer) {
    if (first[layer] != null) {
      return;
    }
    first[layer] = new int[0];
    isNegated[layer] = new boolean[0];
    if (network.layer(layer) instanceof AffineLayer affine
        && affine.terms().size() == 1
        && affine.biasError() == null
        && affine.terms().get(0).map() instanceof SparseMap map
        && map.coefficientError() == 0) {
      find(layer, affine.bias(), map);
    }
  }

  private void find(int layer, double[] bias, SparseMap map) {
    int[] found = new int[bias.length];
    boolean[] turned = new boolean[bias.length];
    Map<List<Double>, Integer> known = new HashMap<>();
    for (int i = 0; i < found.length; i++) {
      List<Double> row = new ArrayList<>();
      row.add(bias[i] + 0.0);
      map.visitRow(
          i,
          (j, v) -> {
            row.add((double) j);
            row.add(v);
          });
      Integer same = known.get(row);
      Integer opposite = same == null ? known.get(negated(row)) : null;
      found[i] = same != null ? same : opposite != null ? opposite : i;
      turned[i] = opposite != null;
      if (found[i] == i) {
        known.put(row, i);
      }
    }
    first[layer] = found;
    isNegated[layer] = turned;
  }

  /** The bias and the coefficients negated, the columns as they are; zero stays zero. */
  private static List<Double> negated(List<Double> row) {
    List<Double> negated = new ArrayList<>(row);
    for (int k = 0; k < row.size(); k += 2) {
      negated.set(k, 0.0 - row.get(k));
    }
    return negated;
  }
}
