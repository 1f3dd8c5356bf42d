package org.plumbline.verifier.branching;

import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * How large the batches of a search are, from the network alone: the working set of a chunk should
 * stay in the caches, and the zonotopes of all threads in a fixed share of memory.
 *
 * @param chunk subproblems that one thread evaluates at once
 * @param round subproblems taken from the queue at once
 * @param symbolLimit noise symbols per subproblem
 */
public record SearchPlan(int chunk, int round, int symbolLimit) {
  private static final int CHUNK_NEURONS = 24_000;
  private static final int LARGEST_CHUNK = 64;
  private static final int CHUNKS_PER_ROUND = 16;
  private static final int ROW_NEURONS = 100_000;
  private static final int ACTIVATION_CHUNKS_PER_ROUND = 4;
  private static final long ZONOTOPE_ENTRIES = 40_000_000;

  static SearchPlan ofInputSplits(Network network) {
    long neurons = neurons(network);
    int chunk = (int) Math.max(1, Math.min(LARGEST_CHUNK, CHUNK_NEURONS / neurons));
    long symbols = ZONOTOPE_ENTRIES / (chunk * neurons);
    return new SearchPlan(
        chunk, chunk * CHUNKS_PER_ROUND, (int) Math.max(16, Math.min(4096, symbols)));
  }

  static SearchPlan ofActivationSplits(Network network) {
    int chunk = (int) Math.max(2, Math.min(LARGEST_CHUNK, ROW_NEURONS / neurons(network)));
    return new SearchPlan(chunk, chunk * ACTIVATION_CHUNKS_PER_ROUND, 0);
  }

  private static long neurons(Network network) {
    return network.layers().stream().mapToLong(Layer::size).sum();
  }
}
