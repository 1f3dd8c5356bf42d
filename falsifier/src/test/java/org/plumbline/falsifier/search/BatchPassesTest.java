package org.plumbline.falsifier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.Matrix;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

final class BatchPassesTest {
  private static final int ROWS = 37;
  private static final int INPUTS = 512;
  private static final int OUTPUTS = 3;

  /** Large enough for a batch of {@link #ROWS} to be cut. */
  private static Network network(Random random) {
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    int hidden =
        builder.add(new AffineLayer(0, new DenseMap(1024, INPUTS, values(random, 1024 * INPUTS))));
    int relu = builder.add(new ActivationLayer(hidden, 1024, Activation.RELU));
    builder.add(new AffineLayer(relu, new DenseMap(OUTPUTS, 1024, values(random, 3 * 1024))));
    return builder.build();
  }

  private static double[] values(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void equalThoseOfOneBatchWhateverTheThreads(long seed) {
    Random random = new Random(seed);
    Network network = network(random);
    double[] x = values(random, ROWS * INPUTS);
    double[] weights = values(random, ROWS * OUTPUTS);
    double[][] trace = new ForwardPass(network, new JavaGemm()).trace(ROWS, x);
    double[] outputs = Arrays.copyOf(trace[network.outputIndex()], ROWS * OUTPUTS);
    double[] gradients = new Gradient(network, new JavaGemm()).inputs(ROWS, trace, weights);
    for (int threads : new int[] {1, 2, 3, 9}) {
      BatchPasses passes = new BatchPasses(network, JavaGemm::new, threads);
      assertThat(passes.outputs(ROWS, x)).as("seed %d", seed).startsWith(outputs);
      assertThat(Arrays.copyOf(passes.gradients(weights), ROWS * INPUTS))
          .as("seed %d, %d threads", seed, threads)
          .containsExactly(Arrays.copyOf(gradients, ROWS * INPUTS));
    }
  }

  @Test
  void shareTheRowsAmongParts() {
    Network network = network(new Random(1));
    Set<Integer> used = ConcurrentHashMap.newKeySet();
    BatchPasses passes = new BatchPasses(network, () -> new RecordingGemm(used), 2);
    passes.outputs(ROWS, new double[ROWS * INPUTS]);
    assertThat(used).containsExactlyInAnyOrder(9, 10);
    used.clear();
    passes.outputs(1, new double[INPUTS]);
    assertThat(used).containsExactly(1);
  }

  @Test
  void failuresOfThreadsAreNotLost() {
    Network network = network(new Random(1));
    Gemm broken =
        (a, b, c) -> {
          throw new IllegalStateException("broken");
        };
    BatchPasses passes = new BatchPasses(network, () -> broken, 2);
    assertThatThrownBy(() -> passes.outputs(ROWS, new double[ROWS * INPUTS]))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Keeps the heights of left operands, that is the rows of a part. */
  private static final class RecordingGemm implements Gemm {
    private final Gemm real = new JavaGemm();
    private final Set<Integer> heights;

    RecordingGemm(Set<Integer> heights) {
      this.heights = heights;
    }

    @Override
    public void accumulate(Matrix a, Matrix b, Matrix c) {
      heights.add(a.rows());
      real.accumulate(a, b, c);
    }
  }
}
