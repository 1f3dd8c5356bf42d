package org.plumbline.verifier.float32;

import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Refuter;

/**
 * Attacks the network without the errors of {@link DeployedNetwork}, and keeps what violates in
 * binary32 as well: a violation need not be larger than what every order of summation may err by.
 */
public final class DeployedAttack implements Refuter {
  private final Refuter attack;

  public DeployedAttack(Refuter attack) {
    this.attack = attack;
  }

  @Override
  public Optional<Counterexample> refute(Query query, Budget budget) {
    Query exact =
        new Query(
            DeployedNetwork.withoutErrors(query.network()),
            query.property(),
            query.boxes(),
            query.premise());
    return attack.refute(exact, budget).filter(Counterexample::inFloat32);
  }
}
