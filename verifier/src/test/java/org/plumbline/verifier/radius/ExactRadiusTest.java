package org.plumbline.verifier.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.AdversarialDistance;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.branching.root.CaseBounds;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.samples.SmallNetworks;

/** The interval against the exact radius, which a mixed integer program finds in another way. */
class ExactRadiusTest {
  private static final int INPUTS = 4;
  private static final int HIDDEN = 10;
  private static final int CLASSES = 3;

  /** Of the solver's tolerances. */
  private static final double NUMERIC = 1e-5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void liesInTheInterval(long seed) {
    Random random = new Random(seed);
    Network network = SmallNetworks.relu(random, INPUTS, HIDDEN, HIDDEN, CLASSES);
    double[] input = random.doubles(INPUTS).toArray();
    RadiusQuestion question =
        RadiusQuestion.of(
            network,
            input,
            Optional.of(new LocalRobustness.Range(BigDecimal.ZERO, BigDecimal.ONE)));
    VerifierOptions options = new VerifierOptions(1, 1, Semantics.REAL, Engine.AUTO);
    RadiusInterval interval =
        VerifierFactory.radius(options, VerifierFactory.create(options))
            .search(question, 0.02, Budget.ofMillis(600_000), now -> {}, ProofListener.SILENT);
    double exact = exact(question);
    assertThat(interval.lower().doubleValue()).isLessThanOrEqualTo(exact + NUMERIC);
    if (interval.upper().isPresent()) {
      assertThat(interval.upper().get().doubleValue()).isGreaterThanOrEqualTo(exact - NUMERIC);
      assertThat(interval.gap()).isLessThanOrEqualTo(0.02);
    } else {
      assertThat(exact).isInfinite();
    }
  }

  private static double exact(RadiusQuestion question) {
    double nearest = Double.POSITIVE_INFINITY;
    for (Case part : question.within(BigDecimal.ONE).property().cases()) {
      AdversarialDistance distance =
          new AdversarialDistance(
              NetworkEncoder.encode(
                      question.network(),
                      part,
                      new CaseBounds(question.network(), JavaGemm::new, 1)
                          .of(part, Premise.NONE, Budget.unlimited())
                          .orElseThrow()
                          .bounds(),
                      new Breakpoints())
                  .system(),
              Arrays.stream(question.values()).mapToDouble(BigDecimal::doubleValue).toArray(),
              AdversarialDistance.Norm.LINF);
      nearest =
          Math.min(
              nearest,
              ProgramSolver.require()
                  .solve(distance, Budget.unlimited())
                  .map(AdversarialDistance.Found::upper)
                  .orElse(Double.POSITIVE_INFINITY));
    }
    return nearest;
  }
}
