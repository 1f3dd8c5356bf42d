package org.plumbline.verifier.branching;

import java.util.Optional;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * What a search of one thread answers, and what the checker says of its proof as it was recorded.
 *
 * @param check empty where nothing was proved
 */
record CheckedSearch(Verdict verdict, Optional<CheckResult> check) {
  static CheckedSearch of(Query query, Splitting splitting, int millis) {
    CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
    Verdict verdict =
        new BranchAndBoundVerifier(1, JavaGemm::new, ProgramSolver.best(), splitting, Refuter.NONE)
            .verify(query, Budget.ofMillis(millis), recorder);
    Optional<CheckResult> check =
        verdict instanceof Verdict.Holds
            ? Optional.of(
                new CertificateChecker(1)
                    .check(
                        query,
                        recorder.proof().orElseThrow(),
                        Certificate.Semantics.REAL,
                        Budget.unlimited()))
            : Optional.empty();
    return new CheckedSearch(verdict, check);
  }

  boolean isProved() {
    return check.isPresent();
  }

  boolean isAccepted() {
    return check.filter(result -> result instanceof CheckResult.Accepted).isPresent();
  }
}
