package org.plumbline.verifier.contract;

import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;

/** Looks for a counterexample, without a proof where it finds none. */
@FunctionalInterface
public interface Refuter {
  /** Finds nothing. */
  Refuter NONE = (query, budget) -> Optional.empty();

  /** A confirmed violation, or nothing once the search or the budget ends. */
  Optional<Counterexample> refute(Query query, Budget budget);
}
