package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;

class NetworkJoinTest {
  /** y = relu(a·x₀ + b·x₁). */
  private static Network relu(double a, double b) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    builder.setNode("sum");
    int sum = builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {a, b})));
    builder.name("s", sum);
    builder.need(sum, -9, 9, Reading.Need.ALWAYS, "because");
    builder.unknownInFloat32("everything");
    builder.add(new ActivationLayer(sum, 1, Activation.RELU));
    return builder.build();
  }

  private static double[] outputs(Network network, double... x) {
    return new ForwardPass(network, new JavaGemm()).outputs(1, x);
  }

  @Test
  void oneNetworkOfAllInputsIsItself() {
    Network network = relu(1, 2);
    List<NetworkJoin.Part> parts = List.of(new NetworkJoin.Part("", network, new int[] {0, 1}));
    assertThat(NetworkJoin.of(2, parts, List.of())).isSameAs(network);
  }

  @Test
  void networksReadTheirInputsAndOutputsStandOneAfterTheOther() {
    Network join =
        NetworkJoin.of(
            3,
            List.of(
                new NetworkJoin.Part("f", relu(1, 2), new int[] {2, 0}),
                new NetworkJoin.Part("g", relu(3, -1), new int[] {1, 1})),
            List.of());
    assertThat(outputs(join, 10, 5, 7)).containsExactly(27, 10);
  }

  @Test
  void productsAreThoseOfInputsAndOutputs() {
    Network join =
        NetworkJoin.of(
            2,
            List.of(new NetworkJoin.Part("", relu(1, 2), new int[] {0, 1})),
            List.of(new int[] {0, 0}, new int[] {0, 1, 1, 2}, new int[] {2, 2, 2}));
    double y = 3 + 2 * 5;
    assertThat(outputs(join, 3, 5)).containsExactly(y, 9, 3 * 25 * y, y * y * y);
    assertThat(join.reading().unknownInFloat32()).containsExactly("sum: everything");
  }

  @Test
  void whatReadingTakesForGrantedStaysWithItsLayers() {
    Network join =
        NetworkJoin.of(
            2,
            List.of(
                new NetworkJoin.Part("f", relu(1, 2), new int[] {0, 1}),
                new NetworkJoin.Part("g", relu(3, 4), new int[] {1, 0})),
            List.of());
    Reading reading = join.reading();
    assertThat(reading.ranges())
        .extracting(Reading.Range::node)
        .containsExactly("f: sum", "g: sum");
    for (Reading.Range range : reading.ranges()) {
      assertThat(join.layer(range.layer())).isInstanceOf(AffineLayer.class);
      assertThat(join.layer(range.layer()).size()).isEqualTo(1);
    }
    assertThat(reading.tensors().keySet()).containsExactly("f: s", "g: s");
    assertThat(reading.unknownInFloat32())
        .containsExactly("f: sum: everything", "g: sum: everything");
  }

  @Test
  void everyInputOfANetworkIsRead() {
    assertThatThrownBy(() -> new NetworkJoin.Part("", relu(1, 2), new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
