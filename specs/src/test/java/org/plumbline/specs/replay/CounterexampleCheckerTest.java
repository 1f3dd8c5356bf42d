package org.plumbline.specs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.specs.query.Samples.atLeast;
import static org.plumbline.specs.query.Samples.interval;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Samples;
import org.plumbline.specs.replay.Counterexample.Classification;

/** The network is y = ReLU(x) unless said otherwise. */
class CounterexampleCheckerTest {
  private static final Network RELU = Samples.scalar(1, Activation.RELU);

  private static Optional<Counterexample> check(
      Network network, DecimalBox box, double candidate, LinearInequality... unsafe) {
    Query query = Query.of(network, Samples.property(box, unsafe));
    return new CounterexampleChecker(query).check(new double[] {candidate});
  }

  private static Classification classify(double candidate, LinearInequality... unsafe) {
    return check(RELU, interval("-1", "1"), candidate, unsafe)
        .map(Counterexample::classification)
        .orElse(null);
  }

  @Test
  void classifiesByExactSlack() {
    assertThat(classify(0.75, atLeast("0.5"))).isEqualTo(Classification.STRICT);
    assertThat(classify(0.5, atLeast("0.5"))).isEqualTo(Classification.TIE);
    assertThat(classify(0.5, atLeast("0.5").asStrict())).isEqualTo(Classification.WITHIN_TOLERANCE);
    assertThat(classify(0.49995, atLeast("0.5"))).isEqualTo(Classification.WITHIN_TOLERANCE);
    assertThat(classify(0.4998, atLeast("0.5"))).isNull();
    assertThat(classify(-0.5, atLeast("0"))).isEqualTo(Classification.TIE);
    assertThat(classify(0.5)).isEqualTo(Classification.STRICT);
  }

  @Test
  void tellsTheMarginAndWhatWasReached() {
    Counterexample found = check(RELU, interval("-1", "1"), 0.75, atLeast("0.5")).orElseThrow();
    assertThat(found.margin()).isEqualTo(0.25);
    assertThat(found.outputs()).containsExactly(0.75);
    assertThat(found.float32Outputs()).containsExactly(0.75f);
    assertThat(found.inFloat32()).isTrue();
    assertThat(found.isViolation()).isTrue();
    assertThat(found.violated()).hasToString("Y_0 >= 0.5");
  }

  @Test
  void allInequalitiesCount() {
    LinearInequality low =
        LinearInequality.ofInput(0, BigDecimal.ONE, new BigDecimal("0.75"), true);
    assertThat(classify(0.75, atLeast("0.5"), low)).isEqualTo(Classification.WITHIN_TOLERANCE);
    assertThat(classify(0.625, atLeast("0.5"), low)).isEqualTo(Classification.STRICT);
  }

  @Test
  void picksTheStrongestPolyhedronOfTheCasesThatHoldTheCandidate() {
    Property property =
        new Property(
            1,
            1,
            List.of(
                new Case(interval("-1", "0"), List.of(Polyhedron.of(atLeast("-9")))),
                new Case(
                    interval("0", "1"),
                    List.of(Polyhedron.of(atLeast("0.5")), Polyhedron.of(atLeast("0.25"))))));
    CounterexampleChecker checker = new CounterexampleChecker(Query.of(RELU, property));
    Counterexample found = checker.check(new double[] {0.5}).orElseThrow();
    assertThat(found.classification()).isEqualTo(Classification.STRICT);
    assertThat(found.margin()).isEqualTo(0.25);
    assertThat(checker.check(new double[] {2})).isEmpty();
    assertThatThrownBy(() -> checker.check(property.cases().get(0), new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pointsAreRoundedInwardToFloat32() {
    // The nearest float32 to 0.3 lies above it, that to 0.1 as well.
    assertThat(check(RELU, interval("0.1", "0.3"), 0.3, atLeast("0.2")).orElseThrow().inputs())
        .containsExactly(Math.nextDown(0.3f));
    assertThat(check(RELU, interval("0.1", "0.3"), 0.1, atLeast("0")).orElseThrow().inputs())
        .containsExactly(0.1f);
    assertThat(
            check(RELU, interval("0.1", "0.1000000001"), 0.1, atLeast("0")).orElseThrow().inputs())
        .containsExactly(0.1);
  }

  @Test
  void triesTheDoubleWhenTheFloat32PointIsSafe() {
    double candidate = 0.5 + 0x1p-40;
    Counterexample found =
        check(RELU, interval("0", "1"), candidate, atLeast("0.50000000000001")).orElseThrow();
    assertThat(found.classification()).isEqualTo(Classification.STRICT);
    assertThat(found.inputs()).containsExactly(candidate);
    assertThat(found.inFloat32()).isFalse();
  }

  @Test
  void inputsFixedBetweenDoublesAreBoundedThere() {
    Counterexample found = check(RELU, interval("0.1", "0.1"), 0.1, atLeast("0.09")).orElseThrow();
    assertThat(found.classification()).isEqualTo(Classification.STRICT);
    assertThat(found.point()).containsExactly(new BigDecimal("0.1"));
    assertThat(found.inputs()).containsExactly(0.1);
    assertThat(found.margin()).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-9));
    // The exact output is 0.1, but that the double computation cannot tell from just below.
    assertThat(check(RELU, interval("0.1", "0.1"), 0.1, atLeast("0.1")).orElseThrow())
        .returns(Classification.WITHIN_TOLERANCE, Counterexample::classification);
  }

  @Test
  void inexactCoefficientsNeedAMarginBeyondTheirError() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {1}, 1e-3)));
    Network vague = builder.build();
    DecimalBox box = interval("0", "1");
    assertThat(check(vague, box, 1, atLeast("0.998")).orElseThrow().classification())
        .isEqualTo(Classification.STRICT);
    assertThat(check(vague, box, 1, atLeast("0.9995")).orElseThrow().classification())
        .isEqualTo(Classification.WITHIN_TOLERANCE);
  }

  @Test
  void smoothNetworksNeedAMarginBeyondTheRounding() {
    Network sigmoid = Samples.scalar(1, Activation.SIGMOID);
    DecimalBox box = interval("-1", "1");
    assertThat(check(sigmoid, box, 0, atLeast("0.499")).orElseThrow().classification())
        .isEqualTo(Classification.STRICT);
    // At 2^-30 the sigmoid is beside 1/2 + 2^-32, which no double tells apart from it.
    String besideIt = "0.50000000023283064365386962890625";
    assertThat(check(sigmoid, box, 0x1p-30, atLeast(besideIt)).orElseThrow().classification())
        .isEqualTo(Classification.WITHIN_TOLERANCE);
  }

  @Test
  void valuesThatAreKnownExactlyMayLieOnTheBorder() {
    Network sigmoid = Samples.scalar(1, Activation.SIGMOID);
    DecimalBox box = interval("-1", "1");
    assertThat(check(sigmoid, box, 0, atLeast("0.5")).orElseThrow().classification())
        .isEqualTo(Classification.TIE);
    assertThat(check(sigmoid, box, 0, atLeast("0.50000001")).orElseThrow().classification())
        .isEqualTo(Classification.WITHIN_TOLERANCE);
  }

  @Test
  void overflowConfirmsNothing() {
    Network explosive = Samples.scalar(1e30, Activation.of(Activation.Kind.EXP));
    assertThat(check(explosive, interval("0", "1"), 1, atLeast("5"))).isEmpty();
    Network nowhere = Samples.scalar(1, Activation.of(Activation.Kind.LOG));
    assertThat(check(nowhere, interval("-1", "1"), -1, atLeast("-5"))).isEmpty();
    assertThat(check(nowhere, interval("0", "1"), 0, atLeast("-5"))).isEmpty();
  }

  @Test
  void nanCandidatesAreHarmless() {
    Query query = Query.of(RELU, Samples.property(interval("0", "1"), atLeast("0.5")));
    CounterexampleChecker checker = new CounterexampleChecker(query);
    assertThat(checker.check(new double[] {Double.NaN})).isEmpty();
    assertThat(checker.check(query.property().cases().get(0), new double[] {Double.NaN})).isEmpty();
  }

  /** What is accepted lies in the box and violates exactly; what is not does not violate. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void acceptsExactlyTheViolations(long seed) {
    Random random = new Random(seed);
    Network network = Samples.layered(random, Activation.RELU, 3, 6, 6, 2);
    ExactForwardPass exact = new ExactForwardPass(network);
    DecimalBox box = randomBox(random);
    Polyhedron unsafe = Polyhedron.of(LinearInequality.outputOrder(0, 1));
    Property property = new Property(3, 2, List.of(new Case(box, List.of(unsafe))));
    CounterexampleChecker checker = new CounterexampleChecker(Query.of(network, property));
    for (int round = 0; round < 200; round++) {
      double[] candidate = Samples.gaussian(random, 3);
      Optional<Counterexample> found = checker.check(property.cases().get(0), candidate);
      boolean accepted = found.isPresent() && found.get().isViolation();
      InwardPoint point = InwardPoint.inDouble(box, candidate);
      BigDecimal[] reached =
          accepted
              ? found.get().point()
              : Arrays.stream(point.doubles()).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
      double[] inputs = accepted ? found.get().inputs() : point.doubles();
      BigDecimal[] outputs =
          Arrays.stream(exact.outputs(inputs)).map(Dyadic::toBigDecimal).toArray(BigDecimal[]::new);
      assertThat(box.contains(reached)).as("seed %d, round %d", seed, round).isTrue();
      assertThat(unsafe.contains(reached, outputs))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(accepted);
    }
  }

  private static DecimalBox randomBox(Random random) {
    BigDecimal[] lower = new BigDecimal[3];
    BigDecimal[] upper = new BigDecimal[3];
    for (int i = 0; i < 3; i++) {
      lower[i] = BigDecimal.valueOf(random.nextInt(1000) - 500, 3);
      upper[i] = lower[i].add(BigDecimal.valueOf(1 + random.nextInt(1000), 3));
    }
    return new DecimalBox(lower, upper);
  }
}
