package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkJoin;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.proof.LeafMender;

/** Questions of random twins have the answers of the plain join, and proofs that are accepted. */
class TwinProofTest {
  private static final int TWINS = 60;
  private static final int SAMPLES = 500;

  /** Two networks, a box, and the greatest difference of an output that samples of it have. */
  private record Drawn(List<NetworkJoin.Part> parts, Box box, double sampled) {
    static Drawn of(int seed) {
      Random random = RandomNetworks.random(seed);
      List<NetworkJoin.Part> parts = RandomNetworks.twins(random);
      Box box = RandomNetworks.box(random, parts.get(0).reads().length);
      ForwardPass forward = new ForwardPass(plain(parts), new JavaGemm());
      double most = 0;
      for (int s = 0; s < SAMPLES; s++) {
        double[] y = forward.outputs(1, RandomNetworks.point(random, box));
        int n = plain(parts).outputSize() / 2;
        for (int j = 0; j < n; j++) {
          most = Math.max(most, Math.abs(y[j] - y[n + j]));
        }
      }
      return new Drawn(parts, box, most);
    }

    static Network plain(List<NetworkJoin.Part> parts) {
      return NetworkJoin.of(parts.get(0).reads().length, parts, List.of());
    }

    Network twins() {
      return NetworkJoin.ofReals(parts.get(0).reads().length, parts, List.of());
    }

    /** Whether two outputs of one place differ by epsilon or more. */
    Query query(Network network, double epsilon) {
      int n = network.outputSize() / 2;
      List<Polyhedron> unsafe = new ArrayList<>();
      BigDecimal limit = new BigDecimal(-epsilon);
      BigDecimal[] signs = {BigDecimal.ONE, BigDecimal.ONE.negate()};
      for (int j = 0; j < n; j++) {
        int[] up = {j, n + j};
        int[] down = {n + j, j};
        unsafe.add(Polyhedron.of(LinearInequality.ofOutputs(up, signs, limit)));
        unsafe.add(Polyhedron.of(LinearInequality.ofOutputs(down, signs, limit)));
      }
      Case only = new Case(new DecimalBox(decimals(box.lower()), decimals(box.upper())), unsafe);
      return Query.of(
          network, new Property(network.inputSize(), network.outputSize(), List.of(only)));
    }

    private static BigDecimal[] decimals(double[] values) {
      return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }
  }

  private static Verdict verify(Query query, Splitting splitting, ProofListener listener) {
    return new BranchAndBoundVerifier(
            1, JavaGemm::new, ProgramSolver.best(), splitting, Refuter.NONE)
        .verify(query, Budget.ofMillis(2_000), listener);
  }

  /** Leaves that the checker leaves open are halved, as after every search. */
  private static CheckResult check(Query query, List<CaseProof> proof) {
    return new CertificateChecker(1)
        .check(query, proof, Certificate.Semantics.REAL, new LeafMender(query), Budget.unlimited());
  }

  @ParameterizedTest
  @EnumSource(
      value = Splitting.class,
      names = {"INPUTS", "ACTIVATIONS"})
  void provesWhatHoldsAndNothingElse(Splitting splitting) {
    int proved = 0;
    int accepted = 0;
    for (int seed = 0; seed < TWINS; seed++) {
      Drawn drawn = Drawn.of(seed);
      Query above = drawn.query(drawn.twins(), 1.5 * drawn.sampled() + 1e-6);
      CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
      Verdict verdict = verify(above, splitting, recorder);
      if (verdict instanceof Verdict.Holds) {
        proved++;
        List<CaseProof> proof = recorder.proof().orElseThrow();
        accepted += check(above, proof) instanceof CheckResult.Accepted ? 1 : 0;
        Query below = drawn.query(drawn.twins(), 0.999 * drawn.sampled());
        boolean isReached = drawn.sampled() > 1e-9;
        assertThat(isReached && check(below, proof) instanceof CheckResult.Accepted)
            .as("seed %d: a proof of another question", seed)
            .isFalse();
      }
      if (drawn.sampled() > 1e-9) {
        Query below = drawn.query(drawn.twins(), 0.999 * drawn.sampled());
        assertThat(verify(below, splitting, ProofListener.SILENT))
            .as("seed %d", seed)
            .isNotInstanceOf(Verdict.Holds.class);
      }
    }
    assertThat(proved).isGreaterThan(TWINS * 2 / 3);
    assertThat(accepted).isEqualTo(proved);
  }

  @Test
  void answersAreThoseOfThePlainJoin() {
    for (int seed = 0; seed < TWINS; seed++) {
      Drawn drawn = Drawn.of(seed);
      double epsilon = (seed % 2 == 0 ? 1.5 : 0.8) * drawn.sampled() + 1e-6;
      Query twins = drawn.query(drawn.twins(), epsilon);
      Query plain = drawn.query(Drawn.plain(drawn.parts()), epsilon);
      Verdict one = verify(twins, Splitting.INPUTS, ProofListener.SILENT);
      Verdict other = verify(plain, Splitting.INPUTS, ProofListener.SILENT);
      if (!(one instanceof Verdict.Unknown || other instanceof Verdict.Unknown)) {
        assertThat(one).as("seed %d", seed).hasSameClassAs(other);
      }
    }
  }
}
