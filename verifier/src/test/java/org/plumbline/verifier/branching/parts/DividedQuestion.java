package org.plumbline.verifier.branching.parts;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.SmallNetworks;

/** A question that holds, and is so hard that it is cut into parts. */
final class DividedQuestion {
  static final int PARTS = 3;

  final Query query;
  final PartTally tally = new PartTally();
  final CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
  private final Splitting splitting;

  DividedQuestion(Query query, Splitting splitting) {
    this.query = query;
    this.splitting = splitting;
  }

  static Query query(int seed, Splitting splitting) {
    Random random = RandomNetworks.random(seed);
    return BelowSamples.query(
        splitting == Splitting.INPUTS
            ? SmallNetworks.relu(random, 4, 10, 10, 10, 1)
            : SmallNetworks.relu(random, 6, 12, 12, 12, 12, 1),
        random);
  }

  Verdict verdict(WorkersHere.Answering answering) {
    return verdict(new WorkersHere(query, answering));
  }

  Verdict verdict(PartWorkers workers) {
    return new BranchAndBoundVerifier(
            1,
            JavaGemm::new,
            ProgramSolver.best(),
            splitting,
            Refuter.NONE,
            Optional.of(new DividedSearch(workers, PARTS, tally)))
        .verify(query, Budget.ofMillis(20_000), recorder);
  }

  /** What the checker says of what workers claimed. */
  CheckResult checked() {
    List<CaseProof> claim = recorder.claim().orElseThrow();
    return new CertificateChecker(1).check(query, claim, Semantics.REAL, Budget.unlimited());
  }
}
