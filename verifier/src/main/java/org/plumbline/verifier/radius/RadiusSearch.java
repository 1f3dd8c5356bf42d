package org.plumbline.verifier.radius;

import java.util.function.Consumer;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.contract.ProofListener;

/** Bounds how far an input can move. */
@FunctionalInterface
public interface RadiusSearch {
  /**
   * Brings both bounds nearer until they are near enough or the budget ends.
   *
   * @param precision ends once the interval is narrower than this share of its upper end
   * @param listener hears of every narrower interval
   * @throws IllegalArgumentException if the input is out of range, or the network is no classifier
   */
  RadiusInterval search(
      RadiusQuestion question,
      double precision,
      Budget budget,
      Consumer<RadiusInterval> listener,
      ProofListener notes);
}
