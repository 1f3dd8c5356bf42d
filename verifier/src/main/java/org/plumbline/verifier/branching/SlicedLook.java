package org.plumbline.verifier.branching;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.sparse.SlicedPropagator;
import org.plumbline.verifier.bounds.sparse.SpreadSketch;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.contract.ProofListener;

/**
 * The zonotope of one case of a property in slices. The rows of the property are the network's last
 * layer here. Lanes sum the slices up, in an order that does not depend on the number of threads.
 */
final class SlicedLook {
  /** Whatever the number of threads. */
  private static final int LANES = 16;

  /** Samples after the first ones, and by how much either estimate may be too high. */
  private static final int ROUNDS = 8;

  private static final double FIRST_DOUBT = 0.4;
  private static final double DOUBT = 0.8;

  /** Six standard deviations of the estimate. */
  private static final double WIDER = 2.5;

  private static final double FLOOR = 0.25;

  /** Share of neurons that may change their phase. */
  private static final double MOST_OPEN = 0.02;

  private static final int TRIES = 3;

  private final Network network;
  private final UnsafeSet set;
  private final int[] varying;
  private final Budget budget;
  private final ProofListener listener;
  private final Supplier<Gemm> gemm;
  private final Gemm own;
  private final SpreadSketch sketch;

  /**
   * @param network that the property is about
   * @param gemm makes one instance per thread
   */
  SlicedLook(
      Network network,
      UnsafeSet set,
      int[] varying,
      Supplier<Gemm> gemm,
      Budget budget,
      ProofListener listener) {
    this.network = withRows(network, set);
    this.set = set;
    this.varying = varying;
    this.gemm = gemm;
    this.own = gemm.get();
    this.budget = budget;
    this.listener = listener;
    this.sketch = new SpreadSketch(this.network, own, set.box());
  }

  /** The network with the rows of a property as its last layer. */
  private static Network withRows(Network network, UnsafeSet set) {
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    network.layers().stream().skip(1).forEach(builder::add);
    int outputs = network.outputSize();
    double[] coefficients = new double[set.rows() * outputs];
    for (int r = 0; r < set.rows(); r++) {
      System.arraycopy(set.outputs()[r], 0, coefficients, r * outputs, outputs);
    }
    DenseMap rows = new DenseMap(set.rows(), outputs, coefficients, 2 * Rounding.UNIT);
    builder.add(new AffineLayer(network.outputIndex(), SparseMap.orDense(rows)));
    return builder.build();
  }

  /** Whether, by an estimate, few neurons change their phase and no polyhedron is in reach. */
  boolean hasChance() {
    sketch.sample();
    if (sketch.bending(WIDER) > MOST_OPEN || !(estimate(FIRST_DOUBT) > 0)) {
      return false;
    }
    for (int round = 0; round < ROUNDS && !budget.expired(); round++) {
      sketch.sample();
    }
    return estimate(DOUBT) > 0;
  }

  private double estimate(double doubt) {
    int last = network.outputIndex();
    return set.margin(r -> sketch.outputs()[r] - doubt * sketch.spread(last, r));
  }

  /** Whether no polyhedron is reached, by bounds. */
  boolean proves(Parallel parallel) {
    double[][] guess = sketch.guess(WIDER, FLOOR);
    SlicedPropagator before = null;
    double[][] sums = null;
    for (int attempt = 0; attempt < TRIES && !budget.expired(); attempt++) {
      SlicedPropagator slices = new SlicedPropagator(network, own, set.box(), varying, guess);
      if (slices.open() > MOST_OPEN * neurons()) {
        listener.note("too many neurons change their phase: " + slices.open());
        return false;
      }
      listener.note(
          slices.symbols()
              + " symbols in slices, "
              + slices.open()
              + " neurons change their phase");
      if (before == null || !slices.hasSumsOf(before)) {
        sums = sums(slices, parallel);
      }
      if (sums == null) {
        return false;
      }
      if (slices.confirms(sums)) {
        double[][] proved = sums;
        double margin = set.margin(r -> slices.lower(network.outputIndex(), r, proved));
        listener.note("the slices prove it by " + margin);
        return margin > 0;
      }
      before = slices;
      listener.note("a guess was too narrow");
      guess = slices.widened(sums);
    }
    return false;
  }

  private long neurons() {
    return network.layers().stream().mapToLong(Layer::size).sum();
  }

  /** Of all slices, or null if time ran out. */
  private double[][] sums(SlicedPropagator slices, Parallel parallel) {
    double[][][] lanes = new double[LANES][][];
    AtomicInteger started = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    parallel.onEach(
        thread -> {
          Gemm ofThread = gemm.get();
          for (int l = started.getAndIncrement(); l < LANES; l = started.getAndIncrement()) {
            lanes[l] = slices.sums();
            for (int s = l; s < slices.slices() && !budget.expired(); s += LANES) {
              slices.propagate(s, ofThread, lanes[l]);
              done.incrementAndGet();
            }
          }
        });
    return done.get() == slices.slices() ? total(lanes) : null;
  }

  private double[][] total(double[][][] lanes) {
    for (int l = 1; l < LANES; l++) {
      for (int k = 1; k < network.depth(); k++) {
        for (int i = 0; lanes[0][k] != null && i < lanes[0][k].length; i++) {
          lanes[0][k][i] += lanes[l][k][i];
        }
      }
    }
    return lanes[0];
  }
}
