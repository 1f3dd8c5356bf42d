package org.plumbline.specs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.specs.property.DecimalBox;

class WholeInputsTest {
  private static final ModelPorts PORTS =
      new ModelPorts(
          List.of(
              new ModelPorts.Input("a", "float32", new int[] {1}, Optional.empty()),
              new ModelPorts.Input(
                  "b", "uint8", new int[] {2}, Optional.of(new ModelPorts.Whole(0, 255)))),
          List.of(),
          List.of(new ModelPorts.Output("y", "float32", new int[] {1})));

  private static DecimalBox box(String... ends) {
    BigDecimal[] all = Arrays.stream(ends).map(BigDecimal::new).toArray(BigDecimal[]::new);
    return new DecimalBox(
        new BigDecimal[] {all[0], all[2], all[4]}, new BigDecimal[] {all[1], all[3], all[5]});
  }

  private static Optional<double[]> nearest(DecimalBox box, double... candidate) {
    return WholeInputs.nearest(PORTS, box, candidate);
  }

  @Test
  void onlyWholeInputsAreMoved() {
    DecimalBox box = box("0", "1", "0.2", "9.9", "-7", "300");
    assertThat(nearest(box, 0.3, 2.6, 4.4).orElseThrow()).containsExactly(0.3, 3, 4);
    assertThat(nearest(box, 0.3, 0.1, -5).orElseThrow()).containsExactly(0.3, 1, 0);
    assertThat(nearest(box, 0.3, 9.8, 299).orElseThrow()).containsExactly(0.3, 9, 255);
    assertThat(nearest(box, 0.3, Double.NaN, Double.NaN).orElseThrow()).containsExactly(0.3, 1, 0);
  }

  @Test
  void whereThereIsNoneNothingRefutes() {
    assertThat(nearest(box("0", "1", "0.2", "0.9", "0", "1"), 0, 0.5, 0)).isEmpty();
    assertThat(nearest(box("0", "1", "0", "1", "256", "300"), 0, 0, 280)).isEmpty();
    assertThat(nearest(box("0", "1", "0", "1", "-9", "-0.5"), 0, 0, -1)).isEmpty();
  }

  @Test
  void otherModelsTakeAnything() {
    double[] x = {0.5};
    DecimalBox box = box("0", "1", "0", "1", "0", "1");
    assertThat(WholeInputs.nearest(ModelPorts.NONE, box, x)).containsSame(x);
  }
}
