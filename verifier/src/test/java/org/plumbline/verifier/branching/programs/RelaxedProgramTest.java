package org.plumbline.verifier.branching.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * Neurons x, -x and x - 0.5 of one input in [-1, 1], each with a ReLU, and outputs of these. The
 * relaxed outputs reach what no split is needed to refute, if multipliers and weights are right.
 */
class RelaxedProgramTest {
  private static final int FIRST = 1;
  private static final Premise LARGE = new Premise(List.of(new Premise.Literal(FIRST, 2, true)));

  private final AtomicLong evaluated = new AtomicLong();

  private Verdict verify(double[] outputs, double[] bias, String limit, Premise premise) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int neurons =
        builder.add(
            new AffineLayer(
                0, new DenseMap(3, 1, new double[] {1, -1, 1}), new double[] {0, 0, -0.5}));
    int active = builder.add(new ActivationLayer(neurons, 3, Activation.RELU));
    builder.add(new AffineLayer(active, new DenseMap(bias.length, 3, outputs), bias));
    Network network = builder.build();
    List<LinearInequality> rows =
        IntStream.range(0, bias.length)
            .mapToObj(
                j ->
                    LinearInequality.ofOutputs(
                        new int[] {j}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit)))
            .toList();
    DecimalBox box =
        new DecimalBox(
            new BigDecimal[] {BigDecimal.ONE.negate()}, new BigDecimal[] {BigDecimal.ONE});
    Case part = new Case(box, List.of(new Polyhedron(rows)));
    Query query = Query.of(network, new Property(1, bias.length, List.of(part))).under(premise);
    ProofListener counting =
        new ProofListener() {
          @Override
          public void progress(int open, long done, double share) {
            evaluated.set(done);
          }
        };
    CertificateRecorder recorder = new CertificateRecorder(counting);
    Verdict verdict =
        new BranchAndBoundVerifier(
                1, JavaGemm::new, ProgramSolver.best(), Splitting.ACTIVATIONS, Refuter.NONE)
            .verify(query, Budget.ofMillis(20_000), recorder);
    if (verdict instanceof Verdict.Holds) {
      assertThat(
              new CertificateChecker(1)
                  .check(
                      query,
                      recorder.proof().orElseThrow(),
                      Certificate.Semantics.REAL,
                      Budget.unlimited()))
          .isInstanceOf(CheckResult.Accepted.class);
    }
    return verdict;
  }

  /** |x| ≥ 0.5 where x - 0.5 ≥ 0, by the multiplier 1 and the slope 1 below x. */
  @Test
  void literalsBoundTheSumOfReluOutputs() {
    double[] absolute = {1, 1, 0};
    assertThat(verify(absolute, new double[1], "0.49", LARGE)).isInstanceOf(Verdict.Holds.class);
    assertThat(evaluated).hasValue(1);
    assertThat(verify(absolute, new double[1], "0.51", LARGE)).isInstanceOf(Verdict.Violated.class);
  }

  /** Of y and 1 - y one is at least 0.5, though each alone falls to 0 and below. */
  @Test
  void rowsOfAPolyhedronAreWeighted() {
    double[] both = {1, -1, 0, -1, 1, 0};
    Premise small = new Premise(List.of(new Premise.Literal(FIRST, 2, false)));
    assertThat(verify(both, new double[] {0, 1}, "0.49", small)).isInstanceOf(Verdict.Holds.class);
    assertThat(evaluated).hasValue(1);
    assertThat(verify(both, new double[] {0, 1}, "0.51", small))
        .isInstanceOf(Verdict.Violated.class);
  }

  /** x ≥ 0.5 and -x ≥ 0 leave nothing, whatever the outputs are. */
  @Test
  void emptyRegionsAreRefuted() {
    Premise none =
        new Premise(
            List.of(new Premise.Literal(FIRST, 1, true), new Premise.Literal(FIRST, 2, true)));
    assertThat(verify(new double[3], new double[1], "1", none)).isInstanceOf(Verdict.Holds.class);
  }
}
