package org.plumbline.falsifier.contract;

import java.util.Optional;
import org.plumbline.specs.query.Budget;

/**
 * Looks for an input of a network that reaches one of the unsafe polyhedra of a target. Finding
 * nothing says nothing. The same seed finds the same input, unless the search is stopped early.
 */
public interface BoxAttack {
  /**
   * @param budget asked between steps; the search ends without a result once it has expired
   * @return an input inside the target's box, confirmed
   */
  Optional<double[]> search(Target target, Confirmation confirmation, Budget budget, long seed);
}
