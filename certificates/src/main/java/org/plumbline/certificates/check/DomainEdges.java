package org.plumbline.certificates.check;

import java.math.BigDecimal;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;

/**
 * Affine neurons of which a root, a logarithm or the like is taken, at the edge of its domain, in
 * real numbers. The interval of a sum that pays for its rounding may leave the domain by less than
 * that, and then nothing is known of the function: a sum of squares is at least 0, but its bound in
 * doubles is not. There both ends are computed exactly: a sum of terms {@code v·x} with x in [l, u]
 * is at least the sum of all {@code v·l} for positive v and {@code v·u} for negative v, and at most
 * that with l and u exchanged; the double next to an end, outward, holds, too.
 *
 * <p>In binary32 nothing is done: there the values are rounded, and not only their bounds.
 */
final class DomainEdges {
  /** Of the size of a number: what leaves a domain by more is no rounding. */
  private static final double SLIP = 0x1p-30;

  private final CheckedNetwork network;

  /** By the layer that it reads. */
  private final Activation[] reader;

  DomainEdges(CheckedNetwork network) {
    this.network = network;
    this.reader = new Activation[network.depth()];
    for (int k = 1; k < network.depth() && !network.isFloat32(); k++) {
      if (network.layer(k) instanceof ActivationLayer act && isLimited(act.activation())) {
        reader[act.source()] = act.activation();
      }
    }
  }

  private static boolean isLimited(Activation sigma) {
    return switch (sigma.kind()) {
      case LOG, SQRT, RECIPROCAL, ASIN -> true;
      default -> false;
    };
  }

  private static boolean isLeft(Activation sigma, double low, double high) {
    return switch (sigma.kind()) {
      case LOG -> !(low > 0);
      case SQRT -> !(low >= 0);
      case RECIPROCAL -> !(low > 0 || high < 0);
      case ASIN -> !(low >= -1 && high <= 1);
      default -> false;
    };
  }

  /** Narrows an affine layer whose sources are bounded. */
  void apply(int k, NodeBounds bounds) {
    AffineRows rows = network.affine(k);
    if (reader[k] == null || !rows.isExact()) {
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      double low = bounds.lower(k, i);
      double high = bounds.upper(k, i);
      double slip = 2 * SLIP * Math.max(1, bounds.magnitude(k, i));
      if (isLeft(reader[k], low, high) && !isLeft(reader[k], low + slip, high - slip)) {
        exact(rows, k, i, bounds);
      }
    }
  }

  private static void exact(AffineRows rows, int k, int i, NodeBounds bounds) {
    BigDecimal least = new BigDecimal(rows.bias(i));
    BigDecimal most = least;
    for (int t = 0; t < rows.terms(); t++) {
      SparseRows matrix = rows.chain(t).get(0);
      double[] l = bounds.lower(rows.source(t));
      double[] u = bounds.upper(rows.source(t));
      for (int e = matrix.start(i); e < matrix.start(i + 1); e++) {
        double v = matrix.value(e);
        int j = matrix.column(e);
        if (!Double.isFinite(l[j]) || !Double.isFinite(u[j])) {
          return;
        }
        BigDecimal factor = new BigDecimal(v);
        least = least.add(factor.multiply(new BigDecimal(v > 0 ? l[j] : u[j])));
        most = most.add(factor.multiply(new BigDecimal(v > 0 ? u[j] : l[j])));
      }
    }
    bounds.raise(k, i, Directed.down(least));
    bounds.reduce(k, i, Directed.up(most));
  }
}
