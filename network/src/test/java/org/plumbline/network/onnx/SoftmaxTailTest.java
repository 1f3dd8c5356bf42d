package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.SoftmaxTail;

final class SoftmaxTailTest {
  private static final double[] SUMS = {1, 1, 0, 0, 0, 0, 1, 1};

  /** Rows are x₀ − x₀, x₁ − x₀, x₀ − x₁, x₁ − x₁. */
  private static final double[] DIFFERENCES = {0, 0, -1, 1, 1, -1, 0, 0};

  private static Optional<SoftmaxTail> tail(double[] differences, double[] sums, double bias) {
    double[] biases = new double[4];
    biases[1] = bias;
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int below = builder.add(new AffineLayer(0, new DenseMap(4, 2, differences), biases));
    int exp = builder.add(new ActivationLayer(below, 4, Activation.of(Activation.Kind.EXP)));
    int sum = builder.add(new AffineLayer(exp, new DenseMap(2, 4, sums)));
    builder.add(new ActivationLayer(sum, 2, Activation.of(Activation.Kind.RECIPROCAL)));
    return SoftmaxTail.of(builder.build());
  }

  private static Optional<SoftmaxTail.Member> first(double[] differences, double[] sums) {
    return tail(differences, sums, 0).flatMap(tail -> tail.member(0));
  }

  private static BitSet of(int... members) {
    BitSet group = new BitSet();
    Arrays.stream(members).forEach(group::set);
    return group;
  }

  @Test
  void readsScoresAndGroups() {
    assertThat(first(DIFFERENCES, SUMS)).contains(new SoftmaxTail.Member(0, of(0, 1)));
    assertThat(tail(DIFFERENCES, SUMS, 0).flatMap(tail -> tail.member(1)))
        .contains(new SoftmaxTail.Member(1, of(0, 1)));
  }

  @Test
  void refusesWhatIsNotQuiteASoftmax() {
    assertThat(tail(DIFFERENCES, SUMS, 0.5)).isEmpty();
    for (double other : List.of(0.0, 2.0)) {
      assertThat(first(with(DIFFERENCES, 2, other), SUMS)).as("x0 times %s", other).isEmpty();
      assertThat(first(with(DIFFERENCES, 3, other), SUMS)).as("x1 times %s", other).isEmpty();
      assertThat(first(DIFFERENCES, with(SUMS, 0, other))).as("1 times %s", other).isEmpty();
      assertThat(first(DIFFERENCES, with(SUMS, 1, other))).as("exp times %s", other).isEmpty();
    }
    assertThat(first(with(DIFFERENCES, 2, 1), SUMS)).isEmpty();
    assertThat(first(with(DIFFERENCES, 3, -1), SUMS)).isEmpty();
    assertThat(first(with(DIFFERENCES, 1, 1), SUMS)).isEmpty();
    assertThat(first(DIFFERENCES, with(SUMS, 2, 1))).isEmpty();
    assertThat(first(DIFFERENCES, with(SUMS, 3, 1))).isEmpty();
  }

  private static double[] with(double[] values, int index, double value) {
    double[] changed = values.clone();
    changed[index] = value;
    return changed;
  }

  /** Along any axis and moved about after it, outputs of a group are ordered as their scores. */
  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void isFoundInModels(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 2, 3, 4);
    String y = m.node("Softmax", m.node("Mul", ModelBuilder.INPUT, m.weights(3, 4)));
    m.with("axis", m.between(0, 2));
    if (seed % 2 == 0) {
      y = m.node("Transpose", y);
      m.ints("perm", 1, 2, 0);
    }
    Network network = new OnnxLowering(m.output(y)).lower();
    SoftmaxTail tail = SoftmaxTail.of(network).orElseThrow();
    double[] x = m.random.doubles(network.inputSize(), -2, 2).toArray();
    double[] outputs = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    double[] scores = new ForwardPass(tail.scores(), new JavaGemm()).outputs(1, x);
    int compared = 0;
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < outputs.length; j++) {
        SoftmaxTail.Member left = tail.member(i).orElseThrow();
        SoftmaxTail.Member right = tail.member(j).orElseThrow();
        if (i != j && left.group().equals(right.group())) {
          compared++;
          double ofScores = scores[left.score()] - scores[right.score()];
          assertThat(Math.log(outputs[i] / outputs[j]))
              .as("seed %d, outputs %d and %d", seed, i, j)
              .isCloseTo(ofScores, org.assertj.core.data.Offset.offset(1e-9));
        }
      }
    }
    assertThat(compared).as("seed %d", seed).isBetween(24, 24 * 3);
  }

  @Test
  void otherNetworksHaveNone() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 3);
    String softmax = m.node("Softmax", ModelBuilder.INPUT);
    Network scaled = new OnnxLowering(m.output(m.node("Mul", softmax, m.weights(1, 3)))).lower();
    assertThat(SoftmaxTail.of(scaled)).isEmpty();
    ModelBuilder relu = new ModelBuilder(1, 13, 1, 3);
    assertThat(
            SoftmaxTail.of(
                new OnnxLowering(relu.output(relu.node("Relu", ModelBuilder.INPUT))).lower()))
        .isEmpty();
  }
}
