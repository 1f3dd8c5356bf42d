package org.plumbline.verifier.attack;

import java.util.List;
import java.util.Optional;
import org.plumbline.falsifier.contract.BoxAttack;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.LogitQuery;
import org.plumbline.specs.query.PremiseRows;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.contract.Refuter;

/** Runs a falsifier on every case of a property in turn. */
public final class CaseByCaseAttack implements Refuter {
  /** With more cases than this the proof's own candidates are the attack. */
  private static final int CASES = 32;

  private final Falsifiers falsifiers;
  private final long seed;

  /** Makes attacks. */
  @FunctionalInterface
  public interface Falsifiers {
    /** An attack on a network that is asked about so many cases, one after the other. */
    BoxAttack of(Network network, int cases);
  }

  public CaseByCaseAttack(Falsifiers falsifiers, long seed) {
    this.falsifiers = falsifiers;
    this.seed = seed;
  }

  @Override
  public Optional<Counterexample> refute(Query query, Budget budget) {
    List<Case> cases = query.property().cases();
    if (cases.size() > CASES) {
      return Optional.empty();
    }
    Query searched = PremiseRows.of(LogitQuery.of(query));
    BoxAttack attack =
        falsifiers.of(AffineMerger.merge(searched.network()), Math.max(1, cases.size()));
    CounterexampleChecker checker = new CounterexampleChecker(query);
    for (int k = 0; k < cases.size(); k++) {
      Float32First confirmation = new Float32First(checker, cases.get(k));
      attack.search(Target.of(searched.property().cases().get(k)), confirmation, budget, seed);
      if (confirmation.best().isPresent()) {
        return confirmation.best();
      }
    }
    return Optional.empty();
  }
}
