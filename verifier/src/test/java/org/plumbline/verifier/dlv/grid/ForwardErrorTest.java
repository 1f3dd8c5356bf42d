package org.plumbline.verifier.dlv.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.dlv.Examples;

class ForwardErrorTest {
  @Test
  void computedOutputsAreWithinTheErrorOfTheExactOnes() {
    for (int seed = 0; seed < 150; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network =
          seed % 5 == 4 ? RandomNetworks.convolutional(random) : RandomNetworks.dense(random, true);
      Box box = RandomNetworks.box(random, network.inputSize());
      double[] error = ForwardError.onBox(network, box);
      for (int s = 0; s < 20; s++) {
        double[] x = RandomNetworks.point(random, box);
        double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
        Dyadic[] exact = new ExactForwardPass(network).outputs(x);
        for (int j = 0; j < network.outputSize(); j++) {
          double off = exact[j].toBigDecimal().subtract(new BigDecimal(y[j])).abs().doubleValue();
          assertThat(off).as("seed %d output %d", seed, j).isLessThanOrEqualTo(error[j]);
          assertThat(error[j]).isLessThan(1e-9);
        }
      }
    }
  }

  @Test
  void nothingIsKnownBehindAStep() {
    Network network = Examples.behind(Activation.of(Activation.Kind.SIGN));
    double[] error = ForwardError.onBox(network, new Box(new double[] {-1}, new double[] {1}));
    assertThat(error[0] < 1).isFalse();
  }
}
