package org.plumbline.verifier.branching.search;

import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * How large the batches of a search are, from the network alone: the working set of a chunk should
 * stay in the caches, and the zonotopes of all threads in a fixed share of memory.
 *
 * @param chunk subproblems that one thread evaluates at once
 * @param round subproblems taken from the queue at once
 * @param symbolLimit noise symbols per subproblem
 * @param products multiply-adds that one subproblem costs, roughly
 * @param roundsBeforeAttack what they prove needs no thorough attack
 */
public record SearchPlan(
    int chunk, int round, int symbolLimit, double products, int roundsBeforeAttack) {
  private static final int CHUNK_NEURONS = 24_000;
  private static final int LARGEST_CHUNK = 64;
  private static final int CHUNKS_PER_ROUND = 16;
  private static final double NEURON_COST = 8;
  private static final double CONVOLUTION_COST = 2;
  private static final double SPARSE_COST = 8;

  /** 22 passes over rows that are few and wide, which reach a fifth of the speed of large ones. */
  private static final int PASSES = 110;

  private static final int FIRST_ROUNDS = 2;

  /** What a thorough attack costs at most, in passes over the network. */
  private static final double ATTACK_PASSES = 40_000;

  private static final int ROW_NEURONS = 100_000;
  private static final int ACTIVATION_CHUNKS_PER_ROUND = 4;
  private static final long ZONOTOPE_ENTRIES = 40_000_000;
  private static final int CHUNK_OF_PROGRAMS = 8;

  /** For people. */
  public String words() {
    return "up to " + round + " parts at once, " + chunk + " for each thread";
  }

  public static SearchPlan ofInputSplits(Network network, int varying) {
    long neurons = neurons(network);
    int chunk = (int) Math.max(1, Math.min(LARGEST_CHUNK, CHUNK_NEURONS / neurons));
    long symbols = ZONOTOPE_ENTRIES / (chunk * neurons);
    int symbolLimit = (int) Math.max(16, Math.min(4096, symbols));
    double rows = varying + Math.min(symbolLimit, neurons / 4.0);
    int round = chunk * CHUNKS_PER_ROUND;
    int roundsWorthAnAttack = (int) Math.ceil(ATTACK_PASSES / (round * rows));
    return new SearchPlan(
        chunk,
        round,
        symbolLimit,
        rows * products(network),
        Math.max(FIRST_ROUNDS, roundsWorthAnAttack));
  }

  public static SearchPlan ofActivationSplits(Network network) {
    int chunk = (int) Math.max(2, Math.min(LARGEST_CHUNK, ROW_NEURONS / neurons(network)));
    return new SearchPlan(
        chunk, chunk * ACTIVATION_CHUNKS_PER_ROUND, 0, PASSES * products(network), FIRST_ROUNDS);
  }

  /** The same where some subproblems take a linear program: few at a time. */
  public SearchPlan ofPrograms() {
    return new SearchPlan(
        CHUNK_OF_PROGRAMS,
        CHUNK_OF_PROGRAMS * ACTIVATION_CHUNKS_PER_ROUND,
        symbolLimit,
        products,
        roundsBeforeAttack);
  }

  private static long neurons(Network network) {
    return network.layers().stream().mapToLong(layer -> layer.size() * work(layer)).sum();
  }

  /** What a pass over a network costs, in multiply-adds of a large dense product. */
  public static double products(Network network) {
    return network.layers().stream().mapToDouble(SearchPlan::products).sum();
  }

  /** What a pass over a layer costs. */
  public static double products(Layer layer) {
    double total = NEURON_COST * layer.size() * work(layer);
    if (layer instanceof AffineLayer affine) {
      total += affine.terms().stream().mapToDouble(t -> cost(t.map())).sum();
    }
    return total;
  }

  /** A table is looked at kink by kink. */
  private static long work(Layer layer) {
    return layer instanceof ActivationLayer act && act.activation().table() != null
        ? 1 + act.activation().table().kinks().length
        : 1;
  }

  private static double cost(LinearMap map) {
    double factor =
        map instanceof DenseMap
            ? 1
            : map instanceof ConvolutionMap ? CONVOLUTION_COST : SPARSE_COST;
    return factor * map.products();
  }
}
