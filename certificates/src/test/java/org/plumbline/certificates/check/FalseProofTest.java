package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.atLeast;
import static org.plumbline.certificates.check.Questions.byFirstRow;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/** Certificates that were, or might be, accepted as proofs of what is false. */
class FalseProofTest {
  /**
   * With slope 0 of the first ReLU, the line above it was taken to be {@code 0·z + 1/2}, and y to
   * be at most 1/4.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 50, 127, 200, 255})
  void parallelLinesHaveNoOtherSlopes(int slope) {
    SlopeNeurons neurons = new SlopeNeurons(new int[][] {{}, {}, {0}, {}, {}, {}});
    Step.NeuronRow below = new Step.NeuronRow(3, 0, false, new byte[] {(byte) slope});
    Step.NeuronRow above = new Step.NeuronRow(3, 0, true, new byte[] {(byte) slope});
    for (List<Step.NeuronRow> rows : List.of(List.of(below), List.of(above, below))) {
      Step derive = new Step.Derive(Step.Passes.OPEN_PARALLEL, rows);
      assertThat(check(atLeast(0.75), neurons, closed(derive, byFirstRow(1))))
          .isInstanceOf(CheckResult.Rejected.class);
      assertThat(check(atLeast(0.76), neurons, closed(derive, byFirstRow(1))))
          .isInstanceOf(CheckResult.Accepted.class);
    }
  }

  /** {@code 10 g − 9 g ≤ −1/2} for g = max(x₀, x₁); 10 · 10³⁰⁸ − 9 · 10³⁰⁸ is no number. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e300, 1e307, 1e308, Double.MAX_VALUE})
  void overflowBehindAMaximumProvesNothing(double weight) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int maximum = builder.add(new MaximumLayer(0, new int[] {0, 2}, new int[] {0, 1}));
    builder.add(affine(maximum, new double[][] {{10}, {-9}}, 0, 0));
    Query isFalse =
        query(builder.build(), new double[] {-1, -1}, new double[] {1, 1}, row(-0.5, 1, 1));
    assertThat(check(isFalse, closed(DERIVE, byFirstRow(weight))))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  /** {@code 0.4 y ≤ −10³⁰} for y = x − 3·10³⁰; 0.4 times the least double is rounded to nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-320, 1e-310, 1e-300, 1})
  void weightsThatUnderflowProveNothing(double weight) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(affine(0, new double[][] {{1}}, -3e30));
    Query isFalse = query(builder.build(), new double[] {-1}, new double[] {1}, row(-1e30, 0.4));
    assertThat(check(isFalse, closed(DERIVE, byFirstRow(weight))))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NEGATIVE_INFINITY, -1e308, -1, 0, 1e-320, 1, Double.POSITIVE_INFINITY})
  void splitsAnywhereProveNothingFalse(double point) {
    ProofNode leaf = closed(DERIVE, byFirstRow(1));
    for (int layer = 0; layer < 6; layer++) {
      ProofNode root = new ProofNode.Split(List.of(DERIVE), layer, 0, point, leaf, leaf);
      assertThat(check(atLeast(0.75), root)).isInstanceOf(CheckResult.Rejected.class);
    }
  }

  /** {@code y = w·10³⁰·x} is 0 in float32 where w, a subnormal number, is flushed to zero. */
  @Test
  void coefficientsThatMayBeFlushedAreNotCoveredInFloat32() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int first = builder.add(affine(0, new double[][] {{(float) 1e30}}, 0));
    int relu = builder.add(new ActivationLayer(first, 1, Activation.RELU));
    builder.add(affine(relu, new double[][] {{(float) 1e-39}}, 0));
    Query query = query(builder.build(), new double[] {1}, new double[] {2}, row(1e-10, 1));
    CertificateChecker checker = new CertificateChecker(1);
    List<CaseProof> proof =
        List.of(new CaseProof(SlopeNeurons.none(4), closed(DERIVE, byFirstRow(1))));
    assertThat(checker.check(query, proof, Semantics.REAL, Budget.unlimited()))
        .isInstanceOf(CheckResult.Accepted.class);
    assertThat(checker.check(query, proof, Semantics.FLOAT32, Budget.unlimited()))
        .isInstanceOf(CheckResult.Rejected.class);
  }
}
