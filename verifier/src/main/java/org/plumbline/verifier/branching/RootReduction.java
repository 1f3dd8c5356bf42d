package org.plumbline.verifier.branching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearReduction;

/** Computes a {@link LinearReduction} on all threads. */
final class RootReduction {
  /** How many times more a multiply-add of the original costs, which are often convolutions. */
  private static final double CONVOLUTION_COST = 2;

  private static final long BLOCK_ENTRIES = 4_000_000;

  private final ErrorCharges charges;
  private final Supplier<Gemm> gemm;
  private final Parallel parallel;

  /**
   * @param charges of the network to be reduced
   */
  RootReduction(ErrorCharges charges, Supplier<Gemm> gemm, Parallel parallel) {
    this.charges = charges;
    this.gemm = gemm;
    this.parallel = parallel;
  }

  /** Whether passes over the reduced network are cheaper. */
  static boolean isWorthwhile(BatchBounds root) {
    LinearReduction reduction = new LinearReduction(root);
    return reduction.isPossible()
        && reduction.products() < CONVOLUTION_COST * SearchPlan.products(root.network());
  }

  /** The bounds of the reduced network. */
  BatchBounds of(BatchBounds root) {
    Network network = root.network();
    LinearReduction reduction = new LinearReduction(root);
    List<LinearReduction.Rows> rows = new ArrayList<>();
    for (int t = 0; t < parallel.threads(); t++) {
      rows.add(reduction.new Rows(new CrownPropagator(network, charges, gemm.get())));
    }
    long neurons = network.layers().stream().mapToLong(Layer::size).sum();
    int block = (int) Math.max(4, Math.min(1024, BLOCK_ENTRIES / neurons));
    List<LinearReduction.Part> parts = reduction.parts();
    for (LinearReduction.Part part : parts) {
      AtomicInteger next = new AtomicInteger();
      parallel.onEach(
          t -> {
            for (int from = next.getAndAdd(block);
                from < part.rows();
                from = next.getAndAdd(block)) {
              part.fill(rows.get(t), from, Math.min(part.rows(), from + block));
            }
          });
    }
    return reduction.assemble(parts);
  }
}
