package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

class ExactImagesTest {
  @Test
  void zeroStaysZeroInFrontOfASign() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int negated = builder.add(new AffineLayer(0, new DiagonalMap(new double[] {-1, 1}, 0)));
    int relu = builder.add(new ActivationLayer(negated, 2, Activation.RELU));
    int sign = builder.add(new ActivationLayer(relu, 2, Activation.of(Activation.Kind.SIGN)));
    Network network = builder.build();
    BatchBounds bounds =
        RootBoundsOf.intervalsAndPasses(
            network, new Box(new double[] {0, -3}, new double[] {2, 5}), 1);
    assertThat(bounds.lower(negated)[0]).isEqualTo(-2);
    assertThat(bounds.upper(relu)[0]).isEqualTo(0);
    assertThat(bounds.lower(sign)[0]).isEqualTo(0);
    assertThat(bounds.upper(sign)[0]).isEqualTo(0);
    assertThat(bounds.lower(relu)[1]).isEqualTo(0);
    assertThat(bounds.upper(relu)[1]).isEqualTo(5);
    assertThat(bounds.lower(sign)[1]).isEqualTo(0);
    assertThat(bounds.upper(sign)[1]).isEqualTo(1);
  }
}
