package org.plumbline.verifier.branching.root;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.SlopeListener;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.proof.RootRows;

/** Backward passes for the neurons of a layer, on all threads. */
final class LayerNarrowing {
  /** From below and above, backwards and forwards. */
  private static final double PASSES_PER_STEP = 4;

  private final Network network;
  private final List<NeuronBounder> bounders = new ArrayList<>();
  private final SlicedNarrowing sliced;
  private final Parallel parallel;
  private final Twins twins;

  /**
   * @param premise whose literals help where passes have several steps
   */
  LayerNarrowing(
      Network network,
      Premise premise,
      ErrorCharges charges,
      Supplier<Gemm> gemm,
      Parallel parallel) {
    this.network = network;
    this.parallel = parallel;
    this.twins = new Twins(network);
    this.sliced = new SlicedNarrowing(network, charges, gemm, parallel);
    for (int t = 0; t < parallel.threads(); t++) {
      Gemm own = gemm.get();
      bounders.add(
          new NeuronBounder(network, premise, new CrownPropagator(network, charges, own), own));
    }
  }

  /** Takes over the present bounds of the layers that a layer reads. */
  void prepare(int layer, BatchBounds bounds) {
    parallel.onEach(t -> bounders.get(t).prepare(layer, bounds));
  }

  /** The neurons of a layer whose bounds are worth a pass, of twins the first. */
  int[] open(int layer, BatchBounds bounds) {
    return twins.firsts(layer, bounders.get(0).open(layer, bounds));
  }

  /** Whether some literal of the premise is about a layer or one before. */
  boolean hasLiterals(int layer) {
    return bounders.get(0).hasLiterals(layer);
  }

  /** What one step of optimisation costs for the neurons listed, in multiply-adds. */
  double stepProducts(int layer, int[] open) {
    double pass =
        sliced
            .typical(layer, open)
            .map(slice -> productsUpTo(slice, slice.outputIndex()))
            .orElseGet(() -> productsUpTo(network, layer));
    return PASSES_PER_STEP * open.length * pass;
  }

  /** Multiply-adds of a pass over the whole network. */
  double products() {
    return productsUpTo(network, network.outputIndex());
  }

  private static double productsUpTo(Network network, int layer) {
    double products = 0;
    for (int k = 1; k <= layer; k++) {
      products += network.layer(k).size();
      if (network.layer(k) instanceof AffineLayer affine) {
        products += affine.products();
      }
    }
    return products;
  }

  /**
   * Narrows the neurons listed; those not come to when the budget ends keep what they have.
   *
   * @param rows keeps the slopes by which that was done
   */
  void narrow(
      int layer, BatchBounds bounds, int[] neurons, int steps, RootRows rows, Budget budget) {
    int[] open =
        hasLiterals(layer) ? neurons : sliced.narrow(layer, bounds, neurons, steps, rows, budget);
    SlopeListener listener = rows.listener(network);
    int block = bounders.get(0).blockNeurons();
    AtomicInteger next = new AtomicInteger();
    parallel.onEach(
        t -> {
          for (int from = next.getAndAdd(block);
              from < open.length && !budget.expired();
              from = next.getAndAdd(block)) {
            int end = Math.min(open.length, from + block);
            bounders.get(t).narrow(layer, bounds, open, from, end, steps, listener);
          }
        });
    twins.spread(layer, bounds);
  }
}
