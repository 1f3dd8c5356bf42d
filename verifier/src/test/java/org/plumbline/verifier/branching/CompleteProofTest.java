package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
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
import org.plumbline.verifier.samples.SmallNetworks;

/** What a search by activation splits proves, its certificate proves too: bounds are all there. */
class CompleteProofTest {
  private static final int TRIALS = 60;
  private static final int SAMPLES = 2000;

  @Test
  void proofsOfDeepNetworksAreAccepted() {
    List<String> refused = new ArrayList<>();
    int proved = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = RandomNetworks.random(trial);
      Network network = SmallNetworks.relu(random, 6, 12, 12, 12, 12, 1);
      Query query = query(network, random);
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

  /** Whether the output falls a little below all that samples of a box gave. */
  private static Query query(Network network, Random random) {
    int n = network.inputSize();
    double[] middle = random.doubles(n, -1, 1).toArray();
    double radius = 0.05 + 0.2 * random.nextDouble();
    double[] points = new double[SAMPLES * n];
    Arrays.setAll(points, i -> middle[i % n] + radius * (2 * random.nextDouble() - 1));
    double[] outputs = new ForwardPass(network, new JavaGemm()).outputs(SAMPLES, points);
    double least = Arrays.stream(outputs, 0, SAMPLES).min().orElseThrow();
    double most = Arrays.stream(outputs, 0, SAMPLES).max().orElseThrow();
    BigDecimal[] low =
        IntStream.range(0, n)
            .mapToObj(i -> new BigDecimal(middle[i] - radius))
            .toArray(BigDecimal[]::new);
    BigDecimal[] high =
        IntStream.range(0, n)
            .mapToObj(i -> new BigDecimal(middle[i] + radius))
            .toArray(BigDecimal[]::new);
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0},
            new BigDecimal[] {BigDecimal.ONE},
            new BigDecimal(least - 0.2 * (most - least)));
    Case only = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    return Query.of(network, new Property(n, 1, List.of(only)));
  }
}
