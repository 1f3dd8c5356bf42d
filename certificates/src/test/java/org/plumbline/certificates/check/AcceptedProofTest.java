package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.atLeast;
import static org.plumbline.certificates.check.Questions.byFirstRow;
import static org.plumbline.certificates.check.Questions.closed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/** An accepted proof is one of the question that was checked and of no other. */
class AcceptedProofTest {
  private final List<CaseProof> proofs =
      new ArrayList<>(List.of(new CaseProof(SlopeNeurons.none(6), closed(DERIVE, byFirstRow(1)))));

  @Test
  void isOfTheQueryAndTheNumbersThatWereChecked() {
    Query query = atLeast(0.76);
    AcceptedProof accepted = accepted(query).orElseThrow();
    assertThat(accepted.isOf(query, Semantics.REAL)).isTrue();
    assertThat(accepted.isOf(query, Semantics.FLOAT32)).isFalse();
    assertThat(accepted.isOf(atLeast(0.75), Semantics.REAL)).isFalse();
    assertThat(accepted.isOf(atLeast(0.76), Semantics.REAL)).isFalse();
  }

  @Test
  void isNotThereForWhatIsNoProof() {
    assertThat(accepted(atLeast(0.75))).isEmpty();
  }

  @Test
  void doesNotChangeWithTheListThatWasChecked() {
    AcceptedProof accepted = accepted(atLeast(0.76)).orElseThrow();
    CaseProof first = proofs.get(0);
    proofs.clear();
    assertThat(accepted.cases()).containsExactly(first);
  }

  private Optional<AcceptedProof> accepted(Query query) {
    return new CertificateChecker(1).accepted(query, proofs, Semantics.REAL, Budget.unlimited());
  }
}
