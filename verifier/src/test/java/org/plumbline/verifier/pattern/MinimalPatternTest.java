package org.plumbline.verifier.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/** Networks of 2-4-4-2 neurons: all patterns, and so all minimal ones, can be tried. */
class MinimalPatternTest {
  private static final int NETWORKS = 6;
  private static final int LAYER = 4;
  private static final int MILLIS = 20_000;

  private final Verifier verifier =
      new BranchAndBoundVerifier(
          1, JavaGemm::new, ProgramSolver.best(), Splitting.AUTOMATIC, Refuter.NONE);

  /** A question about the pattern of a point, in which every neuron has a literal. */
  private record Subject(Query query, Premise pattern, int label, double[] anchor) {}

  private static Subject draw(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int last = 0;
    for (int size : new int[] {LAYER, LAYER}) {
      last = builder.add(dense(random, last, builder.size(last), size));
      last = builder.add(new ActivationLayer(last, size, Activation.RELU));
    }
    builder.add(dense(random, last, LAYER, 2));
    Network network = builder.build();
    double[] anchor = {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
    double[][] values = new ForwardPass(network, new JavaGemm()).trace(1, anchor);
    List<Premise.Literal> literals = new ArrayList<>();
    for (int k : new int[] {1, 3}) {
      for (int i = 0; i < LAYER; i++) {
        literals.add(new Premise.Literal(k, i, values[k][i] > 0));
      }
    }
    BigDecimal[] low = {BigDecimal.ONE.negate(), BigDecimal.ONE.negate()};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    int label = values[5][0] > values[5][1] ? 0 : 1;
    Query query =
        new PatternQuestion(network, new DecimalBox(low, high), Premise.NONE).robust(label);
    return new Subject(query, new Premise(literals), label, anchor);
  }

  private static AffineLayer dense(Random random, int source, int inputs, int outputs) {
    double[] weights = random.doubles((long) inputs * outputs, -1, 1).toArray();
    return new AffineLayer(
        source,
        new DenseMap(outputs, inputs, weights),
        random.doubles(outputs, -0.5, 0.5).toArray());
  }

  private boolean[] provedBySubset(Decider decider) {
    boolean[] proved = new boolean[1 << 2 * LAYER];
    for (int s = 0; s < proved.length; s++) {
      proved[s] = decider.ask(BitSet.valueOf(new long[] {s})).isProved();
    }
    return proved;
  }

  @Test
  void minimalPatternsAreMinimalByBruteForce() {
    int interesting = 0;
    int grownPatterns = 0;
    int weighedLiterals = 0;
    for (int seed = 0; interesting < NETWORKS; seed++) {
      assertThat(seed).as("networks to choose from").isLessThan(400);
      Subject subject = draw(new Random(seed));
      Decider decider =
          new VerifierDecider(subject.query, subject.pattern, verifier, MILLIS, Budget.unlimited());
      BitSet all = new BitSet();
      all.set(0, 2 * LAYER);
      if (!decider.ask(all).isProved() || decider.ask(new BitSet()).isProved()) {
        continue;
      }
      interesting++;
      boolean[] proved = provedBySubset(decider);
      requireMonotone(proved, seed);
      LiteralViolations violations =
          new LiteralViolations(subject.query.network(), subject.pattern);
      MonotoneVerdicts verdicts = new MonotoneVerdicts(decider, violations::violated);
      requireMinimal(new Coarsening(verdicts).of(all), proved, decider, seed);
      assertThat(verdicts.asked()).as("seed %d", seed).isLessThan(proved.length / 4);
      BitSet sampled = new StochasticCoarsening(verdicts, new SplittableRandom(seed), 5).of(all, 2);
      assertThat(proved[number(sampled)]).as("seed %d", seed).isTrue();
      requireMinimal(new Coarsening(verdicts).of(sampled), proved, decider, seed);
      Optional<BitSet> grown = new AdversarialPruning(violations, subject.anchor, decider).grow();
      if (grown.isPresent()) {
        grownPatterns++;
        assertThat(proved[number(grown.get())]).as("seed %d", seed).isTrue();
        requireMinimal(new Coarsening(verdicts).of(grown.get()), proved, decider, seed);
      }
      BitSet weighed =
          new GradientPruning(
                  subject.query.network(), subject.pattern, subject.label, subject.anchor, decider)
              .grow()
              .orElseThrow();
      weighedLiterals += weighed.cardinality();
      assertThat(proved[number(weighed)]).as("seed %d", seed).isTrue();
      requireMinimal(new Coarsening(verdicts).of(weighed), proved, decider, seed);
    }
    assertThat(weighedLiterals).isLessThan(NETWORKS * 2 * LAYER);
    assertThat(grownPatterns).isPositive();
  }

  private static void requireMonotone(boolean[] proved, int seed) {
    for (int s = 0; s < proved.length; s++) {
      for (int bit = 1; bit < proved.length; bit <<= 1) {
        assertThat(proved[s] && !proved[s | bit]).as("seed %d, %d with %d", seed, s, bit).isFalse();
      }
    }
  }

  private static void requireMinimal(BitSet minimal, boolean[] proved, Decider decider, int seed) {
    int number = number(minimal);
    assertThat(proved[number]).as("seed %d is proved", seed).isTrue();
    minimal.stream()
        .forEach(
            s ->
                assertThat(proved[number & ~(1 << s)]).as("seed %d without %d", seed, s).isFalse());
    SingleDrops drops = SingleDrops.of(minimal, decider);
    assertThat(drops.proved().isEmpty()).isTrue();
    assertThat(drops.violated() + drops.open()).isEqualTo(minimal.cardinality());
  }

  private static int number(BitSet literals) {
    return literals.isEmpty() ? 0 : (int) literals.toLongArray()[0];
  }

  @Test
  void fewerLiteralsHaveNoSmallerVolume() {
    Subject subject = draw(new Random(3));
    Box box = new Box(new double[] {-1, -1}, new double[] {1, 1});
    RegionVolume volume = new RegionVolume(subject.query.network(), box, subject.anchor);
    double least = volume.logarithm(subject.pattern);
    double most = volume.logarithm(Premise.NONE);
    assertThat(most).isCloseTo(2 * Math.log(2), org.assertj.core.data.Offset.offset(1e-12));
    assertThat(least).isLessThan(most);
    assertThat(volume.logarithm(new Premise(subject.pattern.literals().subList(0, 3))))
        .isBetween(least, most);
  }

  @Test
  void everythingFollowsOrNothingDoes() {
    Subject subject = draw(new Random(5));
    DecimalBox box = subject.query.property().cases().get(0).inputs();
    Network network = subject.query.network();
    Vacuity inhabited =
        Vacuity.of(
            new PatternQuestion(network, box, subject.pattern), verifier, Budget.ofMillis(MILLIS));
    assertThat(inhabited.follower()).isPresent();
    List<Premise.Literal> flipped = new ArrayList<>();
    for (Premise.Literal s : subject.pattern.literals()) {
      flipped.add(new Premise.Literal(s.layer(), s.neuron(), !s.isActive()));
    }
    Verdict verdict =
        verifier.verify(
            new PatternQuestion(network, box, new Premise(flipped)).empty(),
            Budget.ofMillis(MILLIS),
            ProofListener.SILENT);
    assertThat(verdict).isNotInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void counterexamplesAreRememberedWithWhatTheyViolate() {
    MonotoneVerdicts verdicts =
        new MonotoneVerdicts(
            literals -> new Decider.Answer(false, Optional.of(new double[] {7})),
            x -> BitSet.valueOf(new long[] {0b100}));
    assertThat(verdicts.ask(BitSet.valueOf(new long[] {0b001})).counterexample()).isPresent();
    assertThat(verdicts.ask(BitSet.valueOf(new long[] {0b011})).counterexample()).isPresent();
    assertThat(verdicts.asked()).isEqualTo(1);
    verdicts.ask(BitSet.valueOf(new long[] {0b110}));
    assertThat(verdicts.asked()).isEqualTo(2);
  }

  @Test
  void memoryAsksNothingTwice() {
    int[] asked = {0};
    MonotoneVerdicts verdicts =
        new MonotoneVerdicts(
            literals -> {
              asked[0]++;
              return new Decider.Answer(literals.cardinality() >= 3, Optional.empty());
            },
            x -> new BitSet());
    for (int[] literals :
        Arrays.asList(new int[] {1, 2, 3}, new int[] {1, 2, 3, 4}, new int[] {7}, new int[] {})) {
      BitSet set = new BitSet();
      Arrays.stream(literals).forEach(set::set);
      assertThat(verdicts.ask(set).isProved()).isEqualTo(literals.length >= 3);
    }
    assertThat(asked[0]).isEqualTo(2);
    assertThat(verdicts.asked()).isEqualTo(2);
  }
}
