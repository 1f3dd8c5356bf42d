package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.byFirstRow;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.query.Query;

/** Bounds of neurons by trees of splits. */
class TreeProofTest {
  private static final int LEAF = -1;

  /**
   * What z is computed from; 0 and 1 are relu(x) and relu(x) once more for a sum x of two inputs, 2
   * is relu(z).
   */
  private static final SlopeNeurons NEURONS =
      new SlopeNeurons(new int[][] {{}, {}, {0, 1}, {}, {0}, {}});

  private static final int[] FOUR_LEAVES = {0, 1, LEAF, LEAF, 1, LEAF, LEAF};

  /**
   * Where one ReLU is split above and the other below, x is multiplied out; slopes give z ≥ −1/4.
   */
  private static final float[] MULTIPLIERS = {0, 0, 1, 0, 1, 0, 0, 0};

  /** {@code y = relu(z)} for {@code z = relu(x) − relu(x) + 1/4}, which is 1/4; no table. */
  private static Network network() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int copies = builder.add(affine(0, new double[][] {{1, 1}, {1, 1}}, 0, 0));
    int relus = builder.add(new ActivationLayer(copies, 2, Activation.RELU));
    int z = builder.add(affine(relus, new double[][] {{1, -1}}, 0.25));
    int relu = builder.add(new ActivationLayer(z, 1, Activation.RELU));
    builder.add(affine(relu, new double[][] {{1}}, 0));
    return builder.build();
  }

  /** Unsafe: y ≤ limit. */
  private static Query atMost(double limit) {
    return query(network(), new double[] {-0.5, -0.5}, new double[] {0.5, 0.5}, row(limit, 1));
  }

  private static CheckResult checked(Query query, int[] nodes, float[] multipliers, int... slopes) {
    return checked(
        query,
        new Step.NeuronRow(
            3,
            0,
            false,
            bytes(slopes),
            new float[0],
            Optional.of(new SplitTree(nodes, multipliers))));
  }

  private static byte[] bytes(int... slopes) {
    byte[] bytes = new byte[slopes.length];
    for (int s = 0; s < slopes.length; s++) {
      bytes[s] = (byte) slopes[s];
    }
    return bytes;
  }

  private static CheckResult checked(Query query, Step.NeuronRow row) {
    Step derive = new Step.Derive(Step.Passes.LISTED, List.of(row));
    return check(query, NEURONS, closed(DERIVE, derive, byFirstRow(1)));
  }

  @Test
  void treesProveWhatSlopesDoNot() {
    for (int slope = 0; slope < 256; slope += 5) {
      Step.NeuronRow plain = new Step.NeuronRow(3, 0, false, bytes(slope, slope));
      assertThat(checked(atMost(0.2), plain)).isInstanceOf(CheckResult.Rejected.class);
    }
    assertThat(checked(atMost(0.2), FOUR_LEAVES, MULTIPLIERS, 128, 128))
        .isInstanceOf(CheckResult.Accepted.class);
  }

  /** The least of the leaves counts, whichever that is. */
  @Test
  void everyLeafIsNeeded() {
    float[] wrongBelow = {0, 0, 0, 0, 1, 0, 0, 0};
    float[] wrongAbove = {0, 0, 1, 0, 0, 0, 0, 0};
    for (float[] weak : List.of(wrongBelow, wrongAbove)) {
      assertThat(checked(atMost(0.2), FOUR_LEAVES, weak, 128, 128))
          .isInstanceOf(CheckResult.Rejected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, -1e-40f, Float.NaN, Float.POSITIVE_INFINITY})
  void onlyMultipliersThatAreNotNegativeAreTaken(float wrong) {
    for (int m = 0; m < MULTIPLIERS.length; m++) {
      float[] changed = MULTIPLIERS.clone();
      changed[m] = wrong;
      assertThat(checked(atMost(-5), FOUR_LEAVES, changed, 128, 128))
          .isInstanceOf(CheckResult.Rejected.class);
    }
  }

  /** Position 2 is the ReLU that reads the neuron; there is no position 3. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 1 << 30})
  void onlyNeuronsBeforeAreSplit(int position) {
    int[] nodes = {position, LEAF, LEAF};
    assertThat(checked(atMost(-5), nodes, new float[2], 128, 128))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  @Test
  void aTreeHasNoMultipliersOfLiterals() {
    Optional<SplitTree> tree = Optional.of(new SplitTree(FOUR_LEAVES, MULTIPLIERS));
    Step.NeuronRow row = new Step.NeuronRow(3, 0, false, bytes(128, 128), new float[] {1}, tree);
    assertThat(checked(atMost(-5), row)).isInstanceOf(CheckResult.Rejected.class);
  }

  /** The layer has one neuron. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 30, -1})
  void onlyNeuronsThatAreThereHaveTrees(int neuron) {
    Optional<SplitTree> tree = Optional.of(new SplitTree(FOUR_LEAVES, MULTIPLIERS));
    Step.NeuronRow row = new Step.NeuronRow(3, neuron, false, bytes(128, 128), new float[0], tree);
    assertThat(checked(atMost(-5), row)).isInstanceOf(CheckResult.Rejected.class);
  }

  /** y is 1/4 everywhere. */
  @Test
  void noTreeProvesWhatIsFalse() {
    Random random = new Random(7);
    int beyond = 0;
    for (int trial = 0; trial < 3000; trial++) {
      List<Integer> nodes = new ArrayList<>();
      int count = grow(nodes, random, 0);
      boolean isFull = random.nextBoolean();
      float[] multipliers = new float[isFull ? MULTIPLIERS.length : count];
      for (int m = 0; m < multipliers.length; m++) {
        multipliers[m] = isFull ? random.nextInt(3) / 2 : random.nextInt(3) * random.nextFloat();
      }
      int[] preorder = isFull ? FOUR_LEAVES : nodes.stream().mapToInt(Integer::intValue).toArray();
      int[] slopes = {random.nextInt(256), random.nextInt(256)};
      assertThat(checked(atMost(0.2500001), preorder, multipliers, slopes))
          .isInstanceOf(CheckResult.Rejected.class);
      CheckResult weaker = checked(atMost(0.01), preorder, multipliers, slopes);
      beyond += weaker instanceof CheckResult.Accepted ? 1 : 0;
    }
    assertThat(beyond).as("trees that prove something").isPositive();
  }

  /** Where z ≥ 0 a ReLU equals it; a sigmoid of the same z, here at most 0.96, does not. */
  @Test
  void onlyReLUsHavePhases() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(affine(0, new double[][] {{1}}, 0));
    builder.add(new ActivationLayer(z, 1, Activation.RELU));
    int sigmoid = builder.add(new ActivationLayer(z, 1, Activation.SIGMOID));
    int y = builder.add(affine(sigmoid, new double[][] {{1}}, 0));
    Query query = query(builder.build(), new double[] {2}, new double[] {3}, row(0.99, 1));
    SlopeNeurons neurons = new SlopeNeurons(new int[][] {{}, {}, {0}, {}, {}});
    SplitTree tree = new SplitTree(new int[] {0, LEAF, LEAF}, new float[] {1, 0});
    Step.NeuronRow row =
        new Step.NeuronRow(y, 0, false, bytes(128), new float[0], Optional.of(tree));
    Step derive = new Step.Derive(Step.Passes.LISTED, List.of(row));
    assertThat(check(query, neurons, closed(DERIVE, derive, byFirstRow(1))))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  private static int grow(List<Integer> nodes, Random random, int depth) {
    if (depth == 3 || depth > 0 && random.nextInt(3) == 0) {
      nodes.add(LEAF);
      return depth;
    }
    nodes.add(random.nextInt(2));
    return grow(nodes, random, depth + 1) + grow(nodes, random, depth + 1);
  }
}
