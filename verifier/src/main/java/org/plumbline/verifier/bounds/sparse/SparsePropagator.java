package org.plumbline.verifier.bounds.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.verifier.bounds.ActivationRange;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ExactImages;
import org.plumbline.verifier.bounds.ProductRange;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;

/**
 * Forward propagation of one box as zonotopes whose symbols keep only what is not zero (Singh et
 * al., <em>Fast and Effective Robustness Certification</em>, NeurIPS 2018: DeepZ). Where a few
 * pixels of a large image vary, the first layers hold millions of neurons of which a symbol moves
 * hundreds.
 */
public final class SparsePropagator {
  private final Network network;
  private final IntUnaryOperator symbolLimit;
  private final SparseAffine affine;
  private final SparseZonotope[] zonotopes;
  private int known;

  /**
   * @param symbolLimit noise symbols behind each activation layer, those of inputs included; the
   *     smallest gaps past it go into the remainder
   */
  public SparsePropagator(Network network, Gemm gemm, IntUnaryOperator symbolLimit) {
    this.network = network;
    this.symbolLimit = symbolLimit;
    this.affine = new SparseAffine(gemm);
    this.zonotopes = new SparseZonotope[network.depth()];
  }

  /**
   * Starts from the input box in {@code bounds}, a batch of one.
   *
   * @param varying ascending inputs to track. What the others vary goes into the remainder.
   */
  public void start(BatchBounds bounds, int[] varying) {
    int n = network.inputSize();
    double[] centre = new double[n];
    double[] radius = new double[n];
    for (int i = 0; i < n; i++) {
      double low = bounds.lower(0)[i];
      double high = bounds.upper(0)[i];
      centre[i] = Intervals.middle(low, high);
      radius[i] = Intervals.radius(centre[i], low, high);
    }
    List<SparseRow> symbols = new ArrayList<>(varying.length);
    for (int input : varying) {
      symbols.add(SparseRow.of(input, radius[input]));
      radius[input] = 0;
    }
    known = varying.length;
    zonotopes[0] = new SparseZonotope(centre, radius, symbols);
  }

  /** Propagates to layer k and narrows its bounds; its sources must have been propagated. */
  public void propagate(int k, BatchBounds bounds) {
    zonotopes[k] = network.layer(k).accept(new Step(k, bounds));
    bound(k, bounds);
    ExactImages.bound(k, bounds);
  }

  /** Gives back the memory of a layer that no layer to come reads. */
  public void release(int k) {
    zonotopes[k] = null;
  }

  /** Makes the zonotope of layer k. */
  private final class Step implements ComputedLayerVisitor<SparseZonotope> {
    private final int k;
    private final BatchBounds bounds;

    Step(int k, BatchBounds bounds) {
      this.k = k;
      this.bounds = bounds;
    }

    @Override
    public SparseZonotope visitAffine(AffineLayer layer) {
      return affine.image(
          layer, layer.terms().stream().map(term -> zonotopes[term.source()]).toList());
    }

    @Override
    public SparseZonotope visitActivation(ActivationLayer layer) {
      double[] low = bounds.lower(layer.source());
      double[] high = bounds.upper(layer.source());
      SparseZonotope image =
          new SparseActivation(ParallelLines.of(layer, low, high))
              .image(zonotopes[layer.source()], known, symbolLimit.applyAsInt(k));
      known = image.symbols().size();
      ActivationRange.intersect(layer, new ActivationRelaxation(layer.activation()), k, bounds);
      return image;
    }

    @Override
    public SparseZonotope visitProduct(ProductLayer layer) {
      for (int i = 0; i < layer.size(); i++) {
        ProductRange.intersect(layer, k, 0, i, bounds);
      }
      return SparseProduct.image(zonotopes[layer.left()], zonotopes[layer.right()]);
    }

    @Override
    public SparseZonotope visitMaximum(MaximumLayer layer) {
      double[] low = bounds.lower(layer.source());
      double[] high = bounds.upper(layer.source());
      int[] winner = SparseMaximum.winners(layer, low, high);
      return SparseMaximum.image(layer, zonotopes[layer.source()], winner, low, high);
    }
  }

  private void bound(int k, BatchBounds bounds) {
    SparseZonotope zonotope = zonotopes[k];
    for (int i = 0; i < zonotope.size(); i++) {
      double c = zonotope.centre()[i];
      double r = zonotope.radius(i);
      bounds.intersect(k, 0, i, c - r, c + r);
    }
  }

  /**
   * A lower bound of {@code row · y} for the neurons y of a layer. Coefficients may be off by half
   * a unit in the last place.
   */
  public double lower(int layer, double[] row) {
    SparseZonotope zonotope = zonotopes[layer];
    SparseRow objective = SparseRow.of(row, 0, row.length);
    SparseRow.Sum centre = objective.dot(zonotope.centre());
    SparseRow.Sum lost = objective.dot(zonotope.remainder());
    double size = centre.size() + lost.size();
    double radius = lost.size();
    for (SparseRow symbol : zonotope.symbols()) {
      SparseRow.Sum moved = symbol.isDense() ? objective.dot(symbol.values()) : symbol.dot(row);
      radius += Math.abs(moved.value());
      size += moved.size();
    }
    long sums = 2L * row.length + zonotope.symbols().size() + 16;
    double error = 4 * Rounding.gamma(sums) * size;
    return centre.value() - radius * Intervals.WIDEN - error - Rounding.UNDERFLOW;
  }
}
