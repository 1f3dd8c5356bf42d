package org.plumbline.verifier.branching.root;

import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.proof.RootRows;

/**
 * Narrows the bounds that a search started from, once it turns out to be a long one: layer by
 * layer, the slopes of every open neuron's bound are optimised for that neuron (α-CROWN; Xu et al.,
 * <em>Fast and Complete</em>, ICLR 2021). Every subproblem gains from narrower bounds, and on the
 * reduced network a pass is cheap.
 */
public final class RootRefinement implements Refinement {
  private final BatchBounds bounds;
  private final Network network;
  private final int[] varying;
  private final int steps;
  private final ZonotopePropagator intervals;
  private final LayerNarrowing narrowing;
  private final double stepProducts;

  /**
   * @param bounds of all neurons, a batch of one, to be narrowed in place
   * @param steps of the optimisation for each neuron
   */
  public RootRefinement(
      BatchBounds bounds,
      int steps,
      int[] varying,
      Premise premise,
      ErrorCharges charges,
      Supplier<Gemm> gemm,
      Parallel parallel) {
    this.bounds = bounds;
    this.network = bounds.network();
    this.steps = steps;
    this.varying = varying;
    this.intervals = new ZonotopePropagator(network, gemm.get(), 0);
    this.narrowing = new LayerNarrowing(network, premise, charges, gemm, parallel);
    this.stepProducts = stepProducts();
  }

  @Override
  public double products() {
    return steps * stepProducts;
  }

  @Override
  public void refine(RootRows rows, Budget budget) {
    rows.begin();
    intervals.start(bounds, varying);
    for (int k = 1; k < network.depth() && !budget.expired(); k++) {
      intervals.propagate(k, bounds, rows.isByPasses());
      narrowing.prepare(k, bounds);
      int[] open = narrowing.open(k, bounds);
      narrowing.narrow(k, bounds, open, isLinear(k) ? 1 : steps, rows, budget);
      intervals.adopt(k, bounds);
    }
  }

  /** A linear function of the inputs alone has no slope to optimise. */
  private boolean isLinear(int k) {
    int[] sources = network.layer(k).sources();
    return sources.length == 1 && sources[0] == 0 && !narrowing.hasLiterals(k);
  }

  private double stepProducts() {
    double total = 0;
    for (int k = 1; k < network.depth(); k++) {
      total += isLinear(k) ? 0 : narrowing.stepProducts(k, narrowing.open(k, bounds));
    }
    return total;
  }
}
