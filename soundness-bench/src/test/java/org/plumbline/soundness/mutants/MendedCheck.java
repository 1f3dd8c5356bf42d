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
 * @param proof as it was checked
 */
record MendedCheck(List<Certificate.CaseProof> proof, CheckResult result) {
  private static final long CHECK_MILLIS = 10_000;

  static MendedCheck of(
      Query query, List<Certificate.CaseProof> cases, Certificate.Semantics semantics) {
    LeafMender mender = new LeafMender(query);
    Budget budget = Budget.ofMillis(CHECK_MILLIS);
    CheckResult result = new CertificateChecker(1).check(query, cases, semantics, mender, budget);
    return new MendedCheck(mender.mended(cases), result);
  }

  boolean isAccepted() {
    return result instanceof CheckResult.Accepted;
  }
}
