package org.plumbline.cli.nap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.pattern.PatternAudit;
import org.plumbline.specs.pattern.Provenance;
import org.plumbline.specs.samples.Preparation;
import org.plumbline.specs.samples.Samples;
import org.plumbline.suite.Share;

/**
 * The published patterns of networks of 4 and 6 × 256 neurons (Geng and others, ICML 2023, and the
 * files of its authors), mined from images of MNIST that they were trained on.
 */
@Tag("slow")
class NapTableTest {
  private static final Path SHARED = Path.of("..", "..", "shared");
  private static final Path NETWORKS = SHARED.resolve("benchmarks/vnncomp/mnist_fc/onnx");
  private static final String FOUR = "mnist-net_256x4.onnx.gz";
  private static final String SIX = "mnist-net_256x6.onnx.gz";
  private static final int ALL = 60_000;
  private static final Path DATA = SHARED.resolve("data/mnist");

  @BeforeAll
  static void present() {
    assumeTrue(Files.isDirectory(NETWORKS), "skipped: no networks at " + NETWORKS);
    assumeTrue(Files.isDirectory(DATA), "skipped: no images at " + DATA);
  }

  private static Samples samples(String name) {
    return new Samples(
        DATA.resolve(name + "-images-idx3-ubyte.gz"),
        Optional.of(DATA.resolve(name + "-labels-idx1-ubyte.gz")),
        Preparation.plain());
  }

  private static Mining mine(
      String name, int images, Provenance.Protocol protocol, String... deltas) throws Exception {
    Network network = NetworkReader.read(NETWORKS.resolve(name));
    ObservedPass pass = new ObservedPass(network, MatrixKernel.best().gemms(), 2);
    return new MiningRun(network, pass, protocol)
        .mine(
            new MiningRun.Part(samples("train"), 0, images),
            Optional.of(samples("t10k")),
            Stream.of(deltas).map(BigDecimal::new).toList());
  }

  private static int[] of(Mining.Level level, ToIntFunction<PatternAudit.Row> number) {
    return level.judged().stream().mapToInt(number).toArray();
  }

  private static int[] sizes(Mining.Level level) {
    return of(level, row -> row.of().pattern().size());
  }

  private static int[] active(Mining.Level level) {
    return of(level, row -> row.of().pattern().activeCount());
  }

  private static int[] own(Mining.Level level) {
    return of(level, PatternAudit.Row::followers);
  }

  private static int[] others(Mining.Level level) {
    return of(level, PatternAudit.Row::others);
  }

  private static List<Integer> refuting(List<PatternAudit.Row> rows, int label) {
    return rows.get(label).examples().stream()
        .filter(one -> one.predicted() != label)
        .map(PatternAudit.Follower::number)
        .toList();
  }

  @Test
  void patternsOfAllSamples() throws Exception {
    Mining mining =
        mine(FOUR, ALL, Provenance.Protocol.ALL, "0", ".001", ".005", ".01", ".05", ".10", ".15");
    assertThat(mining.samples()).isEqualTo(60_000);
    assertThat(mining.correct()).isEqualTo(59_451);
    assertThat(mining.heldOut()).contains(new Share(9_764, 10_000));

    int[][] sizes = {
      {512, 511, 432, 468, 494, 474, 525, 488, 461, 469},
      {604, 604, 529, 551, 563, 525, 576, 555, 549, 536},
      {699, 706, 583, 646, 648, 626, 662, 649, 656, 631},
      {746, 741, 633, 698, 706, 683, 703, 704, 715, 686},
      {852, 819, 806, 848, 830, 813, 813, 846, 862, 857},
      {907, 862, 879, 905, 889, 880, 875, 900, 916, 915},
      {930, 886, 923, 936, 923, 917, 907, 930, 935, 942}
    };
    int[][] own = {
      {977, 1132, 1024, 1008, 980, 888, 947, 1026, 966, 1001},
      {965, 1110, 1006, 978, 953, 881, 929, 992, 943, 983},
      {872, 1034, 914, 878, 866, 794, 840, 894, 827, 917},
      {775, 959, 792, 789, 766, 677, 726, 809, 696, 829},
      {376, 456, 261, 320, 259, 226, 200, 357, 192, 277},
      {111, 126, 43, 92, 76, 24, 45, 144, 44, 73},
      {50, 27, 8, 20, 19, 5, 4, 51, 19, 25}
    };
    int[][] others = {
      {1639, 760, 2639, 4526, 3429, 4677, 1717, 3509, 692, 5558},
      {18, 9, 621, 490, 50, 238, 29, 93, 111, 1336},
      {6, 0, 10, 9, 7, 3, 6, 3, 3, 17},
      {1, 0, 4, 2, 3, 1, 4, 2, 3, 5},
      {0, 0, 1, 0, 0, 0, 0, 0, 0, 0},
      new int[10],
      new int[10]
    };
    int[] recall = {9949, 9740, 8836, 7818, 2924, 778, 228};
    int[] disjoint = {0, 5, 34, 44, 45, 45, 45};
    for (int d = 0; d < sizes.length; d++) {
      Mining.Level level = mining.levels().get(d);
      String delta = "delta " + level.delta();
      assertThat(sizes(level)).as(delta).isEqualTo(sizes[d]);
      assertThat(own(level)).as(delta).isEqualTo(own[d]);
      assertThat(others(level)).as(delta).isEqualTo(others[d]);
      assertThat(Mining.recall(level.judged())).as(delta).isEqualTo(new Share(recall[d], 10_000));
      assertThat(level.disjointPairs()).as(delta).isEqualTo(disjoint[d]);
    }
    assertThat(active(mining.levels().get(0))).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(active(mining.levels().get(3))).containsExactly(16, 10, 9, 5, 16, 15, 12, 12, 11, 6);
    assertThat(active(mining.levels().get(4)))
        .containsExactly(31, 18, 16, 21, 23, 28, 22, 23, 16, 19);
    assertThat(active(mining.levels().get(6)))
        .containsExactly(46, 26, 27, 30, 32, 32, 34, 35, 25, 31);
    requireKnownRefutations(mining.levels().get(3), mining.levels().get(4));
  }

  /** At δ = 0.01 images refute that the patterns of 2, 3, 8 and 9 imply the class. */
  private static void requireKnownRefutations(Mining.Level one, Mining.Level five) {
    List<PatternAudit.Row> test = one.heldOut().orElseThrow();
    assertThat(refuting(test, 3)).containsExactly(2174, 6174);
    assertThat(refuting(test, 9)).containsExactly(3388, 4154);
    assertThat(refuting(one.among(), 2)).containsExactly(11346, 16123, 22188);
    assertThat(refuting(one.among(), 3)).hasSize(7);
    assertThat(refuting(one.among(), 8)).containsExactly(39639);
    assertThat(refuting(one.among(), 9)).hasSize(5);
    for (int label : new int[] {0, 1, 4, 5, 6, 7}) {
      assertThat(refuting(test, label)).isEmpty();
      assertThat(refuting(one.among(), label)).isEmpty();
    }
    assertThat(five.among()).allMatch(row -> row.contradictions() == 0);
    assertThat(five.judged()).allMatch(row -> row.contradictions() == 0);
  }

  @Test
  void patternsOfCorrectSamples() throws Exception {
    Mining mining = mine(FOUR, ALL, Provenance.Protocol.CORRECT, "0", ".01");
    Mining.Level strict = mining.levels().get(0);
    assertThat(sizes(strict)).containsExactly(554, 556, 449, 519, 519, 501, 536, 503, 485, 508);
    assertThat(own(strict)).containsExactly(971, 1122, 1004, 980, 966, 873, 939, 1011, 940, 977);
    assertThat(others(strict)).containsExactly(27, 8, 61, 13, 37, 41, 32, 38, 40, 53);
    assertThat(Mining.recall(strict.judged())).isEqualTo(new Share(9_783, 10_000));
    Mining.Level relaxed = mining.levels().get(1);
    assertThat(own(relaxed)).containsExactly(756, 959, 767, 769, 760, 672, 721, 805, 668, 798);
    assertThat(Arrays.stream(own(relaxed)).sum()).isEqualTo(7_675);
  }

  /** Of six layers the authors mined the first 50,000 images, and of these the correct ones. */
  @Test
  void patternsOfSixLayers() throws Exception {
    Mining mining = mine(SIX, 50_000, Provenance.Protocol.CORRECT, "0", ".01", ".05", ".1");
    assertThat(sizes(mining.levels().get(0)))
        .containsExactly(889, 844, 835, 737, 813, 782, 815, 780, 592, 780);
    assertThat(mining.levels())
        .extracting(level -> Mining.recall(level.judged()).part())
        .containsExactly(9_633, 7_535, 2_964, 932);
  }
}
