package org.plumbline.verifier.certified;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofHoles;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.samples.SmallNetworks;

/** What others say that they proved holds where the checker accepts it, and nowhere else. */
class ClaimedProofTest {
  /** y = x on [0, 1], which is to stay above a limit. */
  private static Query query(String limit) {
    return query(row(1, limit));
  }

  private static LinearInequality row(int coefficient, String limit) {
    return LinearInequality.ofOutputs(
        new int[] {0}, new BigDecimal[] {new BigDecimal(coefficient)}, new BigDecimal(limit));
  }

  private static Query query(LinearInequality... unsafe) {
    DecimalBox box =
        new DecimalBox(new BigDecimal[] {BigDecimal.ZERO}, new BigDecimal[] {BigDecimal.ONE});
    Case only = new Case(box, List.of(new Polyhedron(List.of(unsafe))));
    return Query.of(
        SmallNetworks.affine(new double[] {1}, new double[] {0}),
        new Property(1, 1, List.of(only)));
  }

  private static final ProofNode CLOSED =
      new ProofNode.Closed(
          List.of(new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()), new Step.ClipInputs()));

  private final List<String> notes = new ArrayList<>();

  private Verdict verdict(Query query, ProofNode claim) {
    CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
    Decision decision =
        new CertifiedSearch(Semantics.REAL, 1, notes::add)
            .decide(
                query,
                (asked, semantics, readings) -> new Agreeing(),
                Budget.ofMillis(20_000),
                Budget.ofMillis(20_000),
                recorder,
                asked -> {
                  recorder.claimed(() -> List.of(new CaseProof(SlopeNeurons.none(0), claim)));
                  return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "not checked");
                });
    assertThat(decision.proof().isPresent()).isEqualTo(decision.verdict() instanceof Verdict.Holds);
    return decision.verdict();
  }

  private static ProofNode halves(double point, ProofNode below, ProofNode above) {
    List<Step> bounds = List.of(new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()));
    return new ProofNode.Split(bounds, 0, 0, point, below, above);
  }

  @Test
  void aWholeProofIsCertified() {
    assertThat(verdict(query("-0.25"), halves(0.5, CLOSED, CLOSED)))
        .isEqualTo(new Verdict.Holds(Assurance.CERTIFIED));
  }

  @Test
  void aMissingPartLeavesItOpen() {
    Verdict verdict = verdict(query("-0.25"), halves(0.5, CLOSED, ProofHoles.hole(1)));
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(((Verdict.Unknown) verdict).reason()).contains("refused").contains("part 1");
  }

  @Test
  void whatDoesNotHoldIsNotProvedByWhoeverSaysSo() {
    Verdict verdict = verdict(query("0.75"), halves(0.5, CLOSED, CLOSED));
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(((Verdict.Unknown) verdict).reason())
        .startsWith("what others proved of its parts was refused");
  }

  /**
   * Nothing between 0.4 and 0.5 is reached from [0, 0.35], nor from [0.55, 1]. What lies between is
   * in neither part, and a split has one point only, which makes it the affair of one of them.
   */
  @Test
  void partsWithAGapAreRefused() {
    Query violatedBetween = query(row(1, "0.5"), row(-1, "-0.4"));
    assertThat(verdict(violatedBetween, halves(0.35, CLOSED, CLOSED)))
        .isInstanceOf(Verdict.Unknown.class);
    assertThat(verdict(violatedBetween, halves(0.55, CLOSED, CLOSED)))
        .isInstanceOf(Verdict.Unknown.class);
  }

  /** A part that was proved for more inputs than its place has is a proof of its place. */
  @Test
  void partsThatOverlapDoNoHarm() {
    ProofNode fromOneFifthOn = halves(0.2, CLOSED, CLOSED);
    assertThat(verdict(query("-0.25"), halves(0.5, CLOSED, fromOneFifthOn)))
        .isEqualTo(new Verdict.Holds(Assurance.CERTIFIED));
  }

  /** A second reading that finds no fault. */
  private static final class Agreeing implements SecondReading.Running {
    @Override
    public Comparison finish(long leastMillis, Budget budget) {
      return new Comparison.Agrees(1);
    }

    @Override
    public Comparison confirm(Counterexample found) {
      return new Comparison.Agrees(1);
    }

    @Override
    public void cancel() {}
  }
}
