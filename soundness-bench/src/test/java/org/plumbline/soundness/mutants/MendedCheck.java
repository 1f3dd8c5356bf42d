package org.plumbline.soundness.mutants;

import java.util.List;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.proof.LeafMender;

/**
 * Checks a proof, with leaves halved where the checker leaves them open, as the command does.
 *
 * @param proof as it was checked last
 */
record MendedCheck(List<Certificate.CaseProof> proof, CheckResult result) {
  private static final int MENDING_ROUNDS = 3;
  private static final long CHECK_MILLIS = 10_000;

  static MendedCheck of(
      Query query, List<Certificate.CaseProof> cases, Certificate.Semantics semantics) {
    List<Certificate.CaseProof> proof = cases;
    LeafMender mender = new LeafMender(query);
    for (int round = 0; ; round++) {
      Budget budget = Budget.ofMillis(CHECK_MILLIS);
      CheckResult result = new CertificateChecker(1).check(query, proof, semantics, budget);
      if (round == MENDING_ROUNDS
          || !(result instanceof CheckResult.Incomplete some && mender.canMend(some.leaves()))) {
        return new MendedCheck(proof, result);
      }
      proof = mender.mend(proof, some.leaves());
    }
  }

  boolean isAccepted() {
    return result instanceof CheckResult.Accepted;
  }
}
