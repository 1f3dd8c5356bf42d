package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * Weighted sums of rows of an unsafe polyhedron, in doubles: a point of the polyhedron has {@code
 * coefficients · neurons ≤ limit} for weights ≥ 0. Sums are exact, then coefficients are rounded to
 * nearest, for which {@link RoundingCharges} has room, and the limit is rounded up. Coefficients
 * beyond the normal doubles are rounded by more than that: they become NaN, which proves nothing.
 */
final class UnsafeRows {
  private final CheckedNetwork network;
  private final List<Sum> rows = new ArrayList<>();
  private final List<List<Integer>> ofPolyhedra = new ArrayList<>();

  /**
   * @param polyhedra whose rows are made; rows that several of them share only once
   */
  UnsafeRows(CheckedNetwork network, List<Polyhedron> polyhedra) {
    this.network = network;
    Map<List<Object>, Integer> numbers = new HashMap<>();
    for (Polyhedron polyhedron : polyhedra) {
      List<Integer> own = new ArrayList<>();
      for (int r = 0; r < polyhedron.inequalities().size(); r++) {
        Sum sum = sum(polyhedron, new int[] {r}, new double[] {1});
        int number = numbers.computeIfAbsent(sum.key(), key -> rows.size());
        if (number == rows.size()) {
          rows.add(sum);
        }
        own.add(number);
      }
      ofPolyhedra.add(List.copyOf(own));
    }
  }

  /** Numbers of the rows of a polyhedron, in its order. */
  List<Integer> of(int polyhedron) {
    return ofPolyhedra.get(polyhedron);
  }

  /** A row by its number. */
  Sum row(int number) {
    return rows.get(number);
  }

  /** A sum of rows, to be bounded, and what it stays below. */
  record Sum(BoundRequest request, double limit) {
    /** Equal for equal sums: what is compared are numbers. */
    private List<Object> key() {
      return List.of(
          limit,
          Arrays.stream(request.layer()).boxed().toList(),
          Arrays.stream(request.neuron()).boxed().toList(),
          Arrays.stream(request.coefficient()).boxed().toList());
    }
  }

  Sum sum(Polyhedron polyhedron, int[] rows, double[] weights) {
    BigDecimal[] inputs = new BigDecimal[network.layer(0).size()];
    BigDecimal[] outputs = new BigDecimal[network.layer(network.depth() - 1).size()];
    BigDecimal limit = BigDecimal.ZERO;
    List<LinearInequality> all = polyhedron.inequalities();
    for (int k = 0; k < rows.length; k++) {
      LinearInequality row = all.get(rows[k]);
      BigDecimal weight = new BigDecimal(weights[k]);
      add(weight, row.inputIndices(), row.inputCoefficients(), inputs);
      add(weight, row.outputIndices(), row.outputCoefficients(), outputs);
      limit = limit.add(weight.multiply(row.rhs()));
    }
    int count = 0;
    int[] layer = new int[inputs.length + outputs.length];
    int[] neuron = new int[layer.length];
    double[] coefficient = new double[layer.length];
    for (int side = 0; side < 2; side++) {
      BigDecimal[] terms = side == 0 ? inputs : outputs;
      for (int i = 0; i < terms.length; i++) {
        if (terms[i] != null && terms[i].signum() != 0) {
          layer[count] = side == 0 ? 0 : network.depth() - 1;
          neuron[count] = i;
          coefficient[count++] = normal(terms[i].doubleValue());
        }
      }
    }
    double[] some = Arrays.copyOf(coefficient, count);
    layer = Arrays.copyOf(layer, count);
    neuron = Arrays.copyOf(neuron, count);
    return new Sum(new BoundRequest(layer, neuron, some, null, null), Directed.up(limit));
  }

  private static void add(BigDecimal weight, int[] index, BigDecimal[] values, BigDecimal[] to) {
    for (int t = 0; t < index.length; t++) {
      BigDecimal term = weight.multiply(values[t]);
      to[index[t]] = to[index[t]] == null ? term : to[index[t]].add(term);
    }
  }

  private static double normal(double nearest) {
    double size = Math.abs(nearest);
    return size > Double.MIN_NORMAL && size < Double.POSITIVE_INFINITY ? nearest : Double.NaN;
  }
}
