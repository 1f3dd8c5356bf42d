package org.plumbline.verifier.dlv.realisation;

import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

/** At the input layer a point of the grid is an input; it is replayed. */
final class InputRealisation implements Realisation {
  private final CounterexampleChecker checker;

  InputRealisation(CounterexampleChecker checker) {
    this.checker = checker;
  }

  @Override
  public Outcome realise(double[] activation, int[] index, Budget budget) {
    Optional<Counterexample> found = checker.check(activation).filter(Counterexample::isViolation);
    return found.isPresent()
        ? new Violation(found.get())
        : new Open("the class changes by less than rounding errors, or not at all");
  }
}
