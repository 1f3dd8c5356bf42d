package org.plumbline.verifier.branching.root;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ReceptiveFields;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.PremiseBounds;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.proof.RootRows;

/**
 * Bounds of all neurons over the whole box of a case, layer by layer: zonotopes first, or intervals
 * where too many inputs vary, then backward passes for the neurons that stay open, on all threads.
 * Where the passes are cheap their slopes are optimised too; no zonotopes follow then, for a
 * checker, which derives theirs from bounds that were not, would not get as far. All subproblems of
 * an activation split start from these bounds.
 */
public final class RootBounds {
  /** Multiply-adds that optimising the slopes of inner neurons may cost. */
  private static final double OPTIMISATION_PRODUCTS = 2e10;

  private static final int MOST_STEPS = 8;

  /** Multipliers of literals narrow neurons by much, and take longer to. */
  private static final int MOST_STEPS_UNDER_PREMISE = 25;

  /** Multiply-adds of backward passes for all neurons that need no choice. */
  private static final double CHEAP_PRODUCTS = 5e9;

  private static final int MOST_SYMBOLS = 4096;
  private static final double ZONOTOPE_PRODUCTS = 1e10;
  private static final long ZONOTOPE_ENTRIES = 50_000_000;

  private final Network network;
  private final Supplier<Gemm> gemm;
  private final ErrorCharges charges;
  private final ZonotopePropagator zonotopes;
  private final ZonotopePropagator intervals;
  private final LayerNarrowing narrowing;
  private final ReceptiveFields fields;
  private final PremiseBounds premise;
  private final boolean isWithoutPremise;
  private final double cheap;
  private final BitSet empty = new BitSet();
  private int optimised;
  private int unoptimised;
  private int left;
  private int passed;
  private boolean isListed;

  /**
   * @param premise of all cases
   */
  public RootBounds(Network network, Premise premise, Supplier<Gemm> gemm, Parallel parallel) {
    this(network, premise, gemm, parallel, CHEAP_PRODUCTS, MOST_SYMBOLS);
  }

  /**
   * @param cheap multiply-adds of passes for all neurons up to which all get one
   * @param mostSymbols of the zonotopes that come before passes
   */
  RootBounds(
      Network network,
      Premise premise,
      Supplier<Gemm> gemm,
      Parallel parallel,
      double cheap,
      int mostSymbols) {
    this.network = network;
    this.cheap = cheap;
    this.gemm = gemm;
    this.premise = new PremiseBounds(network, premise);
    this.isWithoutPremise = premise.isEmpty();
    this.charges = new ErrorCharges(network);
    this.fields = new ReceptiveFields(network);
    this.narrowing = new LayerNarrowing(network, premise, charges, gemm, parallel);
    int symbols = premise.isEmpty() ? symbolLimit(mostSymbols) : 0;
    this.zonotopes = new ZonotopePropagator(network, gemm.get(), symbols);
    this.intervals = new ZonotopePropagator(network, gemm.get(), 0);
  }

  /**
   * Symbols that a zonotope of all neurons can afford. Under a premise there are none: zonotopes
   * through layers that literals have narrowed are no bounds that a checker could derive again.
   */
  private int symbolLimit(int most) {
    long neurons = network.layers().stream().mapToLong(Layer::size).sum();
    double products = narrowing.products();
    return (int) Math.min(most, Math.min(ZONOTOPE_ENTRIES / neurons, ZONOTOPE_PRODUCTS / products));
  }

  /** Bounds for one case, or null if the time ran out. */
  public BatchBounds of(UnsafeSet set, int[] varying, RootRows rows, Budget budget) {
    return of(set, varying, rows, Optional.empty(), budget);
  }

  /**
   * The same, but where passes for all neurons are expensive those are left out that the property
   * hardly gains by, see {@link #left}.
   */
  public BatchBounds forObjective(UnsafeSet set, int[] varying, RootRows rows, Budget budget) {
    boolean isChosen = isWithoutPremise && 2 * PassCost.ofNetwork(network) > cheap;
    Optional<Worth> worth = isChosen ? Worth.of(network, set, gemm.get()) : Optional.empty();
    return of(set, varying, rows, worth, budget);
  }

  private BatchBounds of(
      UnsafeSet set, int[] varying, RootRows rows, Optional<Worth> worth, Budget budget) {
    empty.clear();
    if (worth.isPresent()) {
      rows.keepGuessed();
    }
    isListed = worth.isPresent();
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    int n = network.inputSize();
    System.arraycopy(set.box().lower(), 0, bounds.lower(0), 0, n);
    System.arraycopy(set.box().upper(), 0, bounds.upper(0), 0, n);
    zonotopes.start(bounds, varying);
    intervals.start(bounds, varying);
    charges.fill(0, bounds);
    BitSet[] needed =
        fields.needed(network.outputIndex(), PassCost.outputs(set, network.outputSize()));
    double spent = 0;
    boolean[] isTight = new boolean[network.depth()];
    for (int k = 1; k < network.depth(); k++) {
      rows.open(k, bounds);
      boolean isTracked = spent == 0 && zonotopes.tracksInputs();
      if (isTracked) {
        zonotopes.propagate(k, bounds);
      }
      intervals.propagate(k, bounds);
      premise.narrow(k, bounds, empty);
      charges.fill(k, bounds);
      narrowing.prepare(k, bounds);
      boolean isAssumed = narrowing.hasLiterals(k);
      isTight[k] = isTight(k, isTight, isTracked) && !isAssumed;
      if (budget.expired()) {
        return null;
      }
      if (isTight[k] || isEmpty()) {
        intervals.adopt(k, bounds);
        continue;
      }
      int[] all = needed(k, bounds, needed);
      int[] open = chosen(worth, all, k, bounds);
      left += all.length - open.length;
      passed += open.length;
      narrowing.narrow(k, bounds, open, 1, rows, budget);
      if (worth.isPresent()) {
        unoptimised += open.length;
      } else {
        spent += optimise(k, bounds, needed(k, bounds, needed), isAssumed, rows, spent, budget);
      }
      premise.note(k, bounds, empty);
      intervals.adopt(k, bounds);
      charges.fill(k, bounds);
    }
    return bounds;
  }

  /**
   * Moves the slopes of the neurons listed, where that is cheap; what it cost, in multiply-adds.
   */
  private double optimise(
      int k,
      BatchBounds bounds,
      int[] open,
      boolean isAssumed,
      RootRows rows,
      double spent,
      Budget budget) {
    double step = narrowing.stepProducts(k, open);
    double allowed = OPTIMISATION_PRODUCTS * k / network.depth() - spent;
    int mostSteps = isAssumed ? MOST_STEPS_UNDER_PREMISE : MOST_STEPS;
    int steps = (int) Math.min(mostSteps, allowed / Math.max(1, step));
    if (steps <= 2) {
      unoptimised += open.length;
      return 0;
    }
    narrowing.narrow(k, bounds, open, steps, rows, budget);
    optimised += open.length;
    return steps * step;
  }

  private static int[] chosen(Optional<Worth> worth, int[] open, int k, BatchBounds bounds) {
    return worth.map(known -> known.among(open, k, bounds)).orElse(open);
  }

  /** Neurons that were left out, in all cases. */
  public int left() {
    return left;
  }

  /** Whether more neurons were left out than were not. */
  public boolean isPartial() {
    return left > passed;
  }

  /** Whether no input of the case last bounded follows the premise. */
  public boolean isEmpty() {
    return !empty.isEmpty();
  }

  /** Open neurons that the outputs of a case depend on; a premise may depend on any. */
  private int[] needed(int k, BatchBounds bounds, BitSet[] needed) {
    boolean isAllNeeded = narrowing.hasLiterals(network.outputIndex());
    return Arrays.stream(narrowing.open(k, bounds))
        .filter(i -> isAllNeeded || needed[k].get(i))
        .toArray();
  }

  /** How a checker gets bounds as good as these, but for the slopes that were optimised. */
  public List<Step> derivation() {
    if (isListed) {
      return zonotopes.tracksInputs()
          ? List.of(new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()))
          : List.of();
    }
    Step open = new Step.Derive(Step.Passes.OPEN, List.of());
    return zonotopes.tracksInputs()
        ? List.of(new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()), open)
        : List.of(open);
  }

  /** Whether slopes were optimised for most of the neurons that are open. */
  public boolean isOptimised() {
    return optimised >= unoptimised;
  }

  /** Whether a layer is linear in the inputs and its interval is that of the linear function. */
  private boolean isTight(int k, boolean[] isTight, boolean isTracked) {
    if (!(network.layer(k) instanceof AffineLayer affine) || affine.terms().size() != 1) {
      return false;
    }
    int source = affine.terms().get(0).source();
    return source == 0 || isTracked && isTight[source];
  }
}
