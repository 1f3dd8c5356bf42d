package org.plumbline.verifier.assembly;

import java.util.Optional;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.branching.root.CaseBounds;

/** Bounds of all neurons, on all cores, for those who encode networks. */
public final class NeuronBounds {
  private NeuronBounds() {}

  /** Empty if the time ran out, or the case has nothing unsafe. */
  public static Optional<LayerBounds> of(Network network, Case part, Budget budget) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new CaseBounds(network, MatrixKernel.best().gemms(), threads)
        .of(part, Premise.NONE, budget)
        .map(CaseBounds.Found::bounds);
  }
}
