package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.SmallNetworks;

/** What a search by activation splits proves, its certificate proves too: bounds are all there. */
class CompleteProofTest {
  private static final int TRIALS = 60;

  @Test
  void proofsOfDeepNetworksAreAccepted() {
    List<String> refused = new ArrayList<>();
    int proved = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = RandomNetworks.random(trial);
      Network network = SmallNetworks.relu(random, 6, 12, 12, 12, 12, 1);
      Query query = BelowSamples.query(network, random);
      CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
      Verdict verdict =
          new BranchAndBoundVerifier(
                  1, JavaGemm::new, ProgramSolver.best(), Splitting.ACTIVATIONS, Refuter.NONE)
              .verify(query, Budget.ofMillis(5_000), recorder);
      if (verdict instanceof Verdict.Holds) {
        proved++;
        CheckResult result =
            new CertificateChecker(1)
                .check(
                    query,
                    recorder.proof().orElseThrow(),
                    Certificate.Semantics.REAL,
                    Budget.unlimited());
        if (!(result instanceof CheckResult.Accepted)) {
          refused.add(trial + ": " + result);
        }
      }
    }
    assertThat(proved).isGreaterThan(TRIALS / 2);
    assertThat(refused).isEmpty();
  }
}
