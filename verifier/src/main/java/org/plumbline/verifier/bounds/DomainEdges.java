package org.plumbline.verifier.bounds;

import java.math.BigDecimal;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.DirectedRounding;

/**
 * Numbers of which a root, a logarithm or the like is taken, and which lie at the edge of its
 * domain: a sum of squares is at least 0, but a bound of it that pays for rounding is not. Where
 * bounds leave the domain by no more than rounding, the interval is computed again in exact
 * numbers, which pay nothing.
 */
public final class DomainEdges {
  /** Of the size of a number: what leaves the domain by more is no rounding. */
  private static final double SLIP = 0x1p-30;

  private final Network network;
  private final ActivationLayer[] reader;

  public DomainEdges(Network network) {
    this.network = network;
    this.reader = new ActivationLayer[network.depth()];
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act && Domains.isLimited(act)) {
        reader[act.source()] = act;
      }
    }
  }

  /** Narrows the neurons of a layer, whose sources are bounded. */
  public void bound(int k, BatchBounds bounds) {
    Layer layer = network.layer(k);
    if (reader[k] == null || !(layer instanceof AffineLayer affine) || !isExact(affine)) {
      return;
    }
    for (int at = 0; at < bounds.batch() * layer.size(); at++) {
      double low = bounds.lower(k)[at];
      double high = bounds.upper(k)[at];
      double slip = SLIP * Math.max(1, Math.max(Math.abs(low), Math.abs(high)));
      boolean mayLeave = Domains.isLeft(reader[k].activation(), low, high);
      boolean isAtEdge =
          mayLeave && !Domains.isLeft(reader[k].activation(), low + 2 * slip, high - 2 * slip);
      if (isAtEdge) {
        exact(affine, k, at / layer.size(), at % layer.size(), bounds);
      }
    }
  }

  private static boolean isExact(AffineLayer affine) {
    return affine.biasError() == null
        && affine.terms().stream().allMatch(term -> term.map().coefficientError() == 0);
  }

  private static void exact(AffineLayer affine, int k, int b, int i, BatchBounds bounds) {
    Ends ends = new Ends(affine.bias()[i]);
    for (AffineLayer.Term term : affine.terms()) {
      double[] low = bounds.lower(term.source());
      double[] high = bounds.upper(term.source());
      int first = b * term.map().inputSize();
      term.map().visitRow(i, (j, v) -> ends.add(v, low[first + j], high[first + j]));
    }
    if (ends.areFinite) {
      bounds.intersect(k, b, i, DirectedRounding.down(ends.low), DirectedRounding.up(ends.high));
    }
  }

  /** Both ends of a sum over intervals. */
  private static final class Ends {
    private BigDecimal low;
    private BigDecimal high;
    private boolean areFinite = true;

    Ends(double bias) {
      low = new BigDecimal(bias);
      high = low;
    }

    void add(double v, double l, double u) {
      areFinite &= Double.isFinite(l) && Double.isFinite(u);
      if (areFinite) {
        low = low.add(new BigDecimal(v).multiply(new BigDecimal(v > 0 ? l : u)));
        high = high.add(new BigDecimal(v).multiply(new BigDecimal(v > 0 ? u : l)));
      }
    }
  }
}
