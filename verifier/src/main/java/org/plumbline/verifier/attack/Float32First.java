package org.plumbline.verifier.attack;

import java.util.Optional;
import org.plumbline.falsifier.contract.Confirmation;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

/**
 * Confirms violations that binary32 arithmetic shows as well, so that a search goes on where only
 * real arithmetic does; the first of those others is kept in case that nothing better is found.
 */
final class Float32First implements Confirmation {
  private final CounterexampleChecker checker;
  private final Case part;
  private Optional<Counterexample> best = Optional.empty();

  Float32First(CounterexampleChecker checker, Case part) {
    this.checker = checker;
    this.part = part;
  }

  @Override
  public boolean confirms(double[] input) {
    Optional<Counterexample> found = checker.check(part, input).filter(Counterexample::isViolation);
    boolean isBetter = found.isPresent() && found.get().inFloat32();
    if (isBetter || best.isEmpty()) {
      best = found;
    }
    return isBetter;
  }

  /** The violation confirmed, or else the first one seen. */
  Optional<Counterexample> best() {
    return best;
  }
}
