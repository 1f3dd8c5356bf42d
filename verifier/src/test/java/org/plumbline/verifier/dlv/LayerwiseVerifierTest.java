package org.plumbline.verifier.dlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.network.model.Reading;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.dlv.saliency.LargestDeviation;
import org.plumbline.verifier.dlv.search.SearchKind;

class LayerwiseVerifierTest {
  private static final Verifier BRANCH_AND_BOUND =
      new BranchAndBoundVerifier(
          1, JavaGemm::new, ProgramSolver.best(), Splitting.AUTOMATIC, Refuter.NONE);
  private static final Verifier HELPLESS =
      (query, budget, listener) -> new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "not tried");

  private static LayerwiseOptions options(
      int layer, int dimensions, double span, int spans, SearchKind search) {
    return new LayerwiseOptions(
        layer,
        layer,
        dimensions,
        span,
        spans,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        new LargestDeviation(),
        search,
        2,
        1);
  }

  private static LayerwiseReport verify(
      Verifier exact, Network network, double[] x, LayerwiseOptions options) {
    return new LayerwiseVerifier(JavaGemm::new, exact, SmtSolvers.require(SmtEngine.Z3))
        .verify(network, x, options, Budget.ofMillis(30_000), ProofListener.SILENT);
  }

  /** Points 0 and ±1/2 keep class 0, and so do −1 and 1; at 1/4 it is lost. */
  @Test
  void aClassChangeBetweenGridPointsIsFound() {
    LayerwiseReport report =
        verify(
            BRANCH_AND_BOUND,
            Examples.spike(),
            new double[] {0},
            options(0, 1, 0.5, 2, SearchKind.MULTI));
    assertThat(report.searches().get(0).isProvedOnGrid()).isTrue();
    assertThat(report.conclusion())
        .isInstanceOfSatisfying(
            Conclusion.Violated.class,
            v -> {
              assertThat(v.adversarial().hidden())
                  .hasValueSatisfying(
                      step -> {
                        assertThat(step.from()).containsExactly(0);
                        assertThat(step.to()).containsExactly(0.5);
                      });
              assertThat(v.adversarial().counterexample().inputs()[0])
                  .isBetween(0.25 - 1 / 16.0, 0.25 + 1 / 16.0);
              assertThat(v.adversarial().label()).isEqualTo(1);
            });
  }

  @Test
  void aGridIsNoProofOfTheRegion() {
    LayerwiseReport report =
        verify(
            HELPLESS, Examples.spike(), new double[] {0}, options(0, 1, 0.5, 2, SearchKind.MULTI));
    assertThat(report.conclusion())
        .isEqualTo(new Conclusion.ProvedOnGrid(0, java.math.BigInteger.valueOf(5)));
  }

  /** Steps of 1/4 hit the spike; it is a quarter away. */
  @Test
  void aPointOfTheGridThatLosesTheClassIsReported() {
    LayerwiseReport report =
        verify(
            HELPLESS,
            Examples.spike(),
            new double[] {0},
            options(0, 1, 0.25, 100, SearchKind.MULTI));
    assertThat(report.conclusion())
        .isInstanceOfSatisfying(
            Conclusion.Violated.class,
            v -> {
              Adversarial found = v.adversarial();
              assertThat(found.hidden()).isEmpty();
              assertThat(found.distances()).isEqualTo(new Distances(1, 0.25, 0.25, 0.25, 1));
              assertThat(found.confidence()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
              assertThat(found.confidenceInOriginal())
                  .isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-12));
            });
    assertThat(report.confidence()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
    assertThat(report.searches().get(0).points()).as("stops early").isLessThan(201);
  }

  @Test
  void aRegionWithoutChangeIsProved() {
    LayerwiseReport report =
        verify(
            HELPLESS, Examples.spike(), new double[] {2}, options(0, 1, 0.25, 4, SearchKind.MULTI));
    assertThat(report.conclusion()).isInstanceOf(Conclusion.Proved.class);
    assertThat(report.certification().orElseThrow().isProved()).isTrue();
  }

  @Test
  void layersThatAreNoCutsAreRefused() {
    assertThatThrownBy(
            () ->
                verify(
                    HELPLESS,
                    Examples.spike(),
                    new double[] {0},
                    options(5, 1, 0.5, 2, SearchKind.MULTI)))
        .hasMessage("layer 5 has no regions of its own; these layers do: [0, 1, 2, 3, 4]");
  }

  @Test
  void agreesWithEnumerationAndWithBranchAndBound() {
    int[] counts = new int[3];
    for (int seed = 0; seed < 300; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = Examples.classifier(random);
      double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
      int dimensions = 1 + random.nextInt(network.inputSize());
      int spans = 1 + random.nextInt(4);
      double span = Math.pow(10, -2 * random.nextDouble());
      LayerwiseOptions options = options(0, dimensions, span, spans, SearchKind.MULTI);
      LayerwiseReport report = verify(BRANCH_AND_BOUND, network, x, options);
      Enumeration plain = Enumeration.of(network, x, report.dimensions(), span, spans);
      if (plain.isTooClose()) {
        continue;
      }
      Verdict whole =
          BRANCH_AND_BOUND.verify(
              new RegionQuestion(network, report.label()).on(report.region().box()),
              Budget.ofMillis(20_000),
              ProofListener.SILENT);
      if (report.conclusion() instanceof Conclusion.Violated violated) {
        assertThat(whole).as("seed %d", seed).isInstanceOf(Verdict.Violated.class);
        boolean isOnGrid = violated.adversarial().hidden().isEmpty();
        assertThat(isOnGrid).as("seed %d", seed).isEqualTo(plain.nearest() != null);
        if (isOnGrid) {
          assertThat(report.searches().get(0).violation().orElseThrow().values())
              .as("seed %d", seed)
              .isEqualTo(plain.nearest());
          counts[1]++;
        } else {
          counts[2]++;
        }
      } else {
        assertThat(report.conclusion()).as("seed %d", seed).isInstanceOf(Conclusion.Proved.class);
        assertThat(whole).as("seed %d", seed).isInstanceOf(Verdict.Holds.class);
        assertThat(plain.nearest()).as("seed %d", seed).isNull();
        counts[0]++;
      }
    }
    assertThat(counts[0]).as("proved").isGreaterThan(50);
    assertThat(counts[1]).as("violated on the grid").isGreaterThan(20);
  }

  @Test
  void aSinglePathFindsNothingThatAllPathsDoNot() {
    int found = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = Examples.classifier(random);
      double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
      LayerwiseReport single =
          verify(HELPLESS, network, x, options(0, 3, 0.3, 2, SearchKind.SINGLE));
      LayerwiseReport multi = verify(HELPLESS, network, x, options(0, 3, 0.3, 2, SearchKind.MULTI));
      if (single.conclusion() instanceof Conclusion.Violated one) {
        found++;
        assertThat(multi.conclusion())
            .as("seed %d", seed)
            .isInstanceOfSatisfying(
                Conclusion.Violated.class,
                best ->
                    assertThat(best.adversarial().distances().l2())
                        .isLessThanOrEqualTo(one.adversarial().distances().l2() + 1e-6));
      }
    }
    assertThat(found).isGreaterThan(20);
  }

  /** What holds at a later layer for all its region holds for the inputs. */
  @Test
  void laterLayersAgreeWithBranchAndBound() {
    int proved = 0;
    int violated = 0;
    int followedUp = 0;
    for (int seed = 0; seed < 250; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = Examples.classifier(random);
      double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
      List<Integer> cuts = NetworkSection.cuts(AffineMerger.merge(network));
      int layer = cuts.get(1 + random.nextInt(cuts.size() - 2));
      double span = Math.pow(10, -1.5 * random.nextDouble());
      LayerwiseReport report =
          verify(HELPLESS, network, x, options(layer, 2, span, 2, SearchKind.MULTI));
      Verdict whole =
          BRANCH_AND_BOUND.verify(
              new RegionQuestion(network, report.label()).on(report.region().box()),
              Budget.ofMillis(20_000),
              ProofListener.SILENT);
      followedUp += report.searches().stream().anyMatch(s -> s.kept() < s.points()) ? 1 : 0;
      if (report.conclusion() instanceof Conclusion.Proved) {
        proved++;
        assertThat(whole).as("seed %d", seed).isInstanceOf(Verdict.Holds.class);
      } else if (report.conclusion() instanceof Conclusion.Violated found) {
        violated++;
        assertThat(whole).as("seed %d", seed).isInstanceOf(Verdict.Violated.class);
        assertThat(report.region().box().contains(found.adversarial().counterexample().inputs()))
            .isTrue();
      }
    }
    assertThat(proved).isGreaterThan(50);
    assertThat(violated).isGreaterThan(10);
    assertThat(followedUp).isGreaterThan(20);
  }

  /** Class 0 leads by 1 all over the region, as long as the layers are what the model computes. */
  @Test
  void nothingIsProvedWhereTheReaderTookMoreForGranted() {
    for (double least : new double[] {-0.75, -0.25}) {
      NetworkBuilder builder = new NetworkBuilder(1, 1);
      builder.setNode("root");
      int x = builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {1})));
      builder.need(x, least, 1, Reading.Need.ALWAYS, "its square root");
      builder.add(new AffineLayer(x, new DenseMap(2, 1, new double[] {0, 0}), new double[] {1, 0}));
      Conclusion conclusion =
          verify(
                  HELPLESS,
                  builder.build(),
                  new double[] {0},
                  options(0, 1, 0.25, 2, SearchKind.MULTI))
              .conclusion();
      if (least == -0.75) {
        assertThat(conclusion).isInstanceOf(Conclusion.Proved.class);
      } else {
        assertThat(conclusion)
            .isInstanceOfSatisfying(
                Conclusion.Undecided.class,
                open -> assertThat(open.reason()).contains("its square root"));
      }
    }
  }
}
