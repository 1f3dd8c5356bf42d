package org.plumbline.network.eval;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.TransposedMap;

/**
 * The elementary maps that a map is a product of, in the order they are applied. None is a
 * composition, and a transposition only of an elementary map: their rows hold exact coefficients.
 */
final class Factors {
  private Factors() {}

  static List<LinearMap> of(LinearMap map) {
    List<LinearMap> factors = new ArrayList<>();
    collect(map, false, factors);
    return factors;
  }

  private static void collect(LinearMap map, boolean transposed, List<LinearMap> factors) {
    if (map instanceof TransposedMap inner) {
      collect(inner.map(), !transposed, factors);
    } else if (map instanceof ComposedMap product) {
      collect(transposed ? product.second() : product.first(), transposed, factors);
      collect(transposed ? product.first() : product.second(), transposed, factors);
    } else {
      factors.add(transposed ? new TransposedMap(map) : map);
    }
  }
}
