package org.plumbline.verifier.branching.root;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearReduction;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.search.SearchPlan;

/** Computes a {@link LinearReduction} on all threads. */
public final class RootReduction {
  /** Multiply-adds of a reduction that may turn out not to be cheaper. */
  private static final double AFFORDABLE_PRODUCTS = 3e10;

  private static final long BLOCK_ENTRIES = 4_000_000;

  private final ErrorCharges charges;
  private final Supplier<Gemm> gemm;
  private final Parallel parallel;

  /**
   * @param charges of the network to be reduced
   */
  public RootReduction(ErrorCharges charges, Supplier<Gemm> gemm, Parallel parallel) {
    this.charges = charges;
    this.gemm = gemm;
    this.parallel = parallel;
  }

  /**
   * A network's bounds.
   *
   * @param origin of its neurons in the network that was reduced
   */
  public record Reduced(BatchBounds bounds, Origin origin) {}

  /** The reduced network, or nothing where passes over the original are cheaper. */
  public Optional<Reduced> ifCheaper(BatchBounds root) {
    LinearReduction reduction = new LinearReduction(root);
    double original = SearchPlan.products(root.network());
    boolean isWorthTrying =
        reduction.isPossible()
            && (reduction.products() < original
                || reduction.rows() * original < AFFORDABLE_PRODUCTS);
    if (!isWorthTrying) {
      return Optional.empty();
    }
    BatchBounds reduced = of(reduction, root.network());
    return SearchPlan.products(reduced.network()) < original
        ? Optional.of(new Reduced(reduced, reduction.origin()))
        : Optional.empty();
  }

  private BatchBounds of(LinearReduction reduction, Network network) {
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
