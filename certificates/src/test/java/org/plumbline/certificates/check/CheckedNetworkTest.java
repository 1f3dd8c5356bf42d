package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

class CheckedNetworkTest {
  private static final int WIDTH = 400;

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Two matrices of 160,000 coefficients each: 12 bytes for each of them. */
  private static Network large() {
    NetworkBuilder builder = new NetworkBuilder(1, WIDTH);
    double[] entries = ones(WIDTH * WIDTH);
    int last =
        builder.add(new AffineLayer(0, new DenseMap(WIDTH, WIDTH, entries), new double[WIDTH]));
    last = builder.add(new ActivationLayer(last, WIDTH, Activation.RELU));
    builder.add(new AffineLayer(last, new DenseMap(WIDTH, WIDTH, entries), new double[WIDTH]));
    return builder.build();
  }

  /** The limit is memory, and not a count; what is missing is said with its figures. */
  @Test
  void matricesHaveAShareOfMemory() {
    long needed = 12L * 2 * WIDTH * WIDTH;
    assertThat(new CheckedNetwork(large(), new Room(needed, "all")).entries())
        .isEqualTo(2L * WIDTH * WIDTH);
    CheckEnd end =
        catchThrowableOfType(
            CheckEnd.class, () -> new CheckedNetwork(large(), new Room(needed - 1, "all")));
    assertThat(end.result()).isInstanceOf(CheckResult.Incomplete.class);
    assertThat(end.result().toString())
        .contains("320000 coefficients up to layer 3", "4 MiB", "3 MiB", "-Xmx");
  }
}
