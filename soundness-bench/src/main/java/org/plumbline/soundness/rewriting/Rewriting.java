package org.plumbline.soundness.rewriting;

import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.ReluNetwork;

/** Another network for the same function: equal outputs, in real arithmetic, for every input. */
@FunctionalInterface
public interface Rewriting {
  ReluNetwork rewrite(ReluNetwork network, SplittableRandom random);

  /** This rewriting, and another one of its result. */
  default Rewriting then(Rewriting next) {
    return (network, random) -> next.rewrite(rewrite(network, random), random);
  }
}
