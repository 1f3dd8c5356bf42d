package org.plumbline.verifier.attack;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.falsifier.contract.Falsifier;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.specs.query.CounterexampleChecker;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Searches every case for a counterexample, for a share of the time, before another verifier sets
 * out to prove: a false property is usually refuted in milliseconds and cannot be proved at any
 * price.
 */
public final class AttackFirstVerifier implements Verifier {
  /** Of the time limit, at most this share goes into the attack. */
  private static final double TIME_SHARE = 0.2;

  /** With more cases than this the proof's own candidates are the attack. */
  private static final int CASES = 32;

  /** Where more inputs vary, halving them will not refute anything: a thorough attack pays. */
  private static final int SPLITTABLE_INPUTS = 64;

  private final Function<Network, Falsifier> quick;
  private final Function<Network, Falsifier> thorough;
  private final Verifier proof;
  private final long seed;

  /**
   * @param quick makes the attack that every query gets
   * @param thorough makes the one that follows it where many inputs vary
   */
  public AttackFirstVerifier(
      Function<Network, Falsifier> quick,
      Function<Network, Falsifier> thorough,
      Verifier proof,
      long seed) {
    this.quick = quick;
    this.thorough = thorough;
    this.proof = proof;
    this.seed = seed;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    List<Case> cases = query.property().cases();
    if (!cases.isEmpty() && cases.size() <= CASES) {
      Optional<Counterexample> found = attack(query, budget);
      if (found.isPresent()) {
        return new Verdict.Violated(found.get());
      }
      listener.note("the attack found nothing in " + budget.elapsedMillis() + " ms");
    }
    return proof.verify(query, budget, listener);
  }

  private Optional<Counterexample> attack(Query query, Budget budget) {
    Network network = AffineMerger.merge(query.network());
    Budget share = Budget.ofMillis((long) (budget.remainingMillis() * TIME_SHARE));
    Optional<Counterexample> found = attack(query, quick.apply(network), share);
    boolean isSplittable =
        query.boxes().stream().allMatch(box -> box.varying().length <= SPLITTABLE_INPUTS);
    return found.isPresent() || isSplittable
        ? found
        : attack(query, thorough.apply(network), share);
  }

  private Optional<Counterexample> attack(Query query, Falsifier attack, Budget budget) {
    CounterexampleChecker checker = new CounterexampleChecker(query);
    for (Case part : query.property().cases()) {
      Optional<double[]> input =
          attack.search(
              Target.of(part),
              x -> checker.check(part, x).filter(Counterexample::isViolation).isPresent(),
              budget,
              seed);
      if (input.isPresent()) {
        return checker.check(part, input.get()).filter(Counterexample::isViolation);
      }
    }
    return Optional.empty();
  }
}
