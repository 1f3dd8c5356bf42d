package org.plumbline.verifier.branching.activations;

import java.util.Arrays;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.space.SplitChoice;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * Which input of the only case to halve, where neurons have bounds already: as {@link SplitChoice}
 * has it, by a zonotope that has symbols for the inputs alone. Proves nothing.
 */
record InputVotes(SearchSetup setup) {
  /** An input, or −1 if none varies. */
  int input(BatchBounds bounds) {
    Network network = bounds.network();
    int[] varying = setup.space().varying();
    UnsafeSet set = setup.space().set(0);
    BatchBounds known = new BatchBounds(network);
    known.take(bounds, 0);
    ZonotopePropagator zonotopes =
        new ZonotopePropagator(network, setup.gemm().get(), varying.length);
    CrownPropagator crown =
        new CrownPropagator(network, new ErrorCharges(bounds), setup.gemm().get());
    zonotopes.start(known, varying);
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, known);
      crown.prepare(k, known);
    }
    LinearForms forms = new LinearForms(network.inputSize());
    forms.reset(set.rows(), network.outputSize());
    for (int r = 0; r < set.rows(); r++) {
      System.arraycopy(
          set.outputs()[r], 0, forms.start(), r * network.outputSize(), network.outputSize());
    }
    Arrays.fill(forms.owner(), 0, set.rows(), 0);
    crown.bound(known, network.outputIndex(), forms);
    int hardest = 0;
    for (int r = 1; r < set.rows(); r++) {
      boolean isHarder =
          forms.lower()[r] - set.limit()[r] < forms.lower()[hardest] - set.limit()[hardest];
      hardest = isHarder ? r : hardest;
    }
    double[] lower = Arrays.stream(varying).mapToDouble(i -> known.lower(0)[i]).toArray();
    double[] upper = Arrays.stream(varying).mapToDouble(i -> known.upper(0)[i]).toArray();
    int v =
        new SplitChoice(network, zonotopes, crown, known)
            .choose(0, hardest, lower, upper, setup.space().scale(0));
    return v < 0 ? -1 : varying[v];
  }
}
