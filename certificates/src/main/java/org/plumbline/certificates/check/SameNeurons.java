package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Neurons that are the same function of the inputs by the way they are written, in any layer: value
 * numbering (Alpern, Wegman and Zadeck, <em>Detecting Equality of Variables in Programs</em>, POPL
 * 1988). An affine row is known by its bias and by the sums of its coefficients, exactly, of the
 * neurons it reads, each of which stands for all that are the same; a row that is 1 times one
 * neuron is that neuron. An activation is known by its function and what it reads, a product by its
 * factors.
 *
 * <p>By induction over the layers: rows with equal keys are equal sums of equal numbers. That holds
 * in real numbers only, since a runtime may round two equal sums in two ways. Layers with errors in
 * coefficients or biases, and layers of other kinds, have no neurons that are the same as others.
 */
final class SameNeurons {
  /** A neuron that stands for all that are the same. */
  record Place(int layer, int neuron) {}

  /** What a row of an affine layer is known by. */
  private record Row(BigDecimal bias, Map<Place, BigDecimal> coefficients) {}

  private record Value(Activation of, Place argument) {}

  private record Factors(Place left, Place right) {}

  private final CheckedNetwork network;
  private final Place[][] first;
  private final Map<Object, Place> known = new HashMap<>();

  SameNeurons(CheckedNetwork network) {
    this.network = network;
    this.first = new Place[network.depth()][];
    for (int k = 0; k < first.length; k++) {
      int layer = k;
      first[k] = new Place[network.layer(k).size()];
      Arrays.setAll(first[k], i -> new Place(layer, i));
      if (k > 0) {
        network.layer(k).accept(new Numbering(k));
      }
    }
  }

  /** The first neuron that is the same as this one; maybe this one. */
  Place first(int layer, int neuron) {
    return first[layer][neuron];
  }

  /** Numbers the neurons of layer k. */
  private final class Numbering implements ComputedLayerVisitor<Void> {
    private final int k;

    Numbering(int k) {
      this.k = k;
    }

    private void take(int i, Object key) {
      first[k][i] = known.computeIfAbsent(key, unknown -> first[k][i]);
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      AffineRows rows = network.affine(k);
      if (rows.isExact()) {
        for (int i = 0; i < rows.size(); i++) {
          Row row = row(rows, i);
          Place copied = row == null ? first[k][i] : copied(row);
          if (copied == null) {
            take(i, row);
          } else {
            first[k][i] = copied;
          }
        }
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      for (int i = 0; i < layer.size(); i++) {
        take(i, new Value(layer.activation(), first[layer.source()][i]));
      }
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      for (int i = 0; i < layer.size(); i++) {
        Place left = first[layer.left()][i];
        Place right = first[layer.right()][i];
        Place twin = known.get(new Factors(right, left));
        if (twin == null) {
          take(i, new Factors(left, right));
        } else {
          first[k][i] = twin;
        }
      }
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      return null;
    }
  }

  /** Null for one that is not finite. */
  private Row row(AffineRows rows, int i) {
    if (!Double.isFinite(rows.bias(i))) {
      return null;
    }
    Map<Place, BigDecimal> coefficients = new HashMap<>();
    for (int t = 0; t < rows.terms(); t++) {
      SparseRows matrix = rows.chain(t).get(0);
      for (int e = matrix.start(i); e < matrix.start(i + 1); e++) {
        if (!Double.isFinite(matrix.value(e))) {
          return null;
        }
        BigDecimal value = new BigDecimal(matrix.value(e)).stripTrailingZeros();
        Place read = first[rows.source(t)][matrix.column(e)];
        coefficients.merge(read, value, (a, b) -> a.add(b).stripTrailingZeros());
      }
    }
    coefficients.values().removeIf(c -> c.signum() == 0);
    return new Row(new BigDecimal(rows.bias(i)).stripTrailingZeros(), coefficients);
  }

  private static Place copied(Row row) {
    if (row.bias().signum() != 0 || row.coefficients().size() != 1) {
      return null;
    }
    Map.Entry<Place, BigDecimal> only = row.coefficients().entrySet().iterator().next();
    return only.getValue().compareTo(BigDecimal.ONE) == 0 ? only.getKey() : null;
  }
}
