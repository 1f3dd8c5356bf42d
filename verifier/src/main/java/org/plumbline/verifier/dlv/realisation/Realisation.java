package org.plumbline.verifier.dlv.realisation;

import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;

/** Goes from a point of a grid where the class changes back to an input of the network. */
public interface Realisation {
  /**
   * @param activation of all neurons of the grid's layer
   * @param index of the point on the grid
   */
  Outcome realise(double[] activation, int[] index, Budget budget);

  /** What became of a point. */
  sealed interface Outcome {}

  /** An input of the region that was replayed and loses the class. */
  record Violation(Counterexample counterexample) implements Outcome {}

  /** No input of the region comes within half a span of the point: proved. */
  record Unreachable() implements Outcome {}

  /** An input comes within half a span of the point, and keeps its class. */
  record KeepsClass() implements Outcome {}

  /** Neither, for a reason. */
  record Open(String why) implements Outcome {}
}
