package org.plumbline.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.check.OpenLeaves;
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
  /**
   * {@code relu(x) − relu(x − ¼)} on [−1, 1], which is at least 0; its lines tell so on either side
   * of 0, not together.
   */
  private static Query atMost(String limit) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(new AffineLayer(0, matrix(1), new double[] {0}));
    int y = builder.add(new ActivationLayer(z, 1, Activation.RELU));
    int late = builder.add(new AffineLayer(0, matrix(1), new double[] {-0.25}));
    int less = builder.add(new ActivationLayer(late, 1, Activation.RELU));
    builder.add(
        new AffineLayer(
            List.of(new AffineLayer.Term(y, matrix(1)), new AffineLayer.Term(less, matrix(-1))),
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

  private static CheckResult check(Query query, OpenLeaves halves, List<CaseProof> proofs) {
    return new CertificateChecker(1)
        .check(query, proofs, Certificate.Semantics.REAL, halves, Budget.unlimited());
  }

  @Test
  void halvesWhatIsOpen() {
    Query query = atMost("-0.05");
    LeafMender mender = new LeafMender(query);
    assertThat(check(query, OpenLeaves.STAY, ONE_LEAF)).isInstanceOf(CheckResult.Incomplete.class);
    assertThat(check(query, mender, ONE_LEAF)).isInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void theMendedProofIsTheOneThatWasChecked() {
    Query query = atMost("-0.05");
    LeafMender mender = new LeafMender(query);
    CheckResult checked = check(query, mender, ONE_LEAF);
    List<CaseProof> mended = mender.mended(ONE_LEAF);
    assertThat(check(query, OpenLeaves.STAY, mended)).isEqualTo(checked);
  }

  @Test
  void halvesAreHalvedTwentyTimesAtMost() {
    LeafMender mender = new LeafMender(atMost("0.05"));
    double[] lower = {-1};
    double[] upper = {1};
    for (int depth = 0; depth < 20; depth++) {
      CheckResult.Leaf leaf = new CheckResult.Leaf(0, new int[depth]);
      double middle = mender.cut(leaf, lower, upper).orElseThrow().point();
      assertThat(middle).isEqualTo(0.5 * (lower[0] + upper[0]));
      upper[0] = middle;
    }
    assertThat(mender.cut(new CheckResult.Leaf(0, new int[20]), lower, upper)).isEmpty();
    ProofNode node = mender.mended(ONE_LEAF).get(0).root();
    for (int depth = 0; depth < 20; depth++) {
      ProofNode.Split split = (ProofNode.Split) node;
      assertThat(split.above()).isEqualTo(ONE_LEAF.get(0).root());
      assertThat(split.point()).isEqualTo(Math.scalb(1.0, -depth) - 1);
      node = split.below();
    }
    assertThat(node).isEqualTo(ONE_LEAF.get(0).root());
  }

  @Test
  void halvesOfWhatIsFalseStayOpen() {
    Query query = atMost("0.05");
    CheckResult result = check(query, new LeafMender(query), ONE_LEAF);
    assertThat(((CheckResult.Incomplete) result).leaves()).isNotEmpty();
  }

  @Test
  void cutsAtAnyPlaceProveNothingThatIsFalse() {
    Query query = atMost("0.05");
    OpenLeaves outside =
        (leaf, lower, upper) ->
            leaf.path().length < 3 ? Optional.of(new OpenLeaves.Cut(0, 7)) : Optional.empty();
    assertThat(check(query, outside, ONE_LEAF)).isInstanceOf(CheckResult.Incomplete.class);
  }
}
