package org.plumbline.verifier.branching.root;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.proof.RootRows;

/** Bounds of every neuron over the box of a case, as activation splits begin with them. */
public final class CaseBounds {
  private final Network network;
  private final Supplier<Gemm> gemm;
  private final int threads;

  /**
   * @param gemm makes one instance per thread
   */
  public CaseBounds(Network network, Supplier<Gemm> gemm, int threads) {
    this.network = network;
    this.gemm = gemm;
    this.threads = threads;
  }

  /**
   * What is known of a case.
   *
   * @param isEmpty no input of the case follows the premise
   */
  public record Found(LayerBounds bounds, boolean isEmpty) {}

  /**
   * Bounds of inputs that follow a premise; empty if the time ran out, or the case has nothing
   * unsafe.
   */
  public Optional<Found> of(Case part, Premise premise, Budget budget) {
    Property property = new Property(network.inputSize(), network.outputSize(), List.of(part));
    List<UnsafeSet> sets = UnsafeSets.of(property);
    if (sets.isEmpty()) {
      return Optional.empty();
    }
    int[] varying = new SearchSpace(sets, premise).varying();
    try (Parallel parallel = new Parallel(threads)) {
      RootBounds root = new RootBounds(network, premise, gemm, parallel);
      BatchBounds found = root.of(sets.get(0), varying, RootRows.of(network), budget);
      return Optional.ofNullable(found).map(b -> new Found(copied(b), root.isEmpty()));
    }
  }

  private LayerBounds copied(BatchBounds found) {
    double[][] lower = new double[network.depth()][];
    double[][] upper = new double[network.depth()][];
    for (int k = 0; k < lower.length; k++) {
      lower[k] = Arrays.copyOf(found.lower(k), network.layer(k).size());
      upper[k] = Arrays.copyOf(found.upper(k), network.layer(k).size());
    }
    return new LayerBounds(lower, upper);
  }
}
