package org.plumbline.verifier.branching.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.GeneratorSpace;
import org.plumbline.verifier.bounds.TreePasses;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.branching.root.Refinement;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.proof.RootRows;

/**
 * Narrows what a search starts from, once it turns out to be a very long one: layer by layer, every
 * open neuron's bounds are the least over the leaves of a small tree of splits of neurons before
 * it. Slopes alone end at what a linear program finds; splits do not. Later layers are bounded anew
 * with what was found. Trees that are known from similar questions, or from smaller trees before,
 * are priced anew and grow on. For ReLU networks without a premise.
 */
public final class NeuronTrees implements Refinement {
  /** Neurons that are bounded together. */
  private static final int BLOCK = 16;

  /** Most of the gain for a fifth of the work, which searches of seconds pay for. */
  public static final Size SMALL = new Size(8, 12, 8, 5);

  /** For searches that small trees do not end. */
  public static final Size LARGE = new Size(128, 48, 16, 20);

  /** Trees with fewer leaves are not worth going on with. */
  private static final int LEAST_KNOWN = 32;

  /** What a tree that was grown for another box gets besides, of the leaves of one. */
  private static final double GROWTH = 0.125;

  /** Times the leaves of one are the most that a tree gets in that way. */
  private static final int MOST_GROWTH = 2;

  /** Backward and forward. */
  private static final double PASSES_PER_STEP = 2;

  /** Vectors that a leaf is priced with, for each probe and for itself. */
  private static final double VECTORS_PER_PROBE = 10;

  private static final double VECTORS_PER_LEAF = 80;

  /** A multiply-add of a vector costs as much as so many of a large matrix product. */
  private static final double VECTOR_COST = 20;

  /** A bound that moves by less of the neuron's range is not worth a tree in the proof. */
  private static final double LEAST_GAIN = 0.01;

  /** Phases are closed with something to spare for rounding. */
  private static final double SPARE = 1e-7;

  /**
   * How much work a tree is.
   *
   * @param leaves at most
   * @param places neurons that a tree may split
   * @param probes places tried for one split
   * @param steps of the optimisation of slopes before
   */
  public record Size(int leaves, int places, int probes, int steps) {}

  private final Size size;
  private final KnownTrees known;
  private final BatchBounds bounds;
  private final Network network;
  private final int[] varying;
  private final ZonotopePropagator intervals;
  private final List<TreePasses> passes = new ArrayList<>();
  private final Parallel parallel;

  /**
   * The trees of a network {@linkplain Network#isOfRelus of ReLUs}.
   *
   * @param bounds of all neurons, a batch of one, to be narrowed in place
   * @param size of each tree
   * @param known trees to begin with, and to be kept
   */
  public NeuronTrees(
      BatchBounds bounds,
      Size size,
      KnownTrees known,
      int[] varying,
      ErrorCharges charges,
      Supplier<Gemm> gemm,
      Parallel parallel) {
    this.size = size;
    this.known = known;
    this.bounds = bounds;
    this.network = bounds.network();
    this.varying = varying;
    this.parallel = parallel;
    this.intervals = new ZonotopePropagator(network, gemm.get(), 0);
    for (int t = 0; t < parallel.threads(); t++) {
      passes.add(new TreePasses(network, charges, gemm.get()));
    }
  }

  @Override
  public double products() {
    double total = 0;
    double pass = 0;
    double generators = network.inputSize();
    double share = Math.max(0, 1 - known.leaves() / size.leaves());
    for (int k = 1; k < network.depth(); k++) {
      pass += SearchPlan.products(network.layer(k));
      if (isRead(k)) {
        double perLeaf = VECTORS_PER_PROBE * size.probes() * share + VECTORS_PER_LEAF;
        double pricing = size.leaves() * perLeaf * generators * VECTOR_COST;
        double rows = PASSES_PER_STEP * size.steps() + size.places() + size.leaves();
        total += 2 * open(k).length * (pricing + rows * pass);
        generators += network.layer(k).size();
      }
    }
    return total;
  }

  @Override
  public void refine(RootRows rows, Budget budget) {
    rows.begin();
    InheritedTrees inherited = new InheritedTrees(known, network, rows.origin());
    intervals.start(bounds, varying);
    for (int k = 1; k < network.depth() && !budget.expired(); k++) {
      int layer = k;
      intervals.propagate(k, bounds, rows.isByPasses());
      parallel.onEach(t -> passes.get(t).prepare(layer, bounds));
      if (isRead(k)) {
        narrow(k, rows, inherited, budget);
      }
      intervals.adopt(k, bounds);
    }
  }

  @Override
  public String words() {
    return " by trees of splits";
  }

  /** Whether ReLUs read a layer, and it is no linear function of the inputs. */
  private boolean isRead(int k) {
    int[] sources = network.layer(k).sources();
    return !(sources.length == 1 && sources[0] == 0)
        && network.layers().stream()
            .anyMatch(l -> l instanceof ActivationLayer act && act.source() == k);
  }

  private int[] open(int k) {
    return IntStream.range(0, network.layer(k).size()).filter(i -> isOpen(k, i)).toArray();
  }

  private boolean isOpen(int k, int i) {
    return bounds.lower(k)[i] < 0 && bounds.upper(k)[i] > 0;
  }

  private void narrow(int k, RootRows rows, InheritedTrees inherited, Budget budget) {
    int[] open = open(k);
    RootRows.Keeper keeper = rows.keeper(network);
    AtomicInteger next = new AtomicInteger();
    parallel.onEach(
        t -> {
          for (int from = next.getAndAdd(BLOCK);
              from < open.length && !budget.expired();
              from = next.getAndAdd(BLOCK)) {
            int[] some = Arrays.copyOfRange(open, from, Math.min(open.length, from + BLOCK));
            narrow(k, some, passes.get(t), keeper, inherited, budget);
          }
        });
  }

  private void narrow(
      int k,
      int[] some,
      TreePasses pass,
      RootRows.Keeper keeper,
      InheritedTrees inherited,
      Budget budget) {
    double[] lower = pass.start(k, bounds, some, size.steps());
    for (int r = 0; r < lower.length; r++) {
      if (lower[r] > lower(k, some[r / 2], isNegated(r))) {
        keeper.found(k, some[r / 2], isNegated(r), pass.slopes(), r, new float[0]);
        raise(k, some[r / 2], isNegated(r), lower[r]);
      }
    }
    int[] open = IntStream.range(0, lower.length).filter(r -> isOpen(k, some[r / 2])).toArray();
    Map<Integer, Set<Long>> wanted = new HashMap<>();
    for (int r : open) {
      wanted.put(r, inherited.split(k, some[r / 2], isNegated(r)));
    }
    int most = wanted.values().stream().mapToInt(Set::size).max().orElse(0);
    int together = pass.spacesTogether(size.places() + most);
    for (int from = 0; from < open.length && !budget.expired(); from += together) {
      int[] rows = Arrays.copyOfRange(open, from, Math.min(open.length, from + together));
      List<GeneratorSpace> spaces =
          pass.spaces(
              rows,
              size.places(),
              (row, relu, neuron) -> InheritedTrees.isIn(wanted.get(row), relu, neuron));
      for (int c = 0; c < rows.length && !budget.expired(); c++) {
        grow(k, some[rows[c] / 2], rows[c], spaces.get(c), pass, keeper, inherited);
      }
    }
  }

  private static boolean isNegated(int row) {
    return row % 2 == 1;
  }

  private void grow(
      int k,
      int i,
      int row,
      GeneratorSpace space,
      TreePasses pass,
      RootRows.Keeper keeper,
      InheritedTrees inherited) {
    if (!isOpen(k, i)) {
      return;
    }
    SplitTree begun = inherited.in(space, k, i, isNegated(row));
    SplitTree tree =
        new TreeSearch(space, mostLeaves(begun), size.probes()).grow(begun, SPARE * width(k, i));
    if (size.leaves() >= LEAST_KNOWN) {
      inherited.keep(space, k, i, isNegated(row), tree);
    }
    double found = pass.bound(row, space, tree);
    if (found > lower(k, i, isNegated(row)) + LEAST_GAIN * width(k, i) || found >= 0) {
      keeper.found(k, i, isNegated(row), pass.slopes(), row, tree, space);
      raise(k, i, isNegated(row), found);
    }
  }

  /** What was grown for another box is a little too small for this one. */
  private int mostLeaves(SplitTree begun) {
    int grown = begun.leaves().size() + (int) (GROWTH * size.leaves());
    return Math.max(size.leaves(), Math.min(grown, MOST_GROWTH * size.leaves()));
  }

  private double width(int k, int i) {
    return bounds.upper(k)[i] - bounds.lower(k)[i];
  }

  /** The lower bound of a neuron, or of its negation. */
  private double lower(int k, int i, boolean isNegated) {
    return isNegated ? -bounds.upper(k)[i] : bounds.lower(k)[i];
  }

  private void raise(int k, int i, boolean isNegated, double lower) {
    bounds.intersect(k, 0, i, isNegated ? Double.NaN : lower, isNegated ? -lower : Double.NaN);
  }
}
