package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.Float32ForwardPass;
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
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.Counterexample.Classification;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.float32.DeployedVerifier;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * A network that detects rounding, after Zombori et al., <em>Fooling a Complete Neural Network
 * Verifier</em> (ICLR 2021), and Szász et al., <em>No Soundness in the Real World</em> (ICML 2025):
 * a large weight ω swallows what is added to it, and what is left when ω is taken away again tells
 * in which arithmetic one is. Here {@code y = 1 − (relu(x + ω) − ω)} for x in [0.25, 0.5]: at most
 * 0.75 in real numbers, and 1 wherever x + ω rounds to ω.
 */
class RoundingDetectorTest {
  private static final double FLOAT_SWALLOWS = 0x1p26;
  private static final double DOUBLE_SWALLOWS = 0x1p60;

  private static Network detector(double omega) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int sum = builder.add(affine(0, 1, omega));
    int relu = builder.add(new ActivationLayer(sum, 1, Activation.RELU));
    int rest = builder.add(affine(relu, 1, -omega));
    builder.add(affine(rest, -1, 1));
    return builder.build();
  }

  private static AffineLayer affine(int source, double weight, double bias) {
    return new AffineLayer(source, new DenseMap(1, 1, new double[] {weight}), new double[] {bias});
  }

  /** Unsafe: y ≥ 0.9, which reals never reach; or y ≤ 0.9, which reals always do. */
  private static Query query(double omega, boolean isUnsafeAbove) {
    DecimalBox box =
        new DecimalBox(
            new BigDecimal[] {new BigDecimal("0.25")}, new BigDecimal[] {new BigDecimal("0.5")});
    BigDecimal sign = isUnsafeAbove ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    LinearInequality row =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {sign}, sign.multiply(new BigDecimal("0.9")));
    Property property = new Property(1, 1, List.of(new Case(box, List.of(Polyhedron.of(row)))));
    return Query.of(detector(omega), property);
  }

  private static double plainUpperBound(Network network, double low, boolean isFloat) {
    double omega = ((AffineLayer) network.layer(1)).bias()[0];
    double sum = isFloat ? (float) ((float) low + (float) omega) : low + omega;
    double rest = isFloat ? (float) ((float) sum - (float) omega) : sum - omega;
    return 1 - rest;
  }

  private static double plainLowerBound(Network network, double high, boolean isFloat) {
    return plainUpperBound(network, high, isFloat);
  }

  @Test
  void plainBoundPropagationIsFooled() {
    assertThat(plainLowerBound(detector(FLOAT_SWALLOWS), 0.5, true))
        .as("a bound in float32 says that y > 0.9 throughout, which is false in real numbers")
        .isGreaterThan(0.9);
    assertThat(plainLowerBound(detector(DOUBLE_SWALLOWS), 0.5, false))
        .as("and so does one in float64, with a larger weight")
        .isGreaterThan(0.9);
    assertThat(new Float32ForwardPass(detector(FLOAT_SWALLOWS)).outputs(new float[] {0.25f})[0])
        .as("what float32 computes is outside of what reals reach")
        .isEqualTo(1);
    assertThat(plainUpperBound(detector(FLOAT_SWALLOWS), 0.25, false)).isLessThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {FLOAT_SWALLOWS, DOUBLE_SWALLOWS})
  void isNotFooledAboutReals(double omega) {
    assertThat(certified(query(omega, false), Semantics.REAL)).isFalse();
  }

  @Test
  void provesWhatIsTrueOfReals() {
    assertThat(certified(query(FLOAT_SWALLOWS, true), Semantics.REAL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {FLOAT_SWALLOWS, DOUBLE_SWALLOWS})
  void isNotFooledAboutFloat32(double omega) {
    assertThat(certified(query(omega, true), Semantics.FLOAT32)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {FLOAT_SWALLOWS, DOUBLE_SWALLOWS})
  void findsWhatIsFalseOfFloat32Only(double omega) {
    Query query = query(omega, true);
    assertThat(verdict(query, Semantics.FLOAT32))
        .isInstanceOfSatisfying(
            Verdict.Violated.class,
            violated -> {
              Counterexample found = violated.counterexample();
              assertThat(found.classification()).isEqualTo(Classification.FLOAT32_ONLY);
              assertThat(found.isViolation()).as("of real numbers").isFalse();
              assertThat(found.outputs()).containsExactly(1);
              assertThat(found.inputs()[0]).isBetween(0.25, 0.5);
            });
  }

  @Test
  void aSetWithoutFloat32NumbersHasNoInputToViolate() {
    BigDecimal[] tenth = {new BigDecimal("0.1")};
    LinearInequality always =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal("2"));
    Property property =
        new Property(
            1, 1, List.of(new Case(new DecimalBox(tenth, tenth), List.of(Polyhedron.of(always)))));
    Query query = Query.of(detector(16), property);

    assertThat(verdict(query, Semantics.REAL)).isInstanceOf(Verdict.Violated.class);
    assertThat(verdict(query, Semantics.FLOAT32)).isNotInstanceOf(Verdict.Violated.class);
  }

  private static Verdict verdict(Query query, Semantics semantics) {
    return VerifierFactory.create(new VerifierOptions(1, 1, semantics, Engine.AUTO))
        .verify(query, Budget.ofMillis(2000), ProofListener.SILENT);
  }

  @Test
  void provesWhatIsTrueOfFloat32() {
    assertThat(certified(query(16, true), Semantics.FLOAT32)).isTrue();
  }

  /** Whether the search says that it holds, which the checker must then confirm. */
  private static boolean certified(Query query, Semantics semantics) {
    Verifier real =
        new BranchAndBoundVerifier(
            1, JavaGemm::new, ProgramSolver.best(), Splitting.AUTOMATIC, Refuter.NONE);
    Verifier verifier =
        semantics == Semantics.REAL
            ? real
            : new DeployedVerifier(Refuter.NONE, real, JavaGemm::new);
    CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
    Verdict verdict = verifier.verify(query, Budget.ofMillis(2000), recorder);
    Optional<List<Certificate.CaseProof>> proof = recorder.proof();
    if (!(verdict instanceof Verdict.Holds)) {
      return false;
    }
    CheckResult result =
        new CertificateChecker(1)
            .check(query, proof.orElseThrow(), semantics, Budget.ofMillis(10_000));
    assertThat(result).isInstanceOf(CheckResult.Accepted.class);
    return true;
  }
}
