package org.plumbline.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

class LeafMenderTest {
  /** {@code relu(x) − 0.9·x} on [−1, 1], which is at least 0; its lines tell so from 0 on only. */
  private static Query atMost(String limit) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(new AffineLayer(0, matrix(1), new double[] {0}));
    int y = builder.add(new ActivationLayer(z, 1, Activation.RELU));
    builder.add(
        new AffineLayer(
            List.of(new AffineLayer.Term(y, matrix(1)), new AffineLayer.Term(0, matrix(-0.9))),
            new double[] {0},
            null));
    BigDecimal[] low = {new BigDecimal(-1)};
    BigDecimal[] high = {BigDecimal.ONE};
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
    Case only = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    return Query.of(builder.build(), new Property(1, 1, List.of(only)));
  }

  private static DenseMap matrix(double value) {
    return new DenseMap(1, 1, new double[] {value});
  }

  private static final List<CaseProof> ONE_LEAF =
      List.of(
          new CaseProof(
              SlopeNeurons.none(0),
              new ProofNode.Closed(
                  List.of(
                      new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()),
                      new Step.ClipInputs()))));

  private static CheckResult check(Query query, List<CaseProof> proofs) {
    return new CertificateChecker(1)
        .check(query, proofs, Certificate.Semantics.REAL, Budget.unlimited());
  }

  @Test
  void halvesWhatIsOpen() {
    Query query = atMost("-0.05");
    LeafMender mender = new LeafMender(query);
    CheckResult.Incomplete open = (CheckResult.Incomplete) check(query, ONE_LEAF);
    assertThat(mender.canMend(open.leaves())).isTrue();
    List<CaseProof> mended = mender.mend(ONE_LEAF, open.leaves());
    assertThat(check(query, mended)).isInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void halvesOfWhatIsFalseStayOpen() {
    Query query = atMost("0.05");
    LeafMender mender = new LeafMender(query);
    List<CaseProof> proofs = ONE_LEAF;
    for (int round = 0; round < 5; round++) {
      CheckResult.Incomplete open = (CheckResult.Incomplete) check(query, proofs);
      assertThat(open.leaves()).isNotEmpty();
      proofs = mender.mend(proofs, open.leaves());
    }
  }
}
