package org.plumbline.verifier.bounds;

import org.plumbline.network.model.MaximumLayer;

/**
 * Zonotopes through maxima: one that a member surely wins is that member, any other an interval.
 */
final class MaximumZonotopes {
  private final ZonotopeBatch[] zonotopes;

  MaximumZonotopes(ZonotopeBatch[] zonotopes) {
    this.zonotopes = zonotopes;
  }

  void propagate(MaximumLayer layer, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    ZonotopeBatch source = zonotopes[layer.source()];
    ZonotopeBatch result = zonotopes[k];
    int[] known = new int[batch];
    for (int b = 0; b < batch; b++) {
      known[b] = source.symbols(b);
    }
    result.reset(batch, known);
    int n = source.size();
    double[] low = bounds.lower(layer.source());
    double[] high = bounds.upper(layer.source());
    for (int b = 0; b < batch; b++) {
      for (int g = 0; g < layer.size(); g++) {
        int winner = MaximumRelaxation.greatestLower(layer, g, low, b * n);
        if (MaximumRelaxation.dominates(layer, g, winner, low, high, b * n)) {
          copyNeuron(source, winner, result, g, b);
        } else {
          double from = low[b * n + winner];
          double to = MaximumRelaxation.greatestUpper(layer, g, high, b * n);
          result.set(b, g, from, to);
        }
      }
    }
  }

  private static void copyNeuron(ZonotopeBatch from, int i, ZonotopeBatch to, int j, int b) {
    for (int g = 0; g <= from.symbols(b); g++) {
      to.rows()[(to.rowStart()[b] + g) * to.size() + j] =
          from.rows()[(from.rowStart()[b] + g) * from.size() + i];
    }
    to.remainder()[b * to.size() + j] = from.remainder()[b * from.size() + i];
  }
}
