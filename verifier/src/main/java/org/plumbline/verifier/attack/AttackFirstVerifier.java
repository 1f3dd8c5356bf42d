package org.plumbline.verifier.attack;

import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Looks for a counterexample before another verifier sets out to prove: a false property is usually
 * refuted in milliseconds and cannot be proved at any price.
 */
public final class AttackFirstVerifier implements Verifier {
  private final Refuter attack;
  private final Verifier proof;

  public AttackFirstVerifier(Refuter attack, Verifier proof) {
    this.attack = attack;
    this.proof = proof;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    Optional<Counterexample> found = attack.refute(query, budget);
    if (found.isPresent()) {
      return new Verdict.Violated(found.get());
    }
    listener.note("the attack found nothing");
    return proof.verify(query, budget, listener);
  }
}
