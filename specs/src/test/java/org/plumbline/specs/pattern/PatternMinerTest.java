package org.plumbline.specs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.samples.Samples;

class PatternMinerTest {
  private static final Literal FIRST_ON = new Literal(1, 0, Phase.ACTIVE);
  private static final Literal SECOND_ON = new Literal(1, 1, Phase.ACTIVE);

  @TempDir private Path folder;

  private static PatternMiner mined(
      Network network, Provenance.Protocol protocol, Samples samples) {
    PatternMiner miner = new PatternMiner(network, protocol);
    observe(network, samples, 1).forEach(miner);
    return miner;
  }

  private static List<Observation> observe(Network network, Samples samples, int threads) {
    List<Observation> all = new ArrayList<>();
    ObservedPass pass = new ObservedPass(network, JavaGemm::new, threads);
    int seen = pass.over(samples, 0, Integer.MAX_VALUE, all::add);
    assertThat(seen).isEqualTo(all.size());
    return all;
  }

  private static BigDecimal delta(String text) {
    return new BigDecimal(text);
  }

  /**
   * Class 0 has (2, −1), (1, 0), (0.5, 1): the first neuron is active on all of them, the second on
   * one of three; a pre-activation of 0 is inactive. Class 1 has one sample, which is taken for 0.
   */
  @Test
  void dominantNeuronsMakeThePattern() {
    Samples samples = Tiny.csv(folder, "0,2,-1", "0,1,0", "0,0.5,1", "1,3,2");
    PatternMiner all = mined(Tiny.positiveParts(), Provenance.Protocol.ALL, samples);
    List<ClassPattern> patterns = all.patterns(delta("0"));
    assertThat(patterns).hasSize(2);
    assertThat(patterns.get(0).samples()).isEqualTo(3);
    assertThat(patterns.get(0).activeCounts()).containsExactly(3, 1);
    assertThat(patterns.get(0).pattern().literals()).containsExactly(FIRST_ON);
    assertThat(patterns.get(1).pattern().literals()).containsExactly(FIRST_ON, SECOND_ON);
    assertThat(all.patterns(delta("0.34")).get(0).pattern().literals())
        .containsExactly(FIRST_ON, SECOND_ON.opposite());
  }

  /** (0.5, 1) is taken for class 1, and the sample of class 1 for class 0. */
  @Test
  void wrongSamplesCountOnlyUnderTheProtocolAll() {
    Samples samples = Tiny.csv(folder, "0,2,-1", "0,1,0", "0,0.5,1", "1,3,2");
    List<ClassPattern> patterns =
        mined(Tiny.positiveParts(), Provenance.Protocol.CORRECT, samples).patterns(delta("0"));
    assertThat(patterns).hasSize(1);
    assertThat(patterns.get(0).samples()).isEqualTo(2);
    assertThat(patterns.get(0).pattern().literals())
        .containsExactly(FIRST_ON, SECOND_ON.opposite());
  }

  /** Of 100 samples the second neuron is active on one: δ = 0.01 allows it exactly. */
  @ParameterizedTest
  @CsvSource({"0.0099999999999999999, 1", "0.01, 2", "0.0100000000000000001, 2", "0.1, 2"})
  void theInequalitiesAreExact(String delta, int literals) {
    String[] lines = new String[100];
    for (int n = 0; n < lines.length; n++) {
      lines[n] = "0,1," + (n == 42 ? 1 : -1);
    }
    PatternMiner miner =
        mined(Tiny.positiveParts(), Provenance.Protocol.ALL, Tiny.csv(folder, lines));
    assertThat(miner.patterns(delta(delta)).get(0).pattern().size()).isEqualTo(literals);
  }

  /** Against the definition, sample by sample; and more δ gives a pattern that refines. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void minedPatternsAreThoseOfTheDefinition(long seed) {
    Network network = Tiny.random(seed);
    Samples samples = Tiny.randomCsv(folder, seed, 200);
    PatternMiner miner = mined(network, Provenance.Protocol.ALL, samples);
    List<Observation> all = observe(network, samples, 1);
    List<ClassPattern> before = miner.patterns(delta("0"));
    for (String delta : List.of("0", "0.02", "0.1", "0.3", "0.49")) {
      List<ClassPattern> patterns = miner.patterns(delta(delta));
      for (int k = 0; k < patterns.size(); k++) {
        ClassPattern one = patterns.get(k);
        assertThat(one.pattern()).as("seed %d", seed).isEqualTo(defined(all, one, delta(delta)));
        assertThat(one.pattern().refines(before.get(k).pattern())).isTrue();
      }
      before = patterns;
    }
  }

  private static ActivationPattern defined(
      List<Observation> all, ClassPattern of, BigDecimal delta) {
    List<BitSet> own =
        all.stream().filter(o -> o.label() == of.label()).map(Observation::active).toList();
    BigDecimal n = BigDecimal.valueOf(own.size());
    BitSet active = new BitSet();
    BitSet inactive = new BitSet();
    for (int bit : IntStream.range(0, 10).toArray()) {
      BigDecimal count = BigDecimal.valueOf(own.stream().filter(point -> point.get(bit)).count());
      active.set(bit, count.compareTo(n.multiply(BigDecimal.ONE.subtract(delta))) >= 0);
      inactive.set(bit, count.compareTo(n.multiply(delta)) <= 0);
    }
    return ActivationPattern.of(new int[] {6, 4}, active, inactive);
  }

  /** With δ = 0 all samples follow the pattern of their class. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void followersAreCounted(long seed) {
    Network network = Tiny.random(seed);
    Samples samples = Tiny.randomCsv(folder, seed, 300);
    List<Observation> all = observe(network, samples, 1);
    List<ClassPattern> patterns =
        mined(network, Provenance.Protocol.ALL, samples).patterns(BigDecimal.ZERO);
    PatternAudit audit = new PatternAudit(patterns);
    all.forEach(audit);
    for (PatternAudit.Row row : audit.rows()) {
      assertThat(row.followers()).as("seed %d", seed).isEqualTo(row.samples());
      assertThat(row.samples()).isEqualTo(row.of().samples());
      List<Observation> followers =
          all.stream().filter(o -> row.of().pattern().violations(o.active()) == 0).toList();
      assertThat(row.others())
          .isEqualTo(followers.stream().filter(o -> o.label() != row.of().label()).count());
      assertThat(row.contradictions())
          .isEqualTo(followers.stream().filter(o -> o.predicted() != row.of().label()).count());
      assertThat(row.examples())
          .filteredOn(one -> one.predicted() != row.of().label())
          .hasSize(row.contradictions());
    }
  }

  /** Judged from its values or from what was observed of it, an input gets the same judgement. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theMonitorAgreesWithTheAudit(long seed) {
    Network network = Tiny.random(seed);
    Samples samples = Tiny.randomCsv(folder, seed, 300);
    List<ClassPattern> patterns =
        mined(network, Provenance.Protocol.CORRECT, samples).patterns(delta("0.1"));
    Provenance from = new Provenance("", "", 0, 300, Provenance.Protocol.CORRECT, delta("0.1"), "");
    PatternFile file = new PatternFile(from, new int[] {6, 4}, patterns);
    NapMonitor monitor = new NapMonitor(network, file, new JavaGemm());
    for (Observation one : observe(network, samples, 1)) {
      NapMonitor.Judgement judgement = monitor.judge(one.input());
      assertThat(judgement).as("seed %d", seed).isEqualTo(monitor.judge(one));
      assertThat(judgement.follows())
          .isEqualTo(
              file.of(one.predicted())
                  .filter(of -> of.pattern().isFollowedBy(one.active()))
                  .isPresent());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void threadsChangeNothing(long seed) {
    Network network = Tiny.random(seed);
    Samples samples = Tiny.randomCsv(folder, seed, 1000);
    List<Observation> one = observe(network, samples, 1);
    List<Observation> three = observe(network, samples, 3);
    assertThat(three).hasSize(1000);
    for (int n = 0; n < one.size(); n++) {
      assertThat(three.get(n).number()).isEqualTo(n);
      assertThat(three.get(n).active()).isEqualTo(one.get(n).active());
      assertThat(three.get(n).predicted()).isEqualTo(one.get(n).predicted());
    }
  }

  @Test
  void aRangeOfSamplesKeepsItsNumbers() {
    Samples samples = Tiny.csv(folder, "0,1,0", "1,0,1", "0,2,0", "1,0,3");
    List<Integer> numbers = new ArrayList<>();
    ObservedPass pass = new ObservedPass(Tiny.positiveParts(), JavaGemm::new, 2);
    assertThat(pass.over(samples, 1, 2, o -> numbers.add(o.number()))).isEqualTo(2);
    assertThat(numbers).containsExactly(1, 2);
    assertThat(pass.over(samples, 4, 2, o -> numbers.add(o.number()))).isZero();
  }

  @Test
  void whatTheNetworkCannotBeAskedIsRefused() {
    ObservedPass pass = new ObservedPass(Tiny.positiveParts(), JavaGemm::new, 2);
    Samples unknown = Tiny.csv(folder, "0,1,0", "2,0,1");
    assertThatThrownBy(() -> pass.over(unknown, 0, 9, o -> {}))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("sample 1 is of class 2, but the network has only 2 outputs");
    Samples beyond = Tiny.csv(folder, "0,1,0", "0,1e308,1e308", "0,1,0");
    ObservedPass overflowing = new ObservedPass(Overflow.network(), JavaGemm::new, 2);
    assertThatThrownBy(() -> overflowing.over(beyond, 0, 9, o -> {}))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("on sample 1 a value of the network is not a number");
  }

  @Test
  void pairsCountOppositeLiterals() {
    Samples samples = Tiny.csv(folder, "0,1,-1", "1,-1,1");
    List<ClassPattern> patterns =
        mined(Tiny.positiveParts(), Provenance.Protocol.ALL, samples).patterns(BigDecimal.ZERO);
    assertThat(PatternPair.of(patterns)).containsExactly(new PatternPair(0, 1, 2));
    assertThat(new PatternPair(0, 1, 2).isDisjoint()).isTrue();
    assertThat(new PatternPair(0, 1, 0).isDisjoint()).isFalse();
  }
}
