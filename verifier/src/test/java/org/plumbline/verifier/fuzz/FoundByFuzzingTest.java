package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.verifier.fuzz.Problem.Row;

/** What the fuzzer found, shrunk. */
class FoundByFuzzingTest {
  private static AffineLayer affine(int source, double[][] rows, double... bias) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return new AffineLayer(source, new DenseMap(rows.length, rows[0].length, flat), bias);
  }

  private static Problem problem(
      Network network, double[] lower, double[] upper, double[] row, double limit) {
    return new Problem(
        network, new Box(lower, upper), List.of(List.of(new Row(null, row, limit))), null);
  }

  private static void assertNothingWrong(Problem problem) {
    assertThat(new Judge(200).complaint(problem)).isEmpty();
  }

  /** Splitting activations crashed where the last layer was one. */
  @Test
  void anActivationAsOutput() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z = builder.add(affine(0, new double[][] {{1}, {-1}, {2}}, 0, 0.5, -1));
    builder.add(new ActivationLayer(z, 3, Activation.SIGMOID));
    assertNothingWrong(
        problem(
            builder.build(), new double[] {-1}, new double[] {1}, new double[] {1, 1, -1}, 0.6));
  }

  /** Closed leaves stayed open: the steps for multipliers did not reach their best values. */
  @Test
  void leavesWithoutOpenActivationsAreDecided() {
    for (int[] found : new int[][] {{20261123, 7110}, {77, 1374}, {77, 4698}, {77, 10860}}) {
      assertThat(new ReluEnumeration().wrong(FuzzRun.random(found[0], found[1]))).isEmpty();
    }
  }
}
